"""One number or two in a field, and which of them is mobile."""

from __future__ import annotations

import pytest

from bot.consultations.phones import is_mobile, lacks_digit, with_corrected

MOBILE, LANDLINE = "+49 (0)171 2345678", "0202 123456"


@pytest.mark.parametrize(
    "number",
    [
        MOBILE,
        "+49 171 2345678",
        "0049 (0)171 2345678",
        "0171 2345678",
        # Numbers of other countries, and one with a digit too few.
        "+31 6 12345678",
        "0043 664 1234567",
        "0171 23456",
    ],
)
def test_a_mobile_number_is_one_however_it_is_written(number: str) -> None:
    assert is_mobile(number)


@pytest.mark.parametrize(
    "number", [LANDLINE, "+49 (0)202 123456", "+49 202 171717", "+31 20 1234567"]
)
def test_a_landline_is_no_mobile_number(number: str) -> None:
    assert not is_mobile(number)


def test_of_two_numbers_the_one_of_its_kind_is_corrected() -> None:
    both = f"{LANDLINE}, {MOBILE}"
    assert with_corrected(both, "0202 123457") == f"0202 123457, {MOBILE}"
    assert with_corrected(both, "0160 1234567") == f"{LANDLINE}, 0160 1234567"


@pytest.mark.parametrize("before", [LANDLINE, MOBILE, "0171 2345678, 0172 3456789"])
def test_where_it_is_not_clear_which_is_meant_the_later_number_holds(before: str) -> None:
    assert with_corrected(before, "0160 1234567") == "0160 1234567"


@pytest.mark.parametrize("number", ["0171 123456", "+49 (0)171 123456", "0151/222333"])
def test_a_number_of_a_mobile_phone_may_lack_a_digit(number: str) -> None:
    assert lacks_digit(number)


@pytest.mark.parametrize(
    "number", [MOBILE, LANDLINE, "0171 1234567", "004917612345678", "02041 123", "+31 6 12345678"]
)
def test_a_whole_number_lacks_none(number: str) -> None:
    assert not lacks_digit(number)
