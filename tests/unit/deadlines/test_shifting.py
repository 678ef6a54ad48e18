"""A beginning told by how far it lies from the one before."""

from __future__ import annotations

from datetime import date

import pytest

from bot.deadlines.asked.named_spans import filter_spans
from bot.deadlines.asked.shifting import shift_in
from bot.deadlines.asked.time_left import leaves_month_open

START = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("einen Monat später", date(2027, 4, 30)),
        ("und wenn wir 3 Wochen früher fahren?", date(2027, 3, 10)),
        ("doch lieber zwei Wochen nach hinten", date(2027, 4, 14)),
        ("ein Jahr später", date(2028, 3, 31)),
        ("ein halbes Jahr später?", date(2027, 9, 30)),
        ("zehn Tage eher", date(2027, 3, 21)),
        ("Woche später", date(2027, 4, 7)),
    ],
)
def test_a_journey_is_put_off(said: str, start: date) -> None:
    shift = shift_in(said)
    assert shift is not None
    assert shift.of(START) == start
    assert filter_spans(said, []) == [(0, len(said))]
    # Without a beginning to count from, it is asked for the month.
    assert leaves_month_open(said, names_time=False)


@pytest.mark.parametrize(
    "said",
    [
        "später",
        "drei Monate vorher",
        "geht es 40 Wochen später?",
        "zwei Wochen",
        "drei Wochen später nach Polen",
        "zwei drei Wochen später",
        "",
    ],
)
def test_what_puts_nothing_off(said: str) -> None:
    assert shift_in(said) is None
