"""The deadlines card of the conversation: what is told before the list, and what is left out."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest

from bot.deadlines.asked.doubt import DoubtedTime
from bot.deadlines.lookup import DeadlineQuery, Mode, Period
from bot.deadlines.models import Route
from bot.deadlines.office.parsing import read_book
from bot.offers.deadline_card import Beside, doubted_deadlines, offered_deadlines
from bot.settings import PROJECT_ROOT

NOW = datetime(2026, 11, 26, 9, tzinfo=timezone.utc)
BOOK = read_book(PROJECT_ROOT / "faq")
WAY = "Klären Sie zuerst den Weg: Mit Dachverband gilt der Termin Ihrer Zentralstelle"
OCTOBER = DoubtedTime(date(2027, 10, 1), date(2027, 10, 2))
BINDING = DoubtedTime(date(2027, 10, 15), date(2027, 10, 16), asks_if_binding=True)


def card(query: DeadlineQuery, *, is_outside_schools: bool = False) -> Any:
    offered = offered_deadlines(BOOK, query, NOW, "", Beside(is_outside_schools=is_outside_schools))
    return offered.card


@pytest.mark.parametrize(
    ("query", "tells_way"),
    [
        (DeadlineQuery(("dfjw",)), True),
        (DeadlineQuery(("kjp_bund",)), True),
        (DeadlineQuery(countries=("FR",)), True),
        (DeadlineQuery(("dpjw",)), False),
        # A way, a time or several programmes are asked for: the list answers that.
        (DeadlineQuery(("dfjw",), routes=(Route.CENTRAL_BODY,)), False),
        (DeadlineQuery(("dfjw",), mode=Mode.NEXT), False),
        (DeadlineQuery(("dfjw", "kjp_bund")), False),
        (DeadlineQuery(), False),
    ],
)
def test_the_way_comes_first_where_its_dates_are_not_known(
    query: DeadlineQuery, tells_way: bool
) -> None:
    assert (WAY in card(query)["intro"]) is tells_way


def test_a_club_reads_nothing_for_schools() -> None:
    ids = {item["id"] for item in card(DeadlineQuery(("dfjw",)), is_outside_schools=True)["items"]}
    assert ids == {"dfjw_ausserschulisch"}
    # Where there is nothing else, that is better than nothing.
    schools = DeadlineQuery(("dfjw",), formats=("schulaustausch",))
    assert card(schools, is_outside_schools=True)["items"]


def test_youth_exchanges_come_before_what_is_special() -> None:
    items = card(DeadlineQuery(("erasmus_jugend",)))["items"]
    assert items[0]["id"] == "erasmus_ka1_einzelantrag"
    asked = DeadlineQuery(("erasmus_jugend",), formats=("akkreditierung",))
    assert card(asked)["items"][0]["id"].endswith("akkreditierung")


def test_a_doubted_day_is_answered_before_the_list() -> None:
    query = DeadlineQuery(("erasmus_jugend",), formats=("jugendbegegnung",))
    told = doubted_deadlines(BOOK, query, OCTOBER, NOW, "").card
    assert told["intro"].startswith("Ja, der 1. Oktober ist von früher als Termin bekannt.")
    assert told["intro"].endswith("Das weiß ich zu den Fristen:")
    assert told["asked"] == ["erasmus_jugend"]


def test_without_a_subject_only_what_the_day_fits_is_shown() -> None:
    told = doubted_deadlines(BOOK, DeadlineQuery(), BINDING, NOW, "").card
    assert told["intro"].startswith("Der 15. Oktober ist ein Vorrangtermin, keine Ausschlussfrist")
    assert told["items"][0]["programme_id"] == "kjfp_nrw"
    assert len(told["items"]) < 5


def test_what_has_no_deadline_is_told_without_what_has_one() -> None:
    told: Any = card(DeadlineQuery(mode=Mode.ALWAYS))
    ids = {item["programme_id"] for item in told["items"]}
    assert {"buergerfonds", "dgjw"} <= ids
    assert not {"europa_schecks_nrw", "dpjw"} & ids
    assert told["intro"].startswith("Hier gibt es keine feste Frist")
    assert "europa_schecks_nrw" in {
        i["programme_id"] for i in card(DeadlineQuery(mode=Mode.RUNNING))["items"]
    }
    france: Any = card(DeadlineQuery(countries=("FR",), mode=Mode.ALWAYS))
    assert [item["programme_id"] for item in france["items"]] == ["buergerfonds"]
    poland: Any = card(DeadlineQuery(countries=("PL",), mode=Mode.ALWAYS))
    assert "Ohne feste Frist kenne ich hier nichts." in poland["intro"]
    assert "dpjw" in {item["programme_id"] for item in poland["items"]}


def test_who_is_at_home_elsewhere_is_sent_to_no_office_of_nrw() -> None:
    told = card(DeadlineQuery(countries=("FR",), state="bayern"))["intro"]
    assert "Landesjugendamt Ihres Bundeslandes" in told
    assert "(LWL oder LVR)" in card(DeadlineQuery(countries=("FR",), state="nrw"))["intro"]


def test_who_leaves_the_month_open_is_asked_for_it() -> None:
    query = DeadlineQuery(("erasmus_jugend",))
    told: Any = offered_deadlines(BOOK, query, NOW, "", Beside(leaves_month_open=True)).card
    assert "In welchem Monat soll Ihre Begegnung anfangen?" in told["intro"]
    assert "In welchem Monat" not in card(query)["intro"]


def test_where_nothing_closes_on_a_day_what_closes_after_it_is_told() -> None:
    day = Period(date(2027, 2, 10), date(2027, 2, 11))
    told = card(DeadlineQuery(("europa_schecks_nrw",), period=day))
    assert "Für diesen Zeitraum kenne ich keine Frist." in told["intro"]
    assert "um den 1. April (im Jahr 2027)" in told["items"][0]["when"]
