"""The body that a text typed in haste begins with: "jugendfeuerwehr bocholt, 20 kids, …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from bot.fit.words import words
from bot.intake.plan.fitting import has_part, is_authority, is_body, is_funder, is_school
from bot.intake.words import fitting_parts, phrases
from bot.words.phrases import has_any, spaced

# "Jugendhaus Kalk: wollen …", "falken hamm - suchen …"
_HEADING_END = re.compile(r":\s+|\s+[-–]\s+")
_MOST_WORDS = 5
# "große Jugendbegegnung", "Austausch mit"
_WORDS_TO_FORMAT = 2


def heading_body(clauses: Sequence[str]) -> str | None:
    """Return the body of whoever writes, where the first of ``clauses`` is its name.

    What follows must be said by that body, count its people or tell what it plans.
    """
    first, *after = [part for clause in clauses for part in _HEADING_END.split(clause, maxsplit=1)]
    if _name_in(first) == "" and after:
        # "Hallo, jugendfeuerwehr bocholt, …"
        first, *after = after
    if not after:
        return _body_before_verb(first)
    return body_alone(first) if _goes_on(after[0]) else _body_before_verb(first)


def body_alone(clause: str) -> str | None:
    """Return the body of a clause that is its name and nothing else, beside a greeting."""
    name = _name_in(clause)
    said = spaced(name)
    spoken = said.split()
    others = {*phrases("no_organisation"), *phrases("no_body_words"), *phrases("verbs_of_body")}
    others |= {*phrases("goes_on_as_body"), *phrases("never_in_name_alone"), *words().numbers}
    # "Ein kleiner Verein" has no name.
    telling = {*spoken} - {*phrases("no_name_alone"), *phrases("kinds_of_body")}
    is_kind = is_body(name) or is_school(name) or is_authority(name)
    begins = bool(spoken) and not (spoken[0].isdigit() or spoken[0] in phrases("never_begins_name"))
    is_short = begins and 1 < len(spoken) <= _MOST_WORDS
    is_named = is_short and bool(telling) and others.isdisjoint(spoken)
    is_theirs = has_part(said, phrases("partner_word"))
    is_theirs |= is_funder(name)
    return name if is_kind and is_named and not is_theirs else None


def _body_before_verb(clause: str) -> str | None:
    """Return the body that a sentence begins with: "moscheeverein marxloh will nach Bosnien".

    "Das Jugendamt Hamm will Belege" tells of another one: who writes tells what it plans or needs.
    """
    spoken = clause.split()
    before = list(takewhile(lambda word: _folded(word) not in phrases("verbs_of_body"), spoken))
    behind = spaced(" ".join(spoken[len(before) :]))
    is_others = has_any(behind, phrases("told_of_another_body"))
    is_own = has_part(behind, phrases("plans_as_body")) and not is_others
    return body_alone(" ".join(before)) if is_own else None


def _name_in(clause: str) -> str:
    """Return a clause without a greeting before the name and "hier" behind it."""
    spoken = list(dropwhile(lambda word: _folded(word) in phrases("greets"), clause.split()))
    while spoken and _folded(spoken[-1]) in phrases("behind_name_of_body"):
        spoken.pop()
    return " ".join(spoken)


def _goes_on(clause: str) -> bool:
    """Say whether what follows a name is told by that body."""
    spoken = spaced(clause).split()
    if not spoken or tells_of_guests(clause):
        return False
    is_told = spoken[0] in phrases("goes_on_as_body") or spoken[0].isdigit()
    is_counted = spoken[0] in words().numbers
    plans = has_part(f" {' '.join(spoken[:_WORDS_TO_FORMAT])} ", fitting_parts("format"))
    return is_told or is_counted or plans


def tells_of_guests(clause: str) -> bool:
    """Say whether whoever is named before it comes to visit: "12 Leute kommen zu uns"."""
    return has_any(spaced(clause), phrases("comes_to_us"))


def _folded(word: str) -> str:
    return spaced(word).strip()
