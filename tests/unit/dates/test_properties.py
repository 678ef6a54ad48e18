"""What holds on every day, in every year, at every hour, for every text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from random import Random

import holidays
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.dates.find import find_spans
from tests.unit.dates.reading import BERLIN, SCHOOL, one, read

MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
          "Oktober", "November", "Dezember")  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
NOWS = st.builds(
    lambda day, minute: datetime.combine(day, time(), BERLIN) + timedelta(minutes=minute),
    DAYS,
    st.integers(0, 24 * 60 - 1),
)
WORDS = [
    *("am", "bis", "12.7.", "und", "der", "Mai", "um", "8", "Uhr", "von", "-", "nächste", "Woche"),
    *("in", "3", "Ende", "Montag", "halb", "vor", "nach", "erste", "des", "Jahres", "2027", "KW"),
    *("Ostern", "letzten", "zwei", "Sommerferien", "ab", "/", ",", "Nacht", "im", "seit", "zum"),
    *("Wochenende", "Anfang", "morgen", "für", "Tage", "Q", "31.", ".", "Hälfte", "Sekunde"),
]


@settings(max_examples=400, deadline=None)
@given(DAYS, NOWS)
def test_a_whole_date_is_the_same_from_every_now_and_in_every_spelling(
    day: date, now: datetime
) -> None:
    for text in (
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
        f"{WEEKDAYS[day.weekday()]}, den {day.day}. {MONTHS[day.month - 1]} {day.year}",
        day.isoformat(),
    ):
        span = one(f"Beginn {text}", now)
        assert span.first is not None
        assert (span.first.date(), span.grain) == (day, "day")


@settings(max_examples=400, deadline=None)
@given(DAYS, NOWS)
def test_a_date_without_year_lies_ahead_and_as_near_as_can_be(day: date, now: datetime) -> None:
    span = one(f"am {day.day}.{day.month}.", now)
    assert span.first is not None
    found = span.first.date()
    assert (found.month, found.day) == (day.month, day.day)
    assert found >= now.date()
    years = range(now.year, found.year)
    assert all(_day(year, day.month, day.day) < now.date() for year in years)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date.min


def test_ten_thousand_days_from_ten_thousand_nows() -> None:
    chance = Random(20261126)  # noqa: S311 - the same days each time
    start = date(1950, 1, 1).toordinal()
    for _ in range(10_000):
        day, today = (date.fromordinal(start + chance.randrange(73_000)) for _ in range(2))
        now = datetime.combine(today, time(chance.randrange(24), chance.randrange(60)), BERLIN)
        whole, bare = read(f"am {day:%d.%m.%Y} und am {day.day}. {MONTHS[day.month - 1]}", now)
        assert whole.first is not None
        assert bare.first is not None
        assert whole.first.date() == day
        assert (bare.first.month, bare.first.day) == (day.month, day.day)
        assert today <= bare.first.date() <= today + timedelta(days=8 * 366)


@settings(max_examples=300, deadline=None)
@given(NOWS, st.integers(0, 6))
def test_weekdays_and_weeks(now: datetime, weekday: int) -> None:
    today, name = now.date(), WEEKDAYS[weekday]
    ahead = one(f"am {name}", now).first
    back = one(f"letzten {name}", now).first
    next_week = one(f"{name} nächster Woche", now).first
    assert ahead is not None
    assert back is not None
    assert next_week is not None
    assert ahead.weekday() == back.weekday() == next_week.weekday() == weekday
    assert today < ahead.date() <= today + timedelta(days=7)
    assert today - timedelta(days=7) <= back.date() < today
    assert next_week.isocalendar()[:2] == (now + timedelta(days=7)).isocalendar()[:2]


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(0, 200), NOWS)
def test_a_range_holds_both_its_days_and_is_not_over(
    first: date, length: int, now: datetime
) -> None:
    last = first + timedelta(days=length + 1)
    span = one(f"vom {first.day}.{first.month}. bis {last.day}.{last.month}.{last.year}", now)
    assert span.first is not None
    assert span.until is not None
    assert (span.first.date(), span.until.date()) == (first, last + timedelta(days=1))
    if (2, 29) in {(first.month, first.day), (last.month, last.day)}:
        return
    bare = one(f"vom {first.day}.{first.month}. bis {last.day}.{last.month}.", now)
    assert bare.first is not None
    assert bare.until is not None
    assert bare.until.date() > now.date()
    assert timedelta(0) < bare.until - bare.first < timedelta(days=205)


@settings(max_examples=200, deadline=None)
@given(DAYS)
def test_calendar_weeks_are_those_of_the_standard(day: date) -> None:
    year, week, _ = day.isocalendar()
    span = one(f"KW {week} {year}")
    assert span.first is not None
    assert span.until is not None
    assert span.first.date() <= day < span.until.date()
    assert span.first.weekday() == 0


@pytest.mark.parametrize("year", range(1991, 2101))
def test_the_public_holidays_of_the_land(year: int) -> None:
    official = holidays.country_holidays("DE", subdiv="NW", years=year, language="de")
    for name in ("Neujahr", "Karfreitag", "Ostermontag", "Christi Himmelfahrt", "Pfingstmontag",
                 "Fronleichnam", "Allerheiligen"):  # fmt: skip
        found = one(f"{name} {year}").first
        assert found is not None
        assert name in official[found.date()]


@settings(max_examples=400, deadline=None)
@given(NOWS, st.integers(1, 500))
def test_hours_are_counted_as_they_pass_also_when_the_clocks_change(
    now: datetime, hours: int
) -> None:
    span = one(f"in {hours} Stunden", now)
    passed = now.astimezone(timezone.utc) + timedelta(hours=hours)
    assert span.first == passed.astimezone(BERLIN).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("now", "first"),
    [
        ("2027-03-28T01:30", "2027-03-28T04:30"),
        ("2027-10-31T01:30", "2027-10-31T02:30"),
    ],
)
def test_two_hours_over_a_change_of_clocks(now: str, first: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    found = one("in zwei Stunden", moment).first
    assert found == datetime.fromisoformat(first)
    assert one("heute", moment).first == datetime.fromisoformat(now[:10])
    assert one("in zwei Tagen", moment).first == datetime.fromisoformat(now[:10]) + timedelta(
        days=2
    )


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
        st.text(st.sampled_from("0123456789./-:, dmw"), max_size=30),
        st.text(st.characters(categories=("Cs", "So", "Cc", "Mn", "Nd")), max_size=20),
    ),
    NOWS,
)
@example("\ud83d\ude00 am 3. Mai", datetime(2027, 1, 1, tzinfo=BERLIN))
@example("bis 9999-12-31", datetime(2027, 1, 1, tzinfo=BERLIN))
@example("0001-01-01", datetime(2027, 1, 1, tzinfo=BERLIN))
@example("in 99999 Jahren", datetime(2027, 1, 1, tzinfo=BERLIN))
def test_every_text_is_read_without_failing_and_in_order(text: str, now: datetime) -> None:
    spans = read(text, now)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in zip(spans, spans[1:], strict=False))
    for span in spans:
        assert span.text == text[span.start : span.end]
        assert span.first is not None or span.until is not None
        if span.first is not None and span.until is not None:
            assert span.first < span.until


@settings(max_examples=300, deadline=None)
@given(st.integers(-14 * 60, 14 * 60), NOWS)
def test_today_is_the_day_of_the_zone_that_is_given(minutes: int, now: datetime) -> None:
    there = now.astimezone(timezone(timedelta(minutes=minutes)))
    [span] = find_spans("heute", there, SCHOOL)
    assert span.first is not None
    assert span.first.date() == there.date()
