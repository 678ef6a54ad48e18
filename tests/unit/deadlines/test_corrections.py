"""A correction replaces what was asked before instead of adding to it."""

from __future__ import annotations

from bot.deadlines.asked.narrowing import still_holding
from bot.deadlines.lookup import DeadlineQuery, YouthOffice
from bot.deadlines.models import Route

OFFICE = DeadlineQuery(routes=(Route.STATE_YOUTH_OFFICE,), office=YouthOffice.LVR)


def test_a_programme_takes_the_place_of_the_office_that_was_asked_for() -> None:
    assert still_holding(OFFICE, DeadlineQuery(("dfjw",)), ()) == DeadlineQuery()


def test_the_office_still_holds_where_it_only_narrowed_a_programme() -> None:
    before = DeadlineQuery(("kjp",), routes=OFFICE.routes, office=OFFICE.office)
    assert still_holding(before, DeadlineQuery(("conact",)), ()) == before


def test_what_is_taken_back_is_gone_and_the_rest_holds() -> None:
    before = DeadlineQuery(countries=("PL", "FR"), formats=("workcamp",))
    held = still_holding(before, DeadlineQuery(formats=("jugendbegegnung",)), {"PL", "workcamp"})
    assert held == DeadlineQuery(countries=("FR",))
