"""A plan as the fields of a request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, pairwise
from typing import Any

from bot.deadlines.asked.words import words as deadline_words
from bot.fit.case import Case
from bot.fit.countries import country_names, listed
from bot.fit.shown.wording import case_lines, span_words
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import OPEN, known
from bot.intake.words import phrases
from bot.texts import text
from bot.words.numerals import number_of
from bot.words.phrases import has_any, spaced

_PERIOD_LABEL = "fit.field_period"
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_DAY = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.?")
_BESIDE_WORDS = re.compile(r"[,()]")
_HAS_DIGIT = re.compile(r"[0-9]")


def plan_values(case: Case) -> dict[str, str]:
    """Return the fields that a plan fills, in German words."""
    people = filter(None, (span_words("group", case.group), span_words("age", case.age)))
    found = {
        "format": text(f"fit.format_{case.format}") if case.format else "",
        "partner_country": country_names(case.countries) if case.countries else "",
        "period": dict(case_lines(case)).get(text(_PERIOD_LABEL), ""),
        "group": ", ".join(people),
        "organisation": text(f"fit.organisation_{case.organisation}") if case.organisation else "",
        "place": case.seat.text if case.seat is not None else "",
    }
    return {field: value for field, value in found.items() if value}


def with_period_before(values: Mapping[str, Any], sheet: Mapping[str, Any]) -> dict[str, Any]:
    """Return values whose period keeps year and length of the one before: "ach doch September"."""
    period, before = values.get("period"), known(sheet, "period")
    found = [(before.lower().find(one), len(one)) for one in phrases("year_in_words")]
    in_words = [before[at : at + length] for at, length in found if at >= 0]
    years = {*(_YEAR.findall(before) or in_words[:1])}
    if period and _YEAR.fullmatch(str(period)) and before and not _HAS_DIGIT.search(before):
        # "2027" after "Pfingsten"
        return {**values, "period": f"{before} {period}"}
    if period and _YEAR.fullmatch(str(period)) and len(_YEAR.findall(before)) == 1:
        # "2027 ist falsch, 2028" says nothing against "Juni oder September".
        return {**values, "period": _YEAR.sub(str(period), before)}
    if period and _DAY.fullmatch(str(period)) and len(years) == 1:
        # "Doch am 2.6." after a day of 2027.
        return {**values, "period": f"{str(period).rstrip('.')}.{years.pop()}"}
    if not period or not has_any(spaced(period), phrases("times")):
        return dict(values)
    has_year = _YEAR.search(period) or any(one.lower() in period.lower() for one in in_words)
    year = f" {years.pop()}" if len(years) == 1 and not has_year else ""
    when, comma, rest = period.partition(",")
    has_days = _HAS_DIGIT.search(_YEAR.sub("", period))
    length = f"{comma}{rest}" or ("" if has_days else _length_in(before))
    return {**values, "period": f"{when}{year}{length}"}


def _length_in(period: str) -> str:
    """Return how long a period lasts, behind a comma: "August, 2 Wochen", "2 Wochen im August"."""
    known, spoken = deadline_words(), _BESIDE_WORDS.sub(" ", period).split()
    units = {*chain(*known.units.values())}
    words = [spaced(one).strip() for one in spoken]
    for place, (count, unit) in enumerate(pairwise(words)):
        is_number = count.isdecimal() or count in known.one or number_of(count) is not None
        # "In einem Jahr" and "3 Tage vor Ostern" tell when, and not how long.
        is_away = {*words[max(place - 1, 0) : place]} & {*phrases("before_distance")}
        is_away |= {*words[place + 2 : place + 3]} & {*phrases("behind_distance")}
        if is_number and unit in units and not is_away:
            return f", {spoken[place]} {spoken[place + 1]}"
    return ""


def noted(values: Mapping[str, str]) -> str:
    """Return what was understood in one line; nothing that names or reaches a person."""
    return "; ".join(
        f"{text(f'consultations.label_{field}')}: {value}"
        for field, value in values.items()
        if value != OPEN and field in _TOLD
    )


def noted_silently(values: Mapping[str, Any]) -> str:
    """Return the names of fields that were filled but name or reach a person, empty for none."""
    silent = [field for field in _SILENT if values.get(field) not in (None, OPEN)]
    return noted_elsewhere(dict.fromkeys(silent)) if silent else ""


def noted_elsewhere(values: Mapping[str, object]) -> str:
    """Return the names of the fields that something was noted for, with what may be repeated."""
    told = []
    for field, value in values.items():
        label = text(f"consultations.label_{field}")
        is_told = field in _TOLD and value != OPEN
        told.append(text("intake.field_with_value", field=label, value=value) if is_told else label)
    return listed(told)


def is_told(field: str) -> bool:
    """Say whether what stands in a field may be repeated in the chat, that keeps it."""
    return field in _TOLD


def contact_words(contact: Contact) -> str:
    """Return the ways of contact in one line."""
    visit = text("intake.button_visit") if contact.visit else None
    return ", ".join(filter(None, (contact.email, contact.phone, visit)))


_SILENT = ("contact", "wanted_times", "name")
_TOLD = frozenset(
    {"topic", "format", "partner_country", "period", "group", "organisation", "place"}
)
