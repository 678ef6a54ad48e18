"""Where an answer goes that does not fit the question: nothing that was written gets lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.consultations.checks import FieldProblem, check_field
from bot.intake.answering.answers import read_answer
from bot.intake.answering.subject import FREE
from bot.intake.plan.fitting import is_house, names_somebody, tells_when
from bot.intake.plan.heads import counts_heads
from bot.intake.request.sheet import known
from bot.intake.who.people import fuller_name
from bot.intake.words import phrases
from bot.words.phrases import spaced

# Fewer words tell nothing that the office would miss: "stornieren", "hm 🙂".
_LEAST_WORDS = 2
_MOST_WORDS_OF_NAME = 3


def misplaced(asked: str, said: str, sheet: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where ``said`` is kept while the field ``asked`` stays open, None if nowhere.

    How somebody is reached or called and how many they are goes to its own field, any other
    sentence to the description.
    """
    if asked != "wanted_times" and tells_when(said):
        found = added("wanted_times", said, sheet)
    elif asked != "name" and sheet.get("name") is None and names_somebody(said):
        read = read_answer("name", said, "")
        found = None if isinstance(read, FieldProblem) else read
    elif asked != "group" and not known(sheet, "group") and counts_heads(said):
        found = {"group": " ".join(said.split())}
    elif len(spaced(said).split()) >= _LEAST_WORDS:
        found = added("description", said, sheet)
    else:
        found = None
    return None if found is None else {**found, asked: None}


def no_subject(asked: str, said: str, sheet: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where ``said`` is kept that is only a time to talk or a name, and no subject.

    "Immer nach 17 Uhr", "Herr Özdemir" and "Pastor Niemöller Haus" tell nobody what it is about.
    """
    spoken = spaced(said).split()
    if asked not in FREE or "?" in said or not spoken:
        return None
    if is_house(said):
        return {"organisation": " ".join(said.split()), asked: None}
    has_title = spoken[0] in phrases("title_of_name") and len(spoken) <= _MOST_WORDS_OF_NAME
    # "Bernd Schulze, Lehrer", "Frauke (Leiterin)"
    is_written_large = all(word.strip("(")[:1].isupper() for word in said.split())
    is_short = len(spoken) <= (_MOST_WORDS_OF_NAME if is_written_large else 1)
    is_first_name = is_short and spoken[0] in phrases("first_names")
    if (has_title or is_first_name) and names_somebody(said):
        before = known(sheet, "name")
        if before and fuller_name(before, said) == before:
            # "Frau Klein" after "Petra Klein" tells nothing new.
            return {asked: None}
        return misplaced(asked, said, sheet)
    times = {*phrases("talk_times"), *phrases("only_when")}
    is_time = all(word in times or word.isdigit() for word in spoken)
    if not is_time or set(phrases("talk_times")).isdisjoint(spoken):
        return None
    found = added("wanted_times", said, sheet)
    return None if found is None else {**found, asked: None}


def added(field: str, said: str, sheet: Mapping[str, Any]) -> dict[str, str] | None:
    """Return a field with ``said`` added to what stands there, None where it gets too long."""
    before = known(sheet, field)
    joint = "\n" if field == "description" else "; "
    line = said.strip() if field == "description" else " ".join(said.split())
    whole = check_field(field, joint.join(filter(None, (before, line))))
    return None if isinstance(whole, FieldProblem) else {field: whole}
