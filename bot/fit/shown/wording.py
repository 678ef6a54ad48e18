"""A plan in German words: line by line, for the page, the chat and a consultation request."""

from __future__ import annotations

from datetime import date

from bot.deadlines.asked.summer import holidays_beginning
from bot.deadlines.shown.wording import german_date
from bot.fit.case import Case, Span
from bot.fit.countries import country_names
from bot.texts import text


def case_lines(case: Case) -> list[tuple[str, str]]:
    """Return (label, value) of everything that is known, in the order of the form."""
    found = {
        "country": country_names(case.countries) if case.countries else None,
        "format": text(f"fit.format_{case.format}") if case.format else None,
        "age": span_words("age", case.age),
        "group": span_words("group", case.group),
        "period": _period(case),
        "organisation": _organisation(case),
        "umbrella": None if case.has_umbrella is None else _yes_no(case.has_umbrella),
        "seat": _seat(case),
    }
    return [(text(f"fit.field_{name}"), value) for name, value in found.items() if value]


def span_words(kind: str, span: Span | None) -> str | None:
    """Return a range of ``age`` or ``group`` in words, None for an unknown one."""
    if span is None:
        return None
    if span.low == span.high:
        shape = "exact"
    elif span.high is None:
        shape = "from"
    else:
        shape = "up_to" if span.low is None else "range"
    return text(f"fit.{kind}_{shape}", low=span.low, high=span.high)


def case_sentence(case: Case) -> str:
    """Return everything that is known in one line."""
    return "; ".join(f"{label}: {value}" for label, value in case_lines(case))


def _organisation(case: Case) -> str | None:
    return text(f"fit.organisation_{case.organisation}") if case.organisation else None


def _period(case: Case) -> str | None:
    if case.end is not None:
        start = None if case.start is None else german_date(case.start)
        return text("fit.period_range", start=start, end=german_date(case.end), days=case.duration)
    when = None if case.start is None else _when(case.start, case.when)
    if case.days is not None:
        key = "fit.period_days" if when is None else "fit.period_when_days"
        return text(key, when=when, days=case.days)
    return when


def _when(start: date, when: str | None) -> str:
    """Return when a journey begins, no more exactly than it was named."""
    if when is None:
        return text("fit.period_start", start=german_date(start))
    month, holidays = text(f"deadlines.month_{start.month}"), holidays_beginning(start)
    key = f"fit.period_{when}"
    if holidays is None and when == "holidays":
        return text("fit.period_start", start=german_date(start))
    if holidays is not None and when == "summer":
        key = "fit.period_summer_holidays"
    day = f"{start.day}. {month}"
    year, next_year = start.year, start.year + 1
    return text(key, month=month, year=year, next_year=next_year, day=day, holidays=holidays)


def _seat(case: Case) -> str | None:
    if case.seat is None:
        return None
    if case.seat.youth_office is None:
        return case.seat.text
    return text("fit.seat_with_office", place=case.seat.text, office=case.seat.youth_office)


def _yes_no(value: bool) -> str:
    return text("fit.answer_yes" if value else "fit.answer_no")
