"""What a bare question for deadlines is about in the middle of a request: "Frist dafür?"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.asked.unsaid_years import with_coming_start
from bot.deadlines.order import SCHOOLS_ALONE
from bot.deadlines.query import DeadlineQuery
from bot.fit.countries import all_countries
from bot.intake.request.sheet import known
from bot.texts import text
from bot.words.phrases import has_any, spaced


def with_plan_of_form(
    query: DeadlineQuery, sheet: Mapping[str, Any], now: datetime
) -> DeadlineQuery:
    """Return the filters with what the form has noted of the journey; ``now`` is aware.

    ``query`` is what the message and the talk select. Whoever names a programme or a country asks
    about that one.
    """
    if query.programmes or query.countries:
        return query
    named = spaced(known(sheet, "partner_country"))
    codes = tuple(code for code, name in all_countries() if has_any(named, [spaced(name).strip()]))
    when = known(sheet, "period")
    dates = find_dates(when, now)
    is_school = known(sheet, "format") == text(f"fit.format_{SCHOOLS_ALONE[0]}")
    plan = query_from(
        when, countries=codes, formats=SCHOOLS_ALONE if is_school else (), dates=dates, begins=True
    )
    plan = with_coming_start(plan, when, dates, now)
    found = replace(query, countries=codes, formats=query.formats or plan.formats)
    if query.start or query.period or query.year:
        return found
    return replace(found, start=plan.start, is_start_exact=plan.is_start_exact, year=plan.year)
