"""Looking deadlines up by time, way, home and mode."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bot.deadlines.asked.narrowing import query_for
from bot.deadlines.lookup import (
    DeadlineQuery,
    LookupOutcome,
    Mode,
    Period,
    YouthOffice,
    find_deadlines,
)
from bot.deadlines.models import (
    BeforeStartRule,
    Deadline,
    FixedRule,
    MonthDay,
    PatternRule,
    RollingRule,
    Round,
    Route,
    UnknownRule,
)
from bot.deadlines.office.book import LiveBook
from bot.deadlines.shown.cards import deadlines_card
from bot.deadlines.shown.wording import when_words
from tests.unit.deadlines.deadline_rig import (
    BRUSSELS,
    HOSTS,
    MAY,
    NOW,
    OCTOBER,
    PROGRAMME,
    REAL,
    SECONDARY,
    at,
    book_of,
    deadline,
)

FEBRUARY = Period(date(2027, 2, 1), date(2027, 3, 1))
SPRING_AND_AUTUMN = PatternRule(
    "Zwei Runden.",
    (
        Round(MonthDay(2, 11), MonthDay(2, 28), "Ende Februar", None,
              (MonthDay(6, 1), MonthDay(12, 31)), 0),
        Round(MonthDay(9, 28), MonthDay(10, 5), "um den 1. Oktober", None,
              (MonthDay(1, 1), MonthDay(5, 31)), 1),
    ),
)  # fmt: skip


def ids(*deadlines_, query: DeadlineQuery, now=NOW) -> list[str]:  # type: ignore[no-untyped-def]
    return [f.deadline.id for f in find_deadlines(book_of(*deadlines_), query, now).items]


def test_period_finds_what_closes_in_it_and_what_is_always_possible() -> None:
    found = [
        deadline(FixedRule(date(2027, 2, 12), time(12), BRUSSELS), id="fixed"),
        deadline(FixedRule(date(2027, 3, 1), None, BRUSSELS), id="later"),
        deadline(SPRING_AND_AUTUMN, id="habit"),
        deadline(PatternRule("Mai.", (MAY,)), id="other_month"),
        deadline(RollingRule("Jederzeit."), id="rolling"),
        deadline(UnknownRule(), id="unknown"),
    ]
    query = DeadlineQuery(period=FEBRUARY)
    result = find_deadlines(book_of(*found), query, NOW)
    assert [item.deadline.id for item in result.items] == ["habit", "fixed", "rolling"]
    assert result.outcome is LookupOutcome.IN_PERIOD
    assert result.undated == 1
    card = deadlines_card(book_of(*found), result, NOW)
    assert card["intro"] == (
        "Eine Frist fehlt hier, weil ich ihr Datum nicht kenne. Für diesen Zeitraum weiß ich:"
    )


def test_period_without_anything_says_so() -> None:
    result = find_deadlines(
        book_of(deadline(PatternRule("Mai.", (MAY,)))), DeadlineQuery(period=FEBRUARY), NOW
    )
    assert result.outcome is LookupOutcome.NOTHING_IN_PERIOD


def test_running_means_open_now_as_far_as_anybody_knows() -> None:
    window = Round(MonthDay(1, 15), MonthDay(1, 22), "um den 20. Januar", MonthDay(12, 1))
    found = [
        deadline(RollingRule("Jederzeit."), id="rolling"),
        deadline(FixedRule(date(2027, 2, 1), None, BRUSSELS, date(2026, 11, 1)), id="open"),
        deadline(FixedRule(date(2027, 2, 1), None, BRUSSELS, date(2026, 12, 1)), id="not_yet"),
        deadline(PatternRule("Dezember bis Januar.", (window,)), id="window"),
        deadline(PatternRule("Mai.", (MAY,)), id="habit"),
        deadline(UnknownRule(), id="unknown"),
    ]
    query = DeadlineQuery(mode=Mode.RUNNING)
    assert set(ids(*found, query=query)) == {"rolling", "open"}
    in_december = ids(*found, query=query, now=at(date(2026, 12, 10)))
    assert set(in_december) == {"rolling", "open", "not_yet", "window"}


def test_a_round_of_the_year_asked_for_that_is_over_does_not_run() -> None:
    window = Round(MonthDay(1, 15), MonthDay(1, 22), "um den 20. Januar", MonthDay(12, 1))
    found = [deadline(PatternRule("Bis Januar.", (window,)), id="w"), deadline(RollingRule(""))]
    now = at(date(2026, 11, 28))
    assert "w" not in ids(*found, query=DeadlineQuery(mode=Mode.RUNNING, year=2026), now=now)


def test_what_surely_runs_and_pays_for_exchange_comes_first() -> None:
    beside = replace(PROGRAMME, id="beside", countries=())
    found = [
        deadline(RollingRule("Jederzeit."), SECONDARY, id="a_beside", programme=beside),
        deadline(RollingRule("Jederzeit."), SECONDARY, id="b_unconfirmed"),
        deadline(RollingRule("Jederzeit."), id="c_sure"),
    ]
    running = DeadlineQuery(mode=Mode.RUNNING)
    assert ids(*found, query=running) == ["c_sure", "b_unconfirmed", "a_beside"]


def test_next_follows_the_calendar() -> None:
    found = [
        deadline(PatternRule("Oktober.", (OCTOBER,)), id="october"),
        deadline(PatternRule("Mai.", (MAY,)), id="may"),
        deadline(FixedRule(date(2027, 6, 1), None, BRUSSELS), id="june"),
        deadline(RollingRule("Jederzeit."), id="rolling"),
        deadline(BeforeStartRule(months=3), id="lead"),
    ]
    assert ids(*found, query=DeadlineQuery(mode=Mode.NEXT)) == ["may", "june", "october"]


def test_what_ends_within_days_comes_next_whichever_way_it_is() -> None:
    soon = Round(MonthDay(11, 24), MonthDay(11, 28), "Ende November")
    later = Round(MonthDay(12, 10), MonthDay(12, 15), "Mitte Dezember")
    found = [
        deadline(PatternRule("Dezember.", (later,)), id="a_december", ask_first="Fragen Sie."),
        deadline(PatternRule("Mai.", (MAY,)), id="may"),
        deadline(PatternRule("November.", (soon,)), id="november", ask_first="Fragen Sie."),
    ]
    ordered = ids(*found, query=DeadlineQuery(mode=Mode.NEXT))
    assert ordered == ["november", "may", "a_december"]


def test_where_no_next_date_can_be_told_the_rule_is_told() -> None:
    book = book_of(deadline(BeforeStartRule(months=3)))
    result = find_deadlines(book, DeadlineQuery(programmes=("dpjw",), mode=Mode.NEXT), NOW)
    assert result.outcome is LookupOutcome.FOUND
    assert len(result.items) == 1


def test_where_nothing_is_running_the_next_is_told() -> None:
    book = book_of(deadline(PatternRule("Mai.", (MAY,))))
    result = find_deadlines(book, DeadlineQuery(mode=Mode.RUNNING), NOW)
    assert result.outcome is LookupOutcome.NOTHING_RUNNING
    assert "als Nächstes" in deadlines_card(book, result, NOW)["intro"]


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (date(2027, 7, 12), "(im Jahr 2027)"),
        (date(2027, 3, 1), "zählte die Runde im Jahr 2026; sie ist vermutlich vorbei"),
        (date(2028, 3, 1), "(im Jahr 2027)"),
    ],
)
def test_the_round_that_counts_for_a_start(start: date, told: str) -> None:
    book = book_of(deadline(SPRING_AND_AUTUMN))
    query = DeadlineQuery(programmes=("dpjw",), start=start)
    [shown] = deadlines_card(book, find_deadlines(book, query, NOW), NOW)["items"]
    assert told in shown["when"]
    assert shown["status"] == "unconfirmed"


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (date(2027, 7, 12), "rechnerisch der 12. April 2027"),
        (date(2027, 1, 12), "rechnerisch vorbei (12. Oktober 2026)"),
    ],
)
def test_lead_time_is_reckoned_for_a_start(start: date, told: str) -> None:
    book = book_of(deadline(BeforeStartRule(months=3)))
    query = DeadlineQuery(programmes=("dpjw",), start=start)
    [shown] = deadlines_card(book, find_deadlines(book, query, NOW), NOW)["items"]
    assert told in shown["when"]


def test_round_for_other_projects_is_left_out() -> None:
    rule = FixedRule(
        date(2027, 2, 12), None, BRUSSELS, None, (date(2027, 6, 1), date(2027, 12, 31))
    )
    fits = deadline(rule, id="fits")
    assert ids(fits, query=DeadlineQuery(start=date(2027, 7, 1))) == ["fits"]
    assert ids(fits, query=DeadlineQuery(start=date(2028, 7, 1))) == []


def test_way_narrows_down_but_never_to_nothing() -> None:
    office = deadline(UnknownRule(), id="office", route=Route.STATE_YOUTH_OFFICE)
    portal = deadline(UnknownRule(), id="portal", route=Route.PORTAL)
    by_office = DeadlineQuery(routes=(Route.STATE_YOUTH_OFFICE,))
    assert ids(office, portal, query=by_office) == ["office"]
    assert ids(portal, query=by_office) == ["portal"]


def test_a_way_that_is_to_be_asked_for_rules_nobody_out_but_is_not_the_direct_one() -> None:
    open_way = deadline(UnknownRule(), id="open", route=Route.TO_BE_ASKED)
    portal = deadline(UnknownRule(), id="portal", route=Route.PORTAL)
    for way in (Route.CENTRAL_BODY, Route.STATE_YOUTH_OFFICE):
        assert ids(open_way, portal, query=DeadlineQuery(routes=(way,))) == ["open"]
    direct = DeadlineQuery(routes=(Route.DIRECT, Route.PORTAL))
    assert ids(open_way, portal, query=direct) == ["portal"]


def test_youth_office_is_named() -> None:
    book = book_of(deadline(UnknownRule(), route=Route.STATE_YOUTH_OFFICE))
    query = DeadlineQuery(office=YouthOffice.LVR)
    [shown] = deadlines_card(book, find_deadlines(book, query, NOW), NOW)["items"]
    assert shown["route"] == "landesjugendamt"
    assert "LVR-Landesjugendamt Rheinland" in shown["route_text"]


def test_elsewhere_the_funds_of_nrw_do_not_hold() -> None:
    only_nrw = replace(PROGRAMME, id="land", states=("nrw",))
    found = [
        deadline(UnknownRule(), id="land", programme=only_nrw),
        deadline(UnknownRule(), id="office", route=Route.STATE_YOUTH_OFFICE),
        deadline(UnknownRule(), id="everyone"),
    ]
    assert ids(*found, query=DeadlineQuery(state="bayern")) == ["everyone"]
    assert len(ids(*found, query=DeadlineQuery(state="nrw"))) == 3


def test_a_question_that_only_narrows_goes_on_with_what_was_said() -> None:
    book = book_of(deadline(UnknownRule()))
    before = DeadlineQuery(programmes=("dpjw",), countries=("PL",))
    for asked in (
        DeadlineQuery(period=FEBRUARY),
        DeadlineQuery(start=date(2027, 7, 1)),
        DeadlineQuery(routes=(Route.PORTAL,)),
        DeadlineQuery(routes=(Route.DIRECT, Route.PORTAL), office=YouthOffice.LWL),
    ):
        completed = query_for(book, asked, topic=None, before=before)
        assert completed == replace(asked, programmes=("dpjw",), countries=("PL",))
    running = DeadlineQuery(mode=Mode.RUNNING)
    completed = query_for(book, running, topic=None, before=replace(before, period=FEBRUARY))
    assert completed == replace(before, mode=Mode.RUNNING)


class TestRealBook:
    def test_erasmus_in_summer_is_asked_for_in_february(self) -> None:
        book = LiveBook(REAL).current()
        query = DeadlineQuery(("erasmus_jugend",), formats=("jugendbegegnung",),
                              start=date(2027, 7, 12))  # fmt: skip
        items = deadlines_card(book, find_deadlines(book, query, NOW), NOW)["items"]
        [single] = [item for item in items if item["id"] == "erasmus_ka1_einzelantrag"]
        assert "zählt diese Runde: Mitte bis Ende Februar (im Jahr 2027)" in single["when"]

    def test_february_knows_the_european_rounds(self) -> None:
        book = LiveBook(REAL).current()
        result = find_deadlines(book, DeadlineQuery(period=FEBRUARY), NOW)
        found = {item.deadline.id for item in result.items}
        assert {"erasmus_ka1_einzelantrag", "esk_solidaritaetsprojekte"} <= found
        assert "erasmus_ka150_akkreditierung" not in found

    def test_every_habit_has_a_next_round(self) -> None:
        book = LiveBook(REAL).current()
        for item in find_deadlines(book, DeadlineQuery(), NOW).items:
            if isinstance(item.deadline.rule, PatternRule):
                assert item.due is not None, item.deadline.id
                assert item.due.last >= NOW.date()


def closing(name: str, first: MonthDay, last: MonthDay) -> Deadline:
    return deadline(PatternRule("In der Regel.", (Round(first, last, "bald"),)), SECONDARY, id=name)


@pytest.mark.parametrize("mode", [Mode.ALL, Mode.NEXT])
def test_of_rounds_that_have_begun_to_close_the_one_that_ends_first_comes_first(mode: Mode) -> None:
    later = closing("a", MonthDay(11, 17), MonthDay(12, 1))
    sooner = closing("b", MonthDay(11, 20), MonthDay(11, 25))
    result = find_deadlines(book_of(later, sooner), DeadlineQuery(mode=mode), NOW)
    assert [item.deadline.id for item in result.items] == ["b", "a"]


def test_a_round_that_may_close_any_day_asks_to_hurry_and_no_other_does() -> None:
    def words_for(first: MonthDay, last: MonthDay) -> str:
        query = DeadlineQuery()
        item = find_deadlines(book_of(closing("a", first, last)), query, NOW).items[0]
        return when_words(item, query, HOSTS, NOW)

    assert "in 2 Tagen" in words_for(MonthDay(11, 20), MonthDay(11, 25))
    assert "heute" in words_for(MonthDay(11, 20), MonthDay(11, 23))
    assert "jeden Tag enden" in words_for(MonthDay(11, 20), MonthDay(12, 20))
    assert "in 7 Tagen" in words_for(MonthDay(11, 30), MonthDay(11, 30))
    assert "heute noch" not in words_for(MonthDay(11, 24), MonthDay(12, 1))
