"""Reading the numbers that people quote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.consultations.keys.references import find_references, format_reference, read_reference


@pytest.mark.parametrize(
    "typed",
    [
        "IJ-2026-0142",
        "ij-2026-142",
        " IJ 2026 0142 ",
        "IJ2026-0142",
        "IJ\u20132026\u20130142",
        "IJ/2026/142",
        "IJ_2026_142",
    ],
)
def test_as_people_type_it(typed: str) -> None:
    assert read_reference(typed) == "IJ-2026-0142"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "IJ",
        "IJ-26-142",
        "XIJ-2026-142",
        "IJ-2026-0142-1",
        "IJ-2026-1234567890",
        "٣",
        "\x00",
        "IJ-2026-0142 bitte",
    ],
)
def test_anything_else_is_none(typed: str) -> None:
    assert read_reference(typed) is None


def test_more_than_four_digits() -> None:
    assert read_reference("IJ-2026-12345") == "IJ-2026-12345"


def test_in_a_subject() -> None:
    subject = "AW: Re: [IJ-2026-0142] und ij-2026-7 (IJ-2026-0142)"
    assert find_references(subject) == ["IJ-2026-0142", "IJ-2026-0007"]
    assert find_references("MIJ-2026-0001 IJ-2026-0001x") == []


@settings(max_examples=50, deadline=None)
@given(st.integers(2000, 2099), st.integers(1, 999_999_999))
def test_what_is_written_is_read_again(year: int, number: int) -> None:
    reference = format_reference(year, number)
    assert read_reference(reference) == reference
    assert find_references(f"AW: Anfrage {reference}") == [reference]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for reference in find_references(text):
        assert read_reference(reference) == reference
