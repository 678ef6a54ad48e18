"""What must hold on any day, in any zone, for any entry that the office may write."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.deadlines.due import DueKind, due_for_start, next_due
from bot.deadlines.lookup import DeadlineQuery, Mode, find_deadlines
from bot.deadlines.models import (
    BeforeStartRule,
    Confidence,
    Deadline,
    EndedRule,
    FixedRule,
    MonthDay,
    PatternRule,
    RollingRule,
    Round,
    Rule,
    Status,
    UnknownRule,
)
from bot.deadlines.shown.cards import deadlines_card
from bot.deadlines.status import closing_moment, is_confirmed, standing_at, status_at
from bot.knowledge.entry import Source
from tests.unit.deadlines.deadline_rig import HOSTS, book_of, deadline

# Each rule meets so many random moments: together more than ten thousand days and zones a test.
MOMENTS = 60
EXAMPLES = settings(max_examples=180, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ZONES = (
    "Europe/Brussels",
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
)
SURE = (Status.OPEN, Status.SOON)

FIRST, SPAN = date(2024, 1, 1), 8 * 365
CHANGES = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31))

days = st.integers(0, SPAN - 1).map(lambda n: FIRST + timedelta(days=n))
any_day = st.one_of(days, st.sampled_from(CHANGES))
zones = st.sampled_from(ZONES)
seeds = st.integers(0, 2**32)


def moments(seed: int, around: date | None = None) -> Iterator[datetime]:
    """Yield moments in random zones, every other one near ``around`` or a change of clocks."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    near = [day for day in (around, *CHANGES) if day is not None]
    for number in range(MOMENTS):
        if number % 2:
            day = chance.choice(near) + timedelta(days=chance.randint(-2, 2))
        else:
            day = FIRST + timedelta(days=chance.randrange(SPAN))
        clock = time(chance.randrange(24), chance.randrange(60), fold=chance.randrange(2))
        yield datetime.combine(day, clock, ZoneInfo(chance.choice(ZONES)))


month_days = days.map(lambda d: MonthDay(d.month, d.day))


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    first, last = sorted((draw(month_days), draw(month_days)))
    years_before = draw(st.none() | st.integers(0, 2))
    starts = None
    if years_before is not None:
        starts = draw(st.none() | st.tuples(month_days, month_days))
    return Round(first, last, "um", draw(st.none() | month_days), starts, years_before)


@st.composite
def fixed_rules(draw: st.DrawFn) -> FixedRule:
    day = draw(any_day)
    clock = draw(st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)))
    opens = draw(st.none() | st.integers(0, 90).map(lambda n: day - timedelta(n)))
    starts = draw(st.none() | st.tuples(any_day, any_day).map(lambda d: (min(d), max(d))))
    return FixedRule(day, clock, draw(zones), opens, starts)


any_rule: st.SearchStrategy[Rule] = st.one_of(
    fixed_rules(),
    st.builds(
        PatternRule,
        st.just("Gewohnheit."),
        st.lists(rounds(), max_size=3).map(tuple),
        st.integers(0, 6),
    ),
    st.integers(1, 12).map(lambda n: BeforeStartRule(months=n)),
    st.integers(1, 20).map(lambda n: BeforeStartRule(weeks=n)),
    st.integers(0, 12).map(lambda n: RollingRule("Jederzeit.", n)),
    st.just(EndedRule("Vorbei.")),
    st.just(UnknownRule()),
)
sources = st.lists(
    st.builds(
        Source,
        st.just("Seite"),
        st.sampled_from(["https://primary.example/x", "https://press.example/x"]),
        st.none() | st.integers(2023, 2032),
    ),
    min_size=1,
    max_size=3,
)


@st.composite
def deadlines(draw: st.DrawFn, rule: st.SearchStrategy[Rule] = any_rule) -> Deadline:
    extra: dict[str, Any] = {
        "confidence": draw(st.sampled_from(Confidence)),
        "valid_from": draw(st.none() | days),
        "valid_until": draw(st.none() | days),
        "last_known": tuple(sorted(draw(st.lists(days, max_size=3)))),
    }
    return deadline(draw(rule), *draw(sources), **extra)


