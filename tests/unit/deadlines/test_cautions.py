"""What is restricted or not sure for a country comes before any date of the programme."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.office.parsing import read_book
from bot.deadlines.shown.cards import deadlines_card
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
RUSSIA = "Für Maßnahmen mit Russland gelten nur die aktuellen Hinweise des Bundesministeriums"
BELARUS = "Ob Begegnungen mit Belarus zurzeit gefördert werden, ist mir nicht bekannt."


@pytest.mark.parametrize(
    ("country", "told"), [("RU", RUSSIA), ("BY", BELARUS), ("GE", ""), ("UA", "")]
)
def test_every_row_of_the_kjp_begins_with_the_restriction(country: str, told: str) -> None:
    query = DeadlineQuery(("kjp_bund",), (country,))
    card = deadlines_card(BOOK, find_deadlines(BOOK, query, NOW), NOW)
    assert card["items"]
    for item in card["items"]:
        assert item["when"].startswith(told)
        assert (RUSSIA in item["when"]) is (country == "RU")
        assert (BELARUS in item["when"]) is (country == "BY")
        cites = any("stiftung-juve" in source["url"] for source in item["sources"])
        assert cites is (country == "RU")


def test_without_a_country_nothing_is_restricted() -> None:
    query = DeadlineQuery(("kjp_bund",))
    card = deadlines_card(BOOK, find_deadlines(BOOK, query, NOW), NOW)
    assert not any("Russland" in item["when"] for item in card["items"])


def test_a_foundation_is_not_sure_for_russia() -> None:
    query = DeadlineQuery(("woeb",), ("RU",))
    card = deadlines_card(BOOK, find_deadlines(BOOK, query, NOW), NOW)
    assert card["items"][0]["when"].startswith("Ob die Stiftung heute Begegnungen mit Russland")
