"""What is said above deadlines so that none is taken for what it is not: schools, far countries."""

from __future__ import annotations

from dataclasses import replace

from bot.deadlines.asked.asking import is_outside_schools
from bot.deadlines.lookup import DeadlineQuery, LookupResult
from bot.deadlines.order import SCHOOLS_ALONE
from bot.dialogue.context import Context
from bot.dialogue.situations.funding import is_surely_in_union_programme
from bot.dialogue.topics import SCHOOL_TOPIC
from bot.fit.countries import country_name, is_country
from bot.texts import text

_ERASMUS = "erasmus_jugend"


def formats_of_school(said: str, before: Context | None) -> tuple[str, ...]:
    """Return the format of schools where the talk is of one: "und welche Frist gilt da?"."""
    is_of_school = before is not None and before.topic == SCHOOL_TOPIC
    return SCHOOLS_ALONE if is_of_school and not is_outside_schools(said) else ()


def is_of_school(query: DeadlineQuery) -> bool:
    """Say whether a school asks, for whom deadlines of youth work are of no use."""
    return query.formats == SCHOOLS_ALONE


def of_schools(result: LookupResult) -> LookupResult:
    """Return only the deadlines that name schools."""
    schools = set(SCHOOLS_ALONE)
    items = (item for item in result.items if schools & set(item.deadline.formats))
    return replace(result, items=tuple(items))


def remark_on_erasmus(result: LookupResult) -> str:
    """Return that Erasmus+ may not pay for a country, empty where nobody has to be told."""
    is_shown = any(item.deadline.programme.id == _ERASMUS for item in result.items)
    unsure = [
        country_name(code)
        for code in result.query.countries
        if is_country(code) and not is_surely_in_union_programme(code)
    ]
    if not (is_shown and unsure):
        return ""
    return text("offers.erasmus_unsure", country=", ".join(unsure))
