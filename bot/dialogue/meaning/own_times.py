"""Recognises who asks how early something is needed that no funder has a deadline for.

"Wie lange vorher?" below the way into a country, a signature or an insurance is told by that entry,
or by none.
"""

from __future__ import annotations

from pathlib import Path

from bot.dialogue.aspects import DEADLINE_ASPECT
from bot.dialogue.context import Context, Heard
from bot.dialogue.topics import (
    ACCOUNTS_TOPIC,
    ENTRY_TOPICS,
    PAYOUT_TOPIC,
    RESIDENCE_CASE,
    RESIDENCE_TOPIC,
    SINGLE_PERSONS,
)
from bot.dialogue.words import words
from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("own_times.yml")

ABOUT_CONDUCT = frozenset({
    "aufsichtspflicht", "datenschutz_fotos", "einverstaendnis_eltern", "fuehrungszeugnis",
    "gesundheit_medikamente", "jugendschutz_alkohol", "krisenplan", "schutzkonzept",
})  # fmt: skip
"""Rules of conduct and duties: what "das" costs there is what follows from them."""
_WITH_OWN_TIMES = ABOUT_CONDUCT | ENTRY_TOPICS | {RESIDENCE_TOPIC, RESIDENCE_CASE, "versicherung"}
_WITH_OWN_DEADLINES = (ACCOUNTS_TOPIC, PAYOUT_TOPIC)


def is_of_own_time(heard: Heard, before: Context | None) -> bool:
    """Say whether a time that is asked for belongs to the answer above, and to no application."""
    said = folded(heard.text)
    is_plain = not (heard.programmes or heard.dates or heard.filters or heard.formats)
    if before is None or not is_plain or not words().deadline_nouns.isdisjoint(said):
        return False
    if DEADLINE_ASPECT not in heard.aspects and not sets(_FILE)["no_applications"].isdisjoint(said):
        # "Und wann die Eltern informieren?" whatever stands above.
        return True
    is_told = before.decision in ("answer", "handover") and not before.is_guess
    # Who goes alone applies for none of the money for groups that is paid for the country.
    is_alone = before.topic.startswith(SINGLE_PERSONS) and not before.programmes
    has_deadline = before.topic in _WITH_OWN_DEADLINES and DEADLINE_ASPECT in heard.aspects
    return is_told and (is_alone or has_deadline or before.topic in _WITH_OWN_TIMES)
