"""No filter acts unseen: each is told in words."""

from __future__ import annotations

from datetime import date

import pytest

from bot.deadlines.lookup import DeadlineQuery, Mode, Period, YouthOffice
from bot.deadlines.models import Route
from bot.deadlines.office.parsing import read_book
from bot.offers.selection import selection_sentence, selection_words
from bot.places.book import read_places
from bot.settings import PROJECT_ROOT
from bot.texts import keys

FAQ = PROJECT_ROOT / "faq"
BOOK = read_book(FAQ)
OFFICE = (Route.STATE_YOUTH_OFFICE,)
WITHOUT = (Route.STATE_YOUTH_OFFICE, Route.DIRECT, Route.PORTAL)
WITH = (Route.CENTRAL_BODY, Route.DIRECT, Route.PORTAL)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (DeadlineQuery(), ""),
        (DeadlineQuery(mode=Mode.RUNNING), ""),
        (DeadlineQuery(("dpjw",)), "Deutsch-Polnisches Jugendwerk (DPJW)"),
        (DeadlineQuery(("nie_gehoert",), ("XX",), ("unsinn",), state="mars"), ""),
        (DeadlineQuery(countries=("PL",), formats=("workcamp",)), "Polen, Workcamp"),
        (DeadlineQuery(period=Period(date(2027, 2, 1), date(2027, 3, 1))), "Februar 2027"),
        (DeadlineQuery(period=Period(date(2026, 12, 1), date(2027, 1, 1))), "Dezember 2026"),
        (DeadlineQuery(period=Period(date(2027, 2, 1), date(2027, 2, 28))),
         "1. Februar 2027 bis 27. Februar 2027"),
        (DeadlineQuery(period=Period(date(2027, 2, 1), date(2027, 2, 2))), "1. Februar 2027"),
        (DeadlineQuery(period=Period(None, date(2027, 4, 1))), "bis 31. März 2027"),
        (DeadlineQuery(period=Period(date(2027, 4, 1), None)), "ab 1. April 2027"),
        (DeadlineQuery(start=date(2027, 7, 12)), "Beginn am 12. Juli 2027"),
        (DeadlineQuery(routes=OFFICE, office=YouthOffice.LVR), "LVR (Rheinland)"),
        (DeadlineQuery(routes=OFFICE), "über das Landesjugendamt (LWL, LVR)"),
        (DeadlineQuery(routes=WITHOUT), "ohne Dachverband"),
        (DeadlineQuery(routes=WITH), "mit Dachverband"),
        (DeadlineQuery(state="bayern"), "Bayern"),
        # Where somebody is at home is no filter of its own.
        (DeadlineQuery(office=YouthOffice.LWL), ""),
    ],
)  # fmt: skip
def test_selection_in_words(query: DeadlineQuery, words: str) -> None:
    assert selection_words(BOOK, query) == words
    assert selection_sentence(BOOK, query) == (f"Ihre Auswahl: {words}." if words else "")


def test_every_state_of_the_places_has_a_name() -> None:
    named = {key.removeprefix("states.") for key in keys() if key.startswith("states.")}
    places = read_places(FAQ)
    found = {
        elsewhere.state.id
        for name in ("Bayern", "Bremen", "Saarland", "Thüringen", "Hessen", "Sachsen")
        for elsewhere in places.finder.find_elsewhere(name, names_place=True)
    }
    assert found
    assert found | {"nrw"} <= named
    assert len(named) == 16
