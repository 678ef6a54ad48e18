from __future__ import annotations

from datetime import date

import pytest

from bot.field_values import digits_in, typed_day, visible


@pytest.mark.parametrize("typed", ["2026-10-01", "1.10.2026", "01. 10.2026"])
def test_a_day_is_read_as_browsers_and_people_write_it(typed: str) -> None:
    assert typed_day(typed) == date(2026, 10, 1)


@pytest.mark.parametrize("typed", ["", "31.2.2026", "1.10.26", "1899-10-01", "morgen"])
def test_what_is_no_day_of_this_century_is_none(typed: str) -> None:
    assert typed_day(typed) is None


def test_what_nobody_sees_is_left_out() -> None:
    assert visible(" P\u200bL\x00 \ud800") == "PL"


@pytest.mark.parametrize("raw", ["1234 5678", "1234-5678", " 12345678\n", "12 34 56 78"])
def test_pins_may_be_typed_with_gaps(raw: str) -> None:
    assert digits_in(raw) == "12345678"
