"""How a message is read while the check asks: answers, not for the check, or not understood.

Pure rules without Rasa, like ``bot/intake/reading.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.fit.case import Seat
from bot.fit.query import NO, YES, SeatFinder
from bot.fit.told.answers import OPEN, QUESTIONS, case_from, may_have_umbrella, names_last_day
from bot.fit.told.reading import Message, read_asked, read_named
from bot.fit.told.renumbering import renumbered
from bot.fit.words import words
from bot.words.phrases import begins_with_any, has_any, spaced

ANSWER_INTENT = "answer_fit_check"
_OWN_ANSWERS = frozenset({"answer", "act", "handover", "smalltalk", "fallback", "clarify"})
_YES_NO = {"affirm": YES, "deny": NO}
# These have an answer of their own even when nobody put a question mark.
_SURE = frozenset({"answer", "act", "handover", "smalltalk"})


class ReplyKind(Enum):
    """What a message is."""

    ANSWERS = "answers"
    SIDE_QUESTION = "side_question"
    CANCEL = "cancel"
    PROBLEM = "problem"
    WHY = "why"


@dataclass(frozen=True)
class Heard:
    """A message and what the language understanding made of it.

    ``chosen`` is (question, answer) of a button of the check. ``correction`` is what holds of a
    message that corrects an earlier one, ``is_puzzled`` tells that the question was not understood.
    """

    message: Message
    intent: str
    decision: str
    chosen: tuple[str, str] | None = None
    correction: Message | None = None
    is_puzzled: bool = False


@dataclass(frozen=True)
class Reply:
    """The reading; ``answers`` by question."""

    kind: ReplyKind
    answers: Mapping[str, str] = field(default_factory=dict)


def read_reply(
    asked: str,
    known: Mapping[str, str | None],
    heard: Heard,
    find_seat: SeatFinder,
    now: datetime,
) -> Reply:
    """Read the answer to the question ``asked``; what is ``known`` stays unless asked again."""
    if heard.intent == "stop":
        return Reply(ReplyKind.CANCEL)
    if heard.decision == "emergency":
        return Reply(ReplyKind.SIDE_QUESTION)
    if heard.message.text.startswith("/"):
        return _read_button(asked, known, heard)
    if heard.is_puzzled or has_any(spaced(heard.message.text), words().why):
        return Reply(ReplyKind.WHY)
    if is_side_question(heard.message.text, heard.decision):
        return Reply(ReplyKind.SIDE_QUESTION)
    # "Nein, Portugal": what is named takes the place of what was said before.
    answers = _corrected(known, heard, find_seat, now)
    answers = answers or _answered(asked, known, heard, find_seat, now)
    if answers:
        return Reply(ReplyKind.ANSWERS, completed(answers, known))
    is_other = heard.decision in _SURE or heard.intent == "out_of_scope"
    return Reply(ReplyKind.SIDE_QUESTION if is_other else ReplyKind.PROBLEM)


def _corrected(
    known: Mapping[str, str | None], heard: Heard, find_seat: SeatFinder, now: datetime
) -> dict[str, str]:
    """Return what a message puts in the place of an earlier answer."""
    named = {} if heard.correction is None else read_named(heard.correction, find_seat, now)
    return {**named, **renumbered(heard.message.text, known)}


def _answered(
    asked: str,
    known: Mapping[str, str | None],
    heard: Heard,
    find_seat: SeatFinder,
    now: datetime,
) -> dict[str, str]:
    """Return the answer to the question, and to others that are open, as far as they are given."""
    answer = _yes_or_no(asked, heard) or read_asked(asked, heard.message, find_seat, now)
    others = _others(asked, known, heard, find_seat, now)
    if answer is not None:
        return {**others, asked: answer}
    if asked == "period" and "days" in others:
        # "10 Tage" answers "Wann, und wie lange?" as far as it can be answered.
        return {**others, asked: OPEN}
    return others


def is_side_question(text: str, decision: str) -> bool:
    """Say whether a message asks something that has an answer of its own."""
    said = spaced(text)
    is_question = text.rstrip().endswith("?") or begins_with_any(said, words().question)
    is_question = is_question or begins_with_any(_without_lead(said), words().asking)
    return is_question and decision in _OWN_ANSWERS


def _without_lead(said: str) -> str:
    """Return a folded message without what stands before a question: "moment, kurze Frage"."""
    spoken = said.split()
    lead = next(
        (place for place, word in enumerate(spoken) if word not in words().before_question),
        len(spoken),
    )
    return f" {' '.join(spoken[lead:])} "


def completed(answers: Mapping[str, str], known: Mapping[str, str | None]) -> dict[str, str]:
    """Return the answers with those that follow from them.

    A municipality has no umbrella body; from first to last day the days can be counted.
    """
    done = dict(answers)
    if names_last_day(answers.get("period")) and not known.get("days"):
        done["days"] = OPEN
    organisation = answers.get("organisation") or known.get("organisation")
    if not may_have_umbrella(organisation) and not known.get("umbrella"):
        done["umbrella"] = OPEN
    return done


def _read_button(asked: str, known: Mapping[str, str | None], heard: Heard) -> Reply:
    if heard.intent == ANSWER_INTENT:
        question, answer = heard.chosen or ("", "")
        if question in QUESTIONS and is_readable(question, answer):
            return Reply(ReplyKind.ANSWERS, completed({question: answer}, known))
        return Reply(ReplyKind.PROBLEM)
    if heard.intent in _YES_NO:
        said = _yes_or_no(asked, heard)
        return Reply(ReplyKind.PROBLEM) if said is None else Reply(ReplyKind.ANSWERS, {asked: said})
    # Any other button belongs to another message: its own rule answers it.
    return Reply(ReplyKind.SIDE_QUESTION)


def is_readable(question: str, answer: str) -> bool:
    """Say whether a button's answer means something; payloads can be made up."""
    if answer == OPEN:
        return True
    if question == "seat":
        return False
    empty = case_from({}, _nowhere)
    return case_from({question: answer}, _nowhere) != empty


def _nowhere(text: str) -> Seat:
    return Seat(text)


def _yes_or_no(asked: str, heard: Heard) -> str | None:
    if asked != "umbrella":
        return None
    return _YES_NO.get(heard.intent)


def _others(
    asked: str,
    known: Mapping[str, str | None],
    heard: Heard,
    find_seat: SeatFinder,
    now: datetime,
) -> dict[str, str]:
    named = read_named(heard.message, find_seat, now)
    return {
        question: answer
        for question, answer in named.items()
        if question != asked and not known.get(question)
    }
