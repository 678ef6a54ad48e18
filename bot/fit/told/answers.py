"""Answers of the chat: one short string for each question, and the plan they add up to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.fit.case import (
    FORMATS,
    LOOSE,
    MOST_DAYS,
    MOST_PEOPLE,
    OLDEST,
    ORGANISATIONS,
    UMBRELLA_KINDS,
    Case,
    Span,
)
from bot.fit.countries import is_country
from bot.fit.query import NO, YES, SeatFinder

QUESTIONS = (
    "country",
    "format",
    "age",
    "group",
    "period",
    "days",
    "organisation",
    "umbrella",
    "seat",
)
"""The questions in the order in which they are asked."""

OPEN = "?"
"""The answer "not known yet"; it counts as answered."""

MOST_OF = {"group": MOST_PEOPLE, "age": OLDEST, "days": MOST_DAYS}
"""The largest number that answers a question."""

_SPAN = re.compile(r"([0-9]{1,4})?(-)?([0-9]{1,4})?")
_DAYS = re.compile(r"[0-9]{1,3}")


def case_from(answers: Mapping[str, str | None], find_seat: SeatFinder) -> Case:
    """Return the plan of the ``answers`` by question; missing and unreadable ones are not known."""
    known = {name: value for name, value in answers.items() if value and value != OPEN}
    start, end, when = _period(known.get("period", ""))
    days = known.get("days", "")
    organisation = _one_of(known.get("organisation"), ORGANISATIONS)
    umbrella = _one_of(known.get("umbrella"), (YES, NO))
    seat = known.get("seat")
    return Case(
        countries=tuple(code for code in known.get("country", "").split(",") if is_country(code)),
        format=_one_of(known.get("format"), FORMATS),
        age=span_from(known.get("age", "")),
        group=span_from(known.get("group", "")),
        start=start,
        end=end,
        days=int(days) if end is None and _DAYS.fullmatch(days) and int(days) else None,
        when=when,
        organisation=organisation,
        has_umbrella=umbrella == YES if umbrella and may_have_umbrella(organisation) else None,
        seat=find_seat(seat) if seat else None,
    )


def answers_from(case: Case) -> dict[str, str]:
    """Return the answers by question that add up to a plan, without those that are not known."""
    umbrella = None if case.has_umbrella is None else (YES if case.has_umbrella else NO)
    answers = {
        "country": ",".join(case.countries) or None,
        "format": case.format,
        "age": None if case.age is None else str(case.age),
        "group": None if case.group is None else str(case.group),
        "period": None if case.start is None else period_text(case.start, case.end, case.when),
        "days": None if case.days is None else str(case.days),
        "organisation": case.organisation,
        "umbrella": umbrella,
        "seat": None if case.seat is None else case.seat.text,
    }
    return {name: answer for name, answer in answers.items() if answer is not None}


def may_have_umbrella(organisation: str | None) -> bool:
    """Say whether it makes sense to ask for the umbrella body."""
    return organisation is None or organisation == OPEN or organisation in UMBRELLA_KINDS


def span_from(value: str) -> Span | None:
    """Return the range written as ``16``, ``14-17``, ``12-`` or ``-26``, or None."""
    match = _SPAN.fullmatch(value)
    if match is None or not (match[1] or match[3]):
        return None
    low = int(match[1]) if match[1] else None
    high = int(match[3]) if match[3] else None
    return Span(low, high) if match[2] else Span(low, low)


def period_text(start: date, end: date | None, when: str | None) -> str:
    """Return the period as one answer: ``2027-07-01/2027-07-10``, ``2027-07-01/``.

    ``2027-07-01/month`` is only known by its month (``LOOSE``).
    """
    return f"{start.isoformat()}/{(when or '') if end is None else end.isoformat()}"


def names_last_day(period: str | None) -> bool:
    """Say whether an answer to ``period`` tells how long it is."""
    return _period(period or "")[1] is not None


def _period(value: str) -> tuple[date | None, date | None, str | None]:
    first, _, last = value.partition("/")
    start = _day(first)
    if start is None:
        return None, None, None
    return start, _day(last), _one_of(last, LOOSE)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _one_of(value: str | None, allowed: tuple[str, ...]) -> str | None:
    return value if value in allowed else None
