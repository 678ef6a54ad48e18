"""Where an answer goes that does not fit the question: nothing that was written gets lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.consultations.checks import FieldProblem, check_field
from bot.fit.words import folded
from bot.intake.answers import read_answer
from bot.intake.fitting import names_somebody, tells_when
from bot.intake.sheet import known

# Fewer words tell nothing that the office would miss: "stornieren", "hm 🙂".
_LEAST_WORDS = 2


def misplaced(asked: str, said: str, sheet: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where ``said`` is kept while the field ``asked`` stays open, None if nowhere.

    How somebody is reached or called goes to its own field, any other sentence to the description.
    """
    if asked != "wanted_times" and tells_when(said):
        found = added("wanted_times", said, sheet)
    elif asked != "name" and sheet.get("name") is None and names_somebody(said):
        read = read_answer("name", said, "")
        found = None if isinstance(read, FieldProblem) else read
    elif len(folded(said).split()) >= _LEAST_WORDS:
        found = added("description", said, sheet)
    else:
        found = None
    return None if found is None else {**found, asked: None}


def added(field: str, said: str, sheet: Mapping[str, Any]) -> dict[str, str] | None:
    """Return a field with ``said`` added to what stands there, None where it gets too long."""
    before = known(sheet, field)
    joint = "\n" if field == "description" else "; "
    line = said.strip() if field == "description" else " ".join(said.split())
    whole = check_field(field, joint.join(filter(None, (before, line))))
    return None if isinstance(whole, FieldProblem) else {field: whole}
