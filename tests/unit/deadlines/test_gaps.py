"""What the staff are told to look after."""

from __future__ import annotations

from datetime import date

from bot.deadlines.models import (
    BeforeStartRule,
    EndedRule,
    FixedRule,
    MonthDay,
    PatternRule,
    RollingRule,
    Round,
    UnknownRule,
)
from bot.deadlines.office.book import LiveBook
from bot.deadlines.office.gaps import deadline_gaps
from tests.unit.deadlines.deadline_rig import (
    BRUSSELS,
    OCTOBER,
    OLD_PRIMARY,
    REAL,
    SECONDARY,
    TODAY,
    book_of,
    deadline,
)

JANUARY = Round(MonthDay(1, 11), MonthDay(1, 20), "Mitte Januar")


def test_a_past_date_and_a_near_habit_want_a_successor() -> None:
    past = deadline(FixedRule(date(2026, 10, 1), None, BRUSSELS), id="past")
    coming = deadline(FixedRule(date(2027, 2, 1), None, BRUSSELS), id="coming")
    near = deadline(PatternRule("Januar.", (JANUARY,)), id="near", last_known=(date(2026, 1, 20),))
    far = deadline(PatternRule("Oktober.", (OCTOBER,)), id="far")
    gaps = deadline_gaps(book_of(past, coming, near, far, deadline(EndedRule("x"), id="e")), TODAY)
    told = [(gap.deadline.id, gap.last_day, gap.next_usual) for gap in gaps.without_successor]
    assert told == [
        ("past", date(2026, 10, 1), None),
        ("near", date(2026, 1, 20), date(2027, 1, 11)),
    ]


def test_checks_are_due_after_three_months_or_on_their_own_day() -> None:
    own = deadline(UnknownRule(), id="own", review_by=date(2026, 11, 20))
    old = deadline(UnknownRule(), id="old", checked_on=date(2026, 8, 1))
    fresh = deadline(UnknownRule(), id="fresh", checked_on=date(2026, 9, 1))
    gaps = deadline_gaps(book_of(own, old, fresh), TODAY)
    assert [item.deadline.id for item in gaps.overdue] == ["old", "own"]


def test_a_date_whose_source_is_of_last_year_is_stale() -> None:
    rule = FixedRule(date(2027, 2, 1), None, BRUSSELS)
    stale = deadline(rule, OLD_PRIMARY, id="stale")
    gaps = deadline_gaps(book_of(stale, deadline(rule, id="sure")), TODAY)
    assert [item.id for item in gaps.stale] == ["stale"]


def test_programmes_that_are_asked_for_in_vain_are_counted() -> None:
    book = book_of(deadline(BeforeStartRule(months=3), SECONDARY))
    [gap] = deadline_gaps(book, TODAY, {"dpjw": 7, "anderes": 9}).asked_in_vain
    assert (gap.programme.id, gap.number) == ("dpjw", 7)
    answered = book_of(deadline(RollingRule("Jederzeit.")))
    assert deadline_gaps(answered, TODAY, {"dpjw": 7}).asked_in_vain == ()


def test_the_real_book_has_no_overdue_check_yet_but_will_have() -> None:
    book = LiveBook(REAL).current()
    assert deadline_gaps(book, TODAY).overdue == ()
    assert len(deadline_gaps(book, date(2027, 3, 1)).overdue) == len(book.deadlines)
    near = {gap.deadline.id for gap in deadline_gaps(book, TODAY).without_successor}
    assert {"kjp_direktverfahren", "kjfp_uebrige_positionen", "asa_bewerbung"} <= near
