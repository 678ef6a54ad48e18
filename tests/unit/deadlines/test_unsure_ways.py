"""A way that is not surely the asker's neither leads nor hurries; a missed round is told first."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from bot.deadlines.lookup import DeadlineQuery, Mode, find_deadlines
from bot.deadlines.models import Route
from bot.deadlines.office.parsing import read_book
from bot.deadlines.shown.too_late import too_late, too_late_card
from bot.deadlines.shown.wording import when_words
from tests.unit.deadlines.deadline_rig import REAL

NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.utc)
BOOK = read_book(REAL)
DIRECT, OTHERS = "kjp_direktverfahren", "kjfp_uebrige_positionen"
HURRY = "Diese Runde endet vermutlich in"
AUGUST = date(2027, 8, 1)


def ids(query: DeadlineQuery, now: datetime = NOW) -> list[str]:
    return [item.deadline.id for item in find_deadlines(BOOK, query, now).items]


def told(name: str, query: DeadlineQuery) -> str:
    [found] = [i for i in find_deadlines(BOOK, query, NOW).items if i.deadline.id == name]
    return when_words(found, query, BOOK.primary_hosts, NOW)


@pytest.mark.parametrize(
    "query",
    [
        DeadlineQuery(),
        DeadlineQuery(year=2027),
        DeadlineQuery(countries=("TR",)),
        DeadlineQuery(countries=("HR",), formats=("jugendbegegnung",)),
        DeadlineQuery(countries=("HR",), start=AUGUST),
        DeadlineQuery(countries=("JP",), year=2027),
    ],
)
def test_no_list_begins_with_a_way_that_may_not_be_the_askers(query: DeadlineQuery) -> None:
    assert not {DIRECT, OTHERS} & set(ids(query)[:1])
    for name in {DIRECT, OTHERS} & set(ids(query)):
        assert HURRY not in told(name, query)
        assert "zuerst" in told(name, query)


def test_what_comes_next_begins_with_such_a_way_only_where_it_ends_within_days() -> None:
    soon, earlier = DeadlineQuery(mode=Mode.NEXT), NOW - timedelta(days=30)
    assert ids(soon)[0] == DIRECT
    assert HURRY not in told(DIRECT, soon)
    assert "zuerst" in told(DIRECT, soon)
    assert not {DIRECT, OTHERS} & set(ids(soon, earlier)[:1])


def test_without_an_umbrella_the_land_comes_before_the_ministry() -> None:
    ways = (Route.STATE_YOUTH_OFFICE, Route.DIRECT, Route.PORTAL)
    query = DeadlineQuery(("kjp_bund",), routes=ways)
    assert ids(query) == ["kjp_landesjugendamt", DIRECT]
    assert HURRY not in told(DIRECT, query)


def test_who_asks_for_the_way_or_the_programme_learns_that_it_closes_soon() -> None:
    direct = DeadlineQuery(("kjp_bund",), routes=(Route.DIRECT, Route.PORTAL))
    assert f"{HURRY} 3 Tagen" in told(DIRECT, direct)
    land = told(OTHERS, DeadlineQuery(("kjfp_nrw",), start=AUGUST))
    assert f"{HURRY} 4 Tagen" in land
    # Not documented is what "übrige" means for exchanges: that is said, whoever asks.
    assert "nicht belegt" in land


@pytest.mark.parametrize(
    ("country", "first"),
    [("GR", "dgjw_hauptfrist"), ("CZ", "tandem_landesjugendamt"), ("IL", "conact_landesjugendamt")],
)
def test_the_round_of_the_country_that_was_just_missed_comes_first(
    country: str, first: str
) -> None:
    plain, for_year = DeadlineQuery(countries=(country,)), DeadlineQuery((), (country,), year=2027)
    for query in (plain, for_year):
        assert ids(query)[0] == first
        missed = "Für Projekte im Jahr 2027 ist die Runde vermutlich vorbei. Die nächste ("
        assert missed in told(first, query)
    begun = DeadlineQuery(countries=(country,), start=AUGUST)
    assert ids(begun)[0] == first
    assert "sie ist vermutlich vorbei" in told(first, begun)


def test_what_was_missed_is_told_only_while_its_projects_are_ahead() -> None:
    query = DeadlineQuery(("dgjw",))
    for day, is_told in ((date(2026, 10, 30), False), (date(2027, 3, 1), True)):
        now = datetime(day.year, day.month, day.day, 9, tzinfo=timezone.utc)
        [found] = [
            item
            for item in find_deadlines(BOOK, query, now).items
            if item.deadline.id == "dgjw_hauptfrist"
        ]
        words = when_words(found, query, BOOK.primary_hosts, now)
        assert ("ist die Runde vermutlich vorbei" in words) is is_told


def test_alternatives_that_are_over_come_after_those_that_are_not() -> None:
    spring = DeadlineQuery(countries=("CZ",), start=date(2027, 5, 1))
    found = ids(spring)
    assert found[:2] == ["tandem_landesjugendamt", "kjfp_erstes_halbjahr"]
    assert "erasmus_ka1_einzelantrag" in found[:5]


def test_a_date_that_gives_priority_ends_nothing() -> None:
    spring = DeadlineQuery(("kjfp_nrw",), start=date(2027, 5, 1))
    said = told("kjfp_erstes_halbjahr", spring)
    assert "ein Antrag bleibt aber möglich" in said
    assert "sie ist vermutlich vorbei" not in said
    year = told("kjfp_erstes_halbjahr", DeadlineQuery(("kjfp_nrw",), year=2027))
    assert "Vorrangtermin vermutlich vorbei, ein Antrag bleibt aber möglich" in year


def test_calls_unheard_of_for_long_are_in_no_list() -> None:
    assert not [name for name in ids(DeadlineQuery(countries=("UA",))) if name.startswith("evz")]
    named = DeadlineQuery(("evz",), ("UA",))
    assert "evz_meet_up" in ids(named)
    assert "Eine offene Ausschreibung ist mir nicht bekannt" in told("evz_meet_up", named)


def test_short_notice_of_a_year_that_is_over_is_not_told_first() -> None:
    assert ids(DeadlineQuery(("conact",), year=2027))[-1] == "conact_kurzfristig"
    assert "conact_kurzfristig" not in ids(DeadlineQuery())[:5]


def test_what_is_left_hurries_into_no_unsure_way() -> None:
    fitting = ("kjfp_nrw", "erasmus_jugend", "asa", "stiftung_mitarbeit", "europa_schecks_nrw")
    found = too_late(BOOK, "dgjw", NOW, countries=("GR",), fitting=fitting, state="nrw")
    assert found.coming[0].deadline.id != OTHERS
    others = {item.deadline.id for item in (*found.running, *found.coming)}
    assert not others & {"asa_bewerbung", "stiftung_mitarbeit_starthilfe"}
    card = too_late_card(found, BOOK, NOW)
    [land] = [
        item
        for section in card["sections"]
        for item in section["items"]
        if "Übrige Projektpositionen" in (item.get("label") or "")
    ]
    assert HURRY not in land["text"]


def test_a_school_learns_whom_to_ask_about_poland() -> None:
    query = DeadlineQuery(countries=("PL",), formats=("schulaustausch",))
    assert "dpjw_schulbegegnungen" in ids(query)
    assert "Büro Warschau" in told("dpjw_schulbegegnungen", query)
    # Nobody else reads of it before what is for youth work.
    assert ids(DeadlineQuery(("dpjw",)))[0] == "dpjw_begegnungen"
