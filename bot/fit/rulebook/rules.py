"""Holds one plan against one value of a sheet: is the rule kept, broken, or not decided yet."""

from __future__ import annotations

from dataclasses import dataclass

from bot.fit.case import SINGLE_GROUP, Case
from bot.fit.countries import country_names
from bot.fit.result import Finding
from bot.programmes.models import Aspect
from bot.programmes.values import Countries, GroupSize, Kinds, Span, Value
from bot.texts import text

# Whether arrival and departure count differs from programme to programme.
_TRAVEL_DAYS = 2
_RECOGNISED = "anerkannter_traeger"
# Many of them are recognised; they know it, we do not.
_MAY_BE_RECOGNISED = frozenset({"verein", "religionsgemeinschaft"})


@dataclass(frozen=True)
class Answer:
    """A finding of one value, with a remark if the finding needs one."""

    finding: Finding
    note: str | None = None


KEPT, BROKEN = Answer(Finding.KEPT), Answer(Finding.BROKEN)
_OPEN = Answer(Finding.OPEN)


def answer(aspect: Aspect, value: Value | None, case: Case) -> Answer:
    """Return what a plan makes of a value."""
    if isinstance(value, Countries):
        return countries(value, case)
    if isinstance(value, GroupSize):
        return _group_size(value, case)
    if isinstance(value, Kinds):
        return (formats if aspect is Aspect.FORMATS else _applicants)(value, case)
    if isinstance(value, Span):
        return (_age if aspect is Aspect.AGE else _duration)(value, case)
    return Answer(Finding.UNCLEAR)


def countries(value: Countries, case: Case) -> Answer:
    """Hold the partner countries against those that a programme takes."""
    partners = set(case.countries)
    if not partners:
        return KEPT if value.is_any and not value.excluded else _OPEN
    if value.is_any:
        barred = partners & set(value.excluded)
        if not barred:
            return KEPT
        if barred == partners:
            return BROKEN
        names = country_names(tuple(code for code in case.countries if code in barred))
        return Answer(Finding.UNCLEAR, text("fit.note_some_excluded", countries=names))
    if not partners & set(value.only):
        return BROKEN
    rest = tuple(c for c in case.countries if c not in value.only and c not in value.also)
    if rest:
        return Answer(
            Finding.UNCLEAR, text("fit.note_more_countries", countries=country_names(rest))
        )
    return KEPT


def formats(value: Kinds, case: Case) -> Answer:
    """Hold the format against those that a programme takes."""
    if case.format is None:
        return _OPEN
    return KEPT if case.format in value.kinds else BROKEN


def _applicants(value: Kinds, case: Case) -> Answer:
    kind = case.organisation
    if kind is None:
        return _OPEN
    if kind in value.kinds or (kind == _RECOGNISED and "verein" in value.kinds):
        return KEPT
    if kind in _MAY_BE_RECOGNISED and _RECOGNISED in value.kinds:
        named = kind == "religionsgemeinschaft" and "verein" in value.kinds
        note = "fit.note_religious_body" if named else "fit.note_recognition"
        return Answer(Finding.UNCLEAR, text(note))
    if kind == "religionsgemeinschaft" and "verein" in value.kinds:
        return Answer(Finding.UNCLEAR, text("fit.note_religious_body"))
    return BROKEN


def _age(value: Span, case: Case) -> Answer:
    if case.age is None:
        return _OPEN
    low, high = case.age.low, case.age.high
    too_young = value.minimum is not None and low is not None and low < value.minimum
    too_old = value.maximum is not None and high is not None and high > value.maximum
    if not too_young and not too_old:
        open_end = (low is None and value.minimum) or (high is None and value.maximum)
        return _OPEN if open_end else KEPT
    all_too_young = too_young and high is not None and high < (value.minimum or 0)
    all_too_old = too_old and low is not None and value.maximum is not None and low > value.maximum
    if all_too_young or all_too_old:
        return BROKEN
    # Part of the group is within: that part can take part.
    return Answer(Finding.UNCLEAR, text("fit.note_some_ages"))


def _group_size(value: GroupSize, case: Case) -> Answer:
    if case.group is None:
        return _OPEN
    low, high = case.group.low or 1, case.group.high or case.group.low or 1
    if value.minimum_per_country is not None and high < value.minimum_per_country:
        return BROKEN
    largest = [n for n in (value.maximum_per_country, value.maximum) if n is not None]
    if largest and low > min(largest):
        return BROKEN
    if value.maximum_per_country is not None and high > value.maximum_per_country:
        return Answer(Finding.UNCLEAR, text("fit.note_group_varies"))
    if value.minimum is None and value.maximum is None:
        return KEPT
    return _altogether(value, case, low, high)


def _altogether(value: GroupSize, case: Case, low: int, high: int) -> Answer:
    """Judge limits on all groups together, with partner groups as large as the own one."""
    groups = 1 if case.format in SINGLE_GROUP else 1 + max(1, len(case.countries))
    note = text("fit.note_altogether", total=high * groups, groups=groups) if groups > 1 else None
    too_few = value.minimum is not None and high * groups < value.minimum
    too_many = value.maximum is not None and low * groups > value.maximum
    if not too_few and not too_many:
        return Answer(Finding.KEPT, note)
    return BROKEN if groups == 1 else Answer(Finding.UNCLEAR, note)


def _duration(value: Span, case: Case) -> Answer:
    days = case.duration
    if days is None:
        return _OPEN
    if value.minimum is not None and days < value.minimum:
        return BROKEN
    if value.maximum is not None and days > value.maximum:
        if days <= value.maximum + _TRAVEL_DAYS:
            return Answer(Finding.UNCLEAR, text("fit.note_travel_days"))
        return BROKEN
    return KEPT
