"""A bare question for deadlines in the form is about the journey that the form knows."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from bot.deadlines.query import DeadlineQuery, Period
from bot.offers.form_plan import with_plan_of_form

NOW = datetime(2026, 11, 28, 9, tzinfo=timezone.utc)
POLAND = {"partner_country": "Polen", "period": "Mai 2027", "format": "Jugendbegegnung"}


def test_country_and_beginning_are_those_of_the_form() -> None:
    query = with_plan_of_form(DeadlineQuery(), POLAND, NOW)
    assert (query.countries, query.start) == (("PL",), date(2027, 5, 1))
    assert query.formats == ()


def test_a_school_gets_the_deadlines_of_schools() -> None:
    sheet = {"partner_country": "Türkei", "period": None, "format": "Schulaustausch"}
    query = with_plan_of_form(DeadlineQuery(), sheet, NOW)
    assert (query.countries, query.formats, query.start) == (("TR",), ("schulaustausch",), None)


@pytest.mark.parametrize("named", [DeadlineQuery(("dfjw",)), DeadlineQuery(countries=("FR",))])
def test_what_is_named_goes_first(named: DeadlineQuery) -> None:
    assert with_plan_of_form(named, POLAND, NOW) == named


def test_a_time_that_is_asked_for_is_no_beginning() -> None:
    period = Period(date(2027, 1, 1), date(2027, 2, 1))
    query = with_plan_of_form(DeadlineQuery(period=period), POLAND, NOW)
    assert (query.countries, query.period, query.start) == (("PL",), period, None)


def test_an_empty_form_adds_nothing() -> None:
    assert with_plan_of_form(DeadlineQuery(), {"period": "?"}, NOW) == DeadlineQuery()
