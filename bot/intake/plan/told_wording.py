"""What was told of a plan in German words, one line for the chat."""

from __future__ import annotations

from collections.abc import Sequence

from bot.fit.query import SeatFinder
from bot.fit.shown.wording import case_lines, span_words
from bot.fit.told.answers import case_from, span_from
from bot.intake.plan.told_plan import ToldPlan
from bot.texts import text


def told_sentence(told: ToldPlan, find_seat: SeatFinder) -> str:
    """Return everything that was told in one line, empty where nothing was."""
    return _joined(_lines(told, find_seat))


def earlier_sentence(known: ToldPlan, new: ToldPlan, find_seat: SeatFinder) -> str:
    """Return what is ``known`` and was told before the ``new``: nobody reads the same twice."""
    said_now = {label for label, _ in _lines(new, find_seat)}
    return _joined([line for line in _lines(known, find_seat) if line[0] not in said_now])


def _joined(lines: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{label}: {value}" for label, value in lines)


def _lines(told: ToldPlan, find_seat: SeatFinder) -> list[tuple[str, str]]:
    # The body itself says more than the kind of applicant it is, the umbrella more than a yes.
    answers = dict(told.answers)
    if told.body is not None:
        answers.pop("organisation", None)
    if told.umbrella is not None:
        answers.pop("umbrella", None)
    lines = case_lines(case_from(answers, find_seat))
    leaders = None if told.leaders is None else span_words("group", span_from(told.leaders))
    more = {
        "leaders": leaders,
        "direction": _named("direction", told.direction),
        "body": _named("body", told.body),
        "umbrella_body": _named("umbrella_body", told.umbrella),
    }
    return [*lines, *((text(f"fit.field_{name}"), value) for name, value in more.items() if value)]


def _named(kind: str, value: str | None) -> str | None:
    return None if value is None else text(f"fit.{kind}_{value}")
