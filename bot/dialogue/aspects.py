"""What can be asked about any programme, as the entries and as the programme sheets call it."""

from __future__ import annotations

from collections.abc import Mapping

DEADLINE_ASPECT = "frist"
DECISION_ASPECT = "entscheidung"
"""When the body decides: only the programmes' sheets tell, and no entry."""
AMOUNT_ASPECT = "betrag"
AGE_ASPECT, LENGTH_ASPECT, SIZE_ASPECT = "alter", "dauer", "gruppengroesse"
WAY_ASPECT, CONTACT_ASPECT, APPLICANTS_ASPECT = "antragsweg", "kontakt", "traeger"
"""How to apply, whom to ask, who may apply."""
COUNTRIES_ASPECT = "laender"
PROGRAMME_TOPIC = "foerderung_"
"""Begins the topics of the programmes."""

# Entries that answer one question for all programmes, and what the sheets call that question.
ASPECT_OF_TOPIC: Mapping[str, str] = {
    "alter_teilnehmende": AGE_ASPECT,
    "gruppengroesse": SIZE_ASPECT,
    "dauer_reisetage": LENGTH_ASPECT,
    "eigenanteil": "eigenanteil",
}
