"""A plan as the fields of a request."""

from __future__ import annotations

from collections.abc import Mapping

from bot.fit.case import Case
from bot.fit.countries import country_names
from bot.fit.wording import case_lines, span_words
from bot.intake.sheet import OPEN
from bot.texts import text

_PERIOD_LABEL = "fit.field_period"


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


def noted(values: Mapping[str, str]) -> str:
    """Return what was understood in one line; nothing that names or reaches a person."""
    return "; ".join(
        f"{text(f'consultations.label_{field}')}: {value}"
        for field, value in values.items()
        if value != OPEN and field in _TOLD
    )


def noted_elsewhere(values: Mapping[str, object]) -> str:
    """Return the names of the fields that something was noted for, with what may be repeated."""
    told = []
    for field, value in values.items():
        label = text(f"consultations.label_{field}")
        is_told = field in _TOLD and value != OPEN
        told.append(text("intake.field_with_value", field=label, value=value) if is_told else label)
    *first, last = told
    return text("fit.and", first=", ".join(first), last=last) if first else last


_TOLD = frozenset(
    {"topic", "format", "partner_country", "period", "group", "organisation", "place"}
)
