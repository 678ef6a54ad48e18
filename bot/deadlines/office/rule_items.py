"""Reads the rule of a deadline: one shape of YAML for each kind."""

from __future__ import annotations

from collections.abc import Callable

from bot.deadlines.models import (
    BeforeStartRule,
    EndedRule,
    FixedRule,
    PatternRule,
    RollingRule,
    Round,
    Rule,
    UnknownRule,
)
from bot.deadlines.office.fields import Fields

_DEFAULT_ZONE = "Europe/Berlin"
_MOST_YEARS_BEFORE = 3


def read_rule(fields: Fields) -> Rule:
    """Return the rule.

    Raises:
        ItemError: the rule is not usable.
    """
    kind = fields.string("kind")
    reader = _READERS.get(kind)
    if reader is None:
        raise fields.error("bad_rule", "kind", kind=kind, allowed=", ".join(_READERS))
    return reader(fields)


def _fixed(fields: Fields) -> FixedRule:
    fields.allow("kind", "date", "time", "zone", "opens_on", "starts")
    day, opens_on = fields.day("date"), fields.optional_day("opens_on")
    if opens_on is not None and opens_on > day:
        raise fields.error("bad_order", "opens_on")
    starts = fields.days("starts")
    if len(starts) not in (0, 2):
        raise fields.error("bad_starts", "starts")
    return FixedRule(
        day,
        fields.clock("time"),
        fields.zone("zone", _DEFAULT_ZONE),
        opens_on,
        (starts[0], starts[1]) if starts else None,
    )


def _before_start(fields: Fields) -> BeforeStartRule:
    fields.allow("kind", "months", "weeks")
    rule = BeforeStartRule(fields.number("months"), fields.number("weeks"))
    if bool(rule.months) == bool(rule.weeks):
        raise fields.error("one_unit", "months")
    return rule


def _pattern(fields: Fields) -> PatternRule:
    fields.allow("kind", "text", "rounds", "lead_months")
    rounds = tuple(map(_round, fields.mappings("rounds")))
    return PatternRule(fields.string("text"), rounds, fields.number("lead_months"))


def _round(fields: Fields) -> Round:
    fields.allow("label", "from", "to", "opens", "starts", "years_before")
    first, last = fields.month_day("from"), fields.month_day("to")
    if last < first:
        raise fields.error("bad_order", "to")
    years_before = fields.number("years_before") if fields.has("years_before") else None
    if years_before is not None and years_before > _MOST_YEARS_BEFORE:
        raise fields.error("bad_years", "years_before", most=_MOST_YEARS_BEFORE)
    starts = fields.month_days("starts") if fields.has("starts") else None
    if starts is not None and years_before is None:
        raise fields.error("starts_without_years", "starts")
    return Round(
        first,
        last,
        fields.string("label"),
        fields.month_day("opens") if fields.has("opens") else None,
        starts,
        years_before,
    )


def _rolling(fields: Fields) -> RollingRule:
    fields.allow("kind", "text", "processing_weeks")
    return RollingRule(fields.string("text"), fields.number("processing_weeks"))


def _ended(fields: Fields) -> EndedRule:
    fields.allow("kind", "text")
    return EndedRule(fields.string("text"))


def _unknown(fields: Fields) -> UnknownRule:
    fields.allow("kind")
    return UnknownRule()


_READERS: dict[str, Callable[[Fields], Rule]] = {
    "fixed": _fixed,
    "before_start": _before_start,
    "pattern": _pattern,
    "rolling": _rolling,
    "ended": _ended,
    "unknown": _unknown,
}
