"""Whether a step is needed for a plan; what is not known yet never leaves a step out."""

from __future__ import annotations

from collections.abc import Collection

from bot.fit.case import Case
from bot.fit.told.answers import may_have_umbrella
from bot.planning.models import Only

_OF_AGE = 18


def is_needed(
    only: Only, case: Case, programmes: Collection[str], *, is_outside_holidays: bool
) -> bool:
    """Say whether all conditions hold, or may hold, for the plan and its programmes."""
    if only.formats and case.format is not None and case.format not in only.formats:
        return False
    if case.format in only.not_formats:
        return False
    if only.countries and not set(only.countries) & set(case.countries):
        return False
    if only.countries_except and not set(case.countries) - set(only.countries_except):
        return False
    if only.programmes and not set(only.programmes) & set(programmes):
        return False
    return _applicant_fits(only, case) and _journey_fits(only, case, is_outside_holidays)


def _applicant_fits(only: Only, case: Case) -> bool:
    if only.organisations and case.organisation not in only.organisations:
        return False
    if case.organisation in only.not_organisations:
        return False
    if only.umbrella and (case.has_umbrella is False or not may_have_umbrella(case.organisation)):
        return False
    return not (only.nrw and case.seat is not None and case.seat.is_in_nrw is False)


def _journey_fits(only: Only, case: Case, is_outside_holidays: bool) -> bool:
    youngest = None if case.age is None else case.age.low
    if only.minors and youngest is not None and youngest >= _OF_AGE:
        return False
    return is_outside_holidays or not only.outside_holidays
