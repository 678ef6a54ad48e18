"""Members of an umbrella body read nothing of the Landesjugendamt, nor of other bodies."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.models import Route
from bot.deadlines.parsing import read_book
from bot.deadlines.umbrellas import WITH_UMBRELLA, umbrellas_in
from bot.offers.deadline_card import offered_deadlines
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
FIRST = "Mit Dachverband läuft der Antrag über Ihre Zentralstelle"


@pytest.mark.parametrize(
    ("messages", "named"),
    [
        (["Wir gehören zur dsj, welche Fristen?"], ("dsj",)),
        (["wir sind jugendfeuerwehr", "und tandem?"], ("jugendfeuerwehr",)),
        (["wir sind nicht in der dsj"], ()),
        (["wir haben keinen Dachverband", "frist kjp"], ()),
        (["kjp frist"], ()),
    ],
)
def test_who_belongs_to_one(messages: list[str], named: tuple[str, ...]) -> None:
    assert umbrellas_in(messages) == named


@pytest.mark.parametrize("programme", ["kjp_bund", "conact", "tandem", "kjp_china"])
def test_the_way_over_the_youth_office_is_closed_to_members(programme: str) -> None:
    query = DeadlineQuery((programme,), routes=WITH_UMBRELLA)
    items = find_deadlines(BOOK, query, NOW).items
    assert all(item.deadline.route is not Route.STATE_YOUTH_OFFICE for item in items)


def test_members_get_their_own_dates_and_no_other_bodys() -> None:
    query = DeadlineQuery(("tandem",), routes=WITH_UMBRELLA)
    sports = offered_deadlines(BOOK, query, NOW, "", umbrellas=("dsj",)).card
    assert sports["items"] == []
    assert FIRST in sports["intro"]
    fire = offered_deadlines(BOOK, query, NOW, "", umbrellas=("jugendfeuerwehr",)).card
    assert [item["id"] for item in fire["items"]] == ["tandem_jugendfeuerwehr"]
    federal = DeadlineQuery(("kjp_bund",), routes=WITH_UMBRELLA)
    ids = {
        i["id"] for i in offered_deadlines(BOOK, federal, NOW, "", umbrellas=("dsj",)).card["items"]
    }
    assert ids == {"kjp_zentralstelle", "kjp_direktverfahren"}


def test_erasmus_needs_no_central_body() -> None:
    query = DeadlineQuery(("erasmus_jugend",), ("CZ",), routes=WITH_UMBRELLA)
    card = offered_deadlines(BOOK, query, NOW, "", umbrellas=("dsj",)).card
    assert card["items"]
    assert FIRST not in card["intro"]
