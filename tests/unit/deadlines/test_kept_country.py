"""A programme that is named after a country is asked for with that country."""

from __future__ import annotations

import pytest

from bot.deadlines.asked.narrowing import query_for
from bot.deadlines.lookup import DeadlineQuery
from bot.deadlines.office.parsing import read_book
from bot.settings import PROJECT_ROOT

BOOK = read_book(PROJECT_ROOT / "faq")
POLAND = DeadlineQuery(countries=("PL",), formats=("workcamp",))


@pytest.mark.parametrize(
    ("programme", "countries"),
    [
        ("erasmus_jugend", ("PL",)),
        ("dpjw", ("PL",)),
        # That it does not pay for Poland is told where the country is known.
        ("kjp_bund", ("PL",)),
        ("dfjw", ()),
    ],
)
def test_the_country_holds_for_a_programme_that_may_pay_for_it(
    programme: str, countries: tuple[str, ...]
) -> None:
    query = query_for(BOOK, DeadlineQuery((programme,)), topic=None, before=POLAND)
    assert query.countries == countries
    assert (query.programmes, query.formats) == ((programme,), ("workcamp",))


def test_another_country_takes_its_place() -> None:
    asked = DeadlineQuery(("erasmus_jugend",), ("ES",))
    assert query_for(BOOK, asked, topic=None, before=POLAND).countries == ("ES",)
