"""A year is for the projects in it and for what closes in it; beginnings, rounds that are over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.deadlines.asked.asking import asks_whether_in_time
from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.named_spans import deadline_spans
from bot.deadlines.asked.narrowing import query_for
from bot.deadlines.asked.query_reading import query_from
from bot.deadlines.days import first_start_after, lead_before
from bot.deadlines.due import due_for_year, next_due, year_of_projects
from bot.deadlines.lookup import DeadlineQuery, LookupOutcome, Mode, Period, find_deadlines
from bot.deadlines.models import BeforeStartRule, FixedRule, MonthDay, PatternRule, Round
from bot.deadlines.shown.wording import when_words
from tests.unit.deadlines.deadline_rig import HOSTS, NOW, at, book_of, deadline

NOVEMBER = Round(MonthDay(11, 23), MonthDay(11, 30), "bis 30. November", years_before=1)
FIRST = Round(MonthDay(11, 1), MonthDay(11, 1), "bis 1. November", years_before=1)
FEBRUARY = Round(MonthDay(2, 11), MonthDay(2, 28), "im Februar", years_before=0)
AUTUMN = Round(MonthDay(10, 1), MonthDay(11, 30), "im Herbst", opens=MonthDay(10, 1))


def told(rule: PatternRule, year: int) -> tuple[int, int | None] | None:
    due = due_for_year(deadline(rule), HOSTS, year, NOW)
    return None if due is None else (due.year, year_of_projects(due))


@pytest.mark.parametrize(
    ("rounds", "year", "expected"),
    [
        ((NOVEMBER,), 2027, (2026, 2027)),
        ((FIRST,), 2027, (2027, 2028)),
        ((FIRST,), 2026, (2025, 2026)),
        ((FEBRUARY, FIRST), 2027, (2027, 2027)),
        ((AUTUMN,), 2027, (2026, None)),
        ((), 2027, None),
    ],
)
def test_the_round_for_a_year(
    rounds: tuple[Round, ...], year: int, expected: tuple[int, int | None] | None
) -> None:
    assert told(PatternRule("Wie immer.", rounds), year) == expected


def test_a_confirmed_date_before_the_year_counts_unless_it_is_for_other_projects() -> None:
    rule = FixedRule(date(2026, 12, 1), None, "Europe/Berlin")
    assert due_for_year(deadline(rule), HOSTS, 2027, NOW) is not None
    starts = (date(2026, 12, 5), date(2026, 12, 31))
    other = FixedRule(date(2026, 12, 1), None, "Europe/Berlin", starts=starts)
    assert due_for_year(deadline(other), HOSTS, 2027, NOW) is None
    late = FixedRule(date(2028, 1, 1), None, "Europe/Berlin")
    assert due_for_year(deadline(late), HOSTS, 2027, NOW) is None


def test_what_is_over_for_the_year_comes_last_and_is_called_so() -> None:
    book = book_of(
        deadline(PatternRule("Bis 1. November.", (FIRST,)), id="over"),
        deadline(PatternRule("Bis 30. November.", (NOVEMBER,)), id="coming"),
    )
    query = DeadlineQuery(("dpjw",), year=2027)
    result = find_deadlines(book, query, NOW)
    assert result.outcome is LookupOutcome.FOR_YEAR
    assert [item.deadline.id for item in result.items] == ["coming", "over"]
    coming, over = (when_words(item, query, HOSTS, NOW) for item in result.items)
    assert "bis 30. November (im Jahr 2026)" in coming
    assert "vermutlich vorbei. Die nächste (bis 1. November, im Jahr 2027)" in over


def test_a_round_that_is_known_to_have_closed_is_over_before_its_usual_end() -> None:
    rule = PatternRule("Im Herbst.", (AUTUMN,))
    open_habit = next_due(deadline(rule), HOSTS, NOW)
    closed = next_due(deadline(rule, last_known=(date(2026, 10, 15),)), HOSTS, NOW)
    assert open_habit is not None
    assert open_habit.year == 2026
    assert closed is not None
    assert closed.year == 2027
    running = DeadlineQuery(mode=Mode.RUNNING)
    book = book_of(deadline(rule, last_known=(date(2026, 10, 15),)))
    assert find_deadlines(book, running, NOW).outcome is LookupOutcome.NOTHING_RUNNING


def test_what_comes_next_in_a_programme_begins_with_its_lead_time() -> None:
    book = book_of(
        deadline(PatternRule("Im Februar.", (FEBRUARY,)), id="round"),
        deadline(BeforeStartRule(months=3), id="lead"),
    )
    query = DeadlineQuery(("dpjw",), mode=Mode.NEXT)
    result = find_deadlines(book, query, NOW)
    assert [item.deadline.id for item in result.items] == ["lead", "round"]
    assert "frühestens am 23. Februar 2027" in when_words(result.items[0], query, HOSTS, NOW)
    everything = find_deadlines(book, DeadlineQuery(mode=Mode.NEXT), NOW)
    assert [item.deadline.id for item in everything.items] == ["round"]


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 26), date(2027, 2, 26)),
        # Three months before 28 February is 28 November: too late on the 30th.
        (date(2026, 11, 30), date(2027, 3, 1)),
        (date(2027, 11, 30), date(2028, 3, 1)),
    ],
)
def test_the_first_start_keeps_the_lead(day: date, first: date) -> None:
    assert first_start_after(day, months=3) == first
    assert lead_before(first, months=3) >= day


def query(message: str, **more: object) -> DeadlineQuery:
    return query_from(message, dates=find_dates(message, NOW), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("message", "year"),
    [
        ("Frist KJP 2027?", 2027),
        ("kjp antrag für 2027 bis wann", 2027),
        ("wir fahren 2027 nach polen, frist?", 2027),
        ("welche fristen enden 2027", None),
        ("Frist im Februar 2027", None),
        ("frist wenn wir am 3.3.2027 starten", None),
    ],
)
def test_a_year_alone_is_no_period(message: str, year: int | None) -> None:
    assert query(message).year == year


def test_a_bare_date_is_a_beginning_where_one_was_talked_about() -> None:
    day = date(2027, 6, 20)
    assert query("und am 20.6.?").period == Period(day, date(2027, 6, 21))
    asked = query("und am 20.6.?", begins=True)
    assert (asked.start, asked.period) == (day, None)
    assert query("und welche Fristen enden am 20.6.?", begins=True).start is None


def test_another_beginning_takes_the_place_of_period_and_year() -> None:
    book = book_of(deadline(BeforeStartRule(months=3)))
    before = DeadlineQuery(("dpjw",), period=Period(date(2027, 2, 1), None), year=2027)
    asked = DeadlineQuery(start=date(2027, 3, 3))
    after = query_for(book, asked, topic=None, before=before)
    assert after == DeadlineQuery(("dpjw",), start=date(2027, 3, 3))
    year = query_for(book, DeadlineQuery(year=2028), topic=None, before=after)
    assert (year.start, year.year) == (None, 2028)


def test_the_next_two_weeks_begin_today() -> None:
    period = query("welche fristen enden in den nächsten 2 wochen").period
    assert period is not None
    assert period.first is None
    assert query("welche fristen enden nächste woche").period != period


def test_an_action_and_a_school_narrow_down() -> None:
    assert query("frist erasmus KA210").codes == ("ka210",)
    assert query("fristen für schulen").formats == ("schulaustausch",)
    book = book_of(
        deadline(BeforeStartRule(months=3), id="a", action="Kleine Partnerschaften (KA210)"),
        deadline(BeforeStartRule(months=3), id="b", action="Begegnungen (KA152)"),
    )
    found = find_deadlines(book, DeadlineQuery(codes=("ka210",)), at(NOW.date()))
    assert [item.deadline.id for item in found.items] == ["a"]


def test_a_deadline_for_one_country_is_not_shown_for_another_of_the_programme() -> None:
    rule = BeforeStartRule(months=3)
    book = book_of(deadline(rule, id="all"), deadline(rule, id="one", countries=("UA",)))
    found = find_deadlines(book, DeadlineQuery(countries=("PL",)), NOW)
    assert [item.deadline.id for item in found.items] == ["all"]


def test_whether_there_is_time_is_asked_about_money() -> None:
    asked = DeadlineQuery(("dpjw",))
    assert asks_whether_in_time("können wir noch dpjw beantragen", asked)
    assert not asks_whether_in_time("können wir noch jemanden mitnehmen", DeadlineQuery())
    assert deadline_spans("frist polen") == [(0, 5)]
    assert deadline_spans("wann fahren wir") == []


@pytest.mark.parametrize(
    "query",
    [
        DeadlineQuery(("dpjw",)),
        DeadlineQuery(("dpjw",), mode=Mode.NEXT),
        DeadlineQuery(("dpjw",), year=2027),
    ],
)
def test_what_is_for_schools_alone_comes_last_unless_schools_are_meant(
    query: DeadlineQuery,
) -> None:
    schools = deadline(PatternRule("Im Herbst.", (NOVEMBER,)), id="a", formats=("schulaustausch",))
    youth = deadline(PatternRule("Im Februar.", (FEBRUARY,)), id="b", formats=("jugendbegegnung",))
    book = book_of(schools, youth)
    assert [item.deadline.id for item in find_deadlines(book, query, NOW).items] == ["b", "a"]
    for_schools = replace(query, formats=("schulaustausch",))
    assert find_deadlines(book, for_schools, NOW).items[0].deadline.id == "a"


def test_with_a_beginning_the_lead_time_of_the_programme_comes_before_its_rounds() -> None:
    book = book_of(
        deadline(PatternRule("Im Februar.", (FEBRUARY,)), id="round"),
        deadline(BeforeStartRule(months=3), id="lead"),
    )
    query = DeadlineQuery(("dpjw",), start=date(2027, 6, 20))
    found = find_deadlines(book, query, NOW).items
    assert [item.deadline.id for item in found] == ["lead", "round"]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Wir planen 2028 eine Begegnung in Polen, ab 3. Juli.", date(2028, 7, 3)),
        ("Begegnung mit Polen im Jahr 2028, Start 3. Juli", date(2028, 7, 3)),
        ("am 3.7. nach Polen, 2028", date(2028, 7, 3)),
        ("2028, im Juli", date(2028, 7, 1)),
    ],
)
def test_a_year_that_stands_apart_is_that_of_the_day(said: str, first: date) -> None:
    [found] = find_dates(said, NOW)
    assert found.first == first


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Frist KJP 2027", 1),
        ("morgen oder 2028", 2),
        ("2027 oder 2028, ab 3. Juli", 3),
        ("im Jahr 2027 ab 29. Februar", 2),
    ],
)
def test_other_years_stay_dates_of_their_own(said: str, number: int) -> None:
    assert len(find_dates(said, NOW)) == number