def around(found: Deadline) -> date | None:
    return found.rule.day if isinstance(found.rule, FixedRule) else None


@EXAMPLES
@given(deadlines(fixed_rules()), seeds)
def test_a_past_date_is_never_to_come(found: Deadline, seed: int) -> None:
    rule = found.rule
    assert isinstance(rule, FixedRule)
    closes = closing_moment(rule).astimezone(timezone.utc)
    for now in moments(seed, rule.day):
        is_past = rule.day < now.astimezone(ZoneInfo(rule.zone)).date()
        if rule.at is not None:
            is_past = closes <= now.astimezone(timezone.utc)
        assert (status_at(found, HOSTS, now) is Status.CLOSED) == is_past
        if is_past:
            assert next_due(found, HOSTS, now) is None
            assert standing_at(found, HOSTS, now).days_left is None


@EXAMPLES
@given(deadlines(), seeds)
def test_only_what_the_body_confirmed_this_year_is_certain(found: Deadline, seed: int) -> None:
    for now in moments(seed, around(found)):
        standing = standing_at(found, HOSTS, now)
        if standing.status in SURE:
            rule = found.rule
            assert isinstance(rule, FixedRule)
            today = now.astimezone(ZoneInfo(rule.zone)).date()
            assert is_confirmed(found, HOSTS, today)
            assert found.confidence is not Confidence.LOW
            assert standing.days_left is not None
            assert 0 <= standing.days_left == (rule.day - today).days
            assert (standing.status is Status.SOON) == (standing.days_left <= 28)
        else:
            assert standing.days_left is None
        due = next_due(found, HOSTS, now)
        if due is not None:
            assert (due.kind is DueKind.CONFIRMED) == (standing.status in SURE)
            assert not due.is_past(now)
            assert due.first <= due.last


@EXAMPLES
@given(deadlines(), seeds, any_day)
def test_a_reckoned_or_usual_day_is_never_called_confirmed(
    found: Deadline, seed: int, start: date
) -> None:
    for now in moments(seed, around(found)):
        due = due_for_start(found, HOSTS, start, now)
        if due is None:
            continue
        assert due.first <= start
        if due.kind is DueKind.CONFIRMED:
            assert status_at(found, HOSTS, now) in SURE
            assert not due.is_past(now)
        elif due.round is not None and due.round.years_before is not None:
            assert start.year - due.last.year == due.round.years_before


@EXAMPLES
@given(deadlines(), seeds, st.sampled_from(Mode), st.none() | any_day)
def test_the_card_never_tells_a_date_to_act_on_that_is_not_certain(
    found: Deadline, seed: int, mode: Mode, start: date | None
) -> None:
    book = book_of(found)
    query = DeadlineQuery(programmes=("dpjw",), mode=mode, start=start)
    for now in moments(seed, around(found)):
        for item in deadlines_card(book, find_deadlines(book, query, now), now)["items"]:
            if item["status"] in ("open", "soon"):
                continue
            assert item["days_left"] is None
            assert not item["status_text"].startswith("noch")
            if item["status"] in ("unconfirmed", "closed"):
                told = "Bitte prüfen Sie das aktuelle Datum bei dieser Stelle: DPJW."
                assert item["when"].endswith(told)
            if isinstance(found.rule, FixedRule):
                assert "kein bestätigtes Datum" in item["when"]
                assert "Bis " not in item["when"]


@EXAMPLES
@given(any_day, zones, st.integers(0, 23), st.integers(0, 59), seeds)
def test_the_minute_decides_also_when_clocks_change(
    day: date, zone: str, hour: int, minute: int, seed: int
) -> None:
    rule = FixedRule(day, time(hour, minute), zone)
    found = deadline(rule, Source("Stelle", "https://primary.example", day.year + 1))
    closes = closing_moment(rule).astimezone(timezone.utc)
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    for offset in (-1, 0, 1, *(chance.randint(-180, 180) for _ in range(MOMENTS))):
        now = (closes + timedelta(minutes=offset)).astimezone(ZoneInfo(chance.choice(ZONES)))
        assert (status_at(found, HOSTS, now) is Status.CLOSED) == (offset >= 0)
