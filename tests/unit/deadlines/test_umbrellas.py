"""Members of an umbrella body read nothing of the Landesjugendamt, nor of other bodies."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.models import Route
from bot.deadlines.office.parsing import read_book
from bot.deadlines.umbrellas import WITH_UMBRELLA
from bot.offers.deadline_card import Beside, offered_deadlines
from bot.offers.members import own_umbrella
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
FIRST = "Mit Dachverband läuft der Antrag über Ihre Zentralstelle"


@pytest.mark.parametrize(
    ("messages", "named"),
    [
        (["Wir gehören zur dsj, welche Fristen?"], "dsj"),
        (["wir sind jugendfeuerwehr", "und tandem?"], "jugendfeuerwehr"),
        (["jugendfeuerwehr hier, frist tandem?"], "jugendfeuerwehr"),
        (["frist jugendfeuerwehr tandem"], "jugendfeuerwehr"),
        (["als bkj mitglied, frist kjp?"], "bkj"),
        (["hallo wir sind bläserjugend, wollen nach frankreich, bis wann?"], "blaeserjugend"),
        (["wir sind in der dsj", "nee, wir haben keinen Dachverband"], None),
        (["wir sind nicht in der dsj, frist?"], None),
        (["wir haben keinen Dachverband", "frist kjp"], None),
        (["unser partner ist in der dsj"], None),
        (["kjp frist"], None),
    ],
)
def test_who_belongs_to_one(messages: list[str], named: str | None) -> None:
    assert own_umbrella(messages) == named


@pytest.mark.parametrize(
    ("country", "umbrella", "own"),
    [
        ("CZ", "jugendfeuerwehr", "tandem_jugendfeuerwehr"),
        ("FR", "blaeserjugend", "dfjw_blaeserjugend"),
        ("TR", "dsj", "tuerkei_matching_dsj"),
        ("PL", "bkj", "dpjw_bkj"),
    ],
)
def test_a_country_is_enough_for_the_dates_of_the_own_body(
    country: str, umbrella: str, own: str
) -> None:
    query = DeadlineQuery(countries=(country,), routes=WITH_UMBRELLA)
    told = find_deadlines(BOOK, query, NOW)
    of_members = {i.deadline.id for i in told.items if i.deadline.members_of is not None}
    card = offered_deadlines(BOOK, query, NOW, "", Beside(umbrella=umbrella)).card
    shown = [item["id"] for item in card["items"]]
    assert own in shown
    assert not (of_members - {own, "kjp_bkj", "kjp_blaeserjugend"}) & set(shown)
    # Whoever only says to have one reads of no body's dates.
    unnamed = offered_deadlines(BOOK, query, NOW, "").card
    assert not of_members & {item["id"] for item in unnamed["items"]}


@pytest.mark.parametrize("programme", ["kjp_bund", "conact", "tandem", "kjp_china"])
def test_the_way_over_the_youth_office_is_closed_to_members(programme: str) -> None:
    query = DeadlineQuery((programme,), routes=WITH_UMBRELLA)
    items = find_deadlines(BOOK, query, NOW).items
    assert all(item.deadline.route is not Route.STATE_YOUTH_OFFICE for item in items)


def test_members_get_their_own_dates_and_no_other_bodys() -> None:
    query = DeadlineQuery(("tandem",), routes=WITH_UMBRELLA)
    sports = offered_deadlines(BOOK, query, NOW, "", Beside(umbrella="dsj")).card
    assert sports["items"] == []
    assert FIRST in sports["intro"]
    fire = offered_deadlines(BOOK, query, NOW, "", Beside(umbrella="jugendfeuerwehr")).card
    assert [item["id"] for item in fire["items"]] == ["tandem_jugendfeuerwehr"]
    federal = DeadlineQuery(("kjp_bund",), routes=WITH_UMBRELLA)
    ids = {
        i["id"]
        for i in offered_deadlines(BOOK, federal, NOW, "", Beside(umbrella="dsj")).card["items"]
    }
    assert ids == {"kjp_zentralstelle", "kjp_direktverfahren"}


def test_erasmus_needs_no_central_body() -> None:
    query = DeadlineQuery(("erasmus_jugend",), ("CZ",), routes=WITH_UMBRELLA)
    card = offered_deadlines(BOOK, query, NOW, "", Beside(umbrella="dsj")).card
    assert card["items"]
    assert FIRST not in card["intro"]
