from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.masking import mask, warning
from bot.privacy.patterns import Kind

TODAY = date(2026, 11, 26)
LISTS = Path(__file__).parent


def lines(name: str) -> list[str]:
    content = (LISTS / name).read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", lines("personal.txt"))
def test_personal_data_is_masked_and_nothing_else(line: str) -> None:
    kinds, said, expected = line.split("\t")
    masked = mask(said, TODAY)
    assert masked.text == expected
    assert [kind.value for kind in masked.kinds] == kinds.split(",")


@pytest.mark.parametrize("said", lines("harmless.txt"))
def test_what_this_field_talks_about_is_left_alone(said: str) -> None:
    assert mask(said, TODAY).text == said


def test_the_counter_examples_are_many() -> None:
    assert len(lines("harmless.txt")) >= 120
    assert len(lines("personal.txt")) >= 45


def test_questions_of_the_field_are_never_masked() -> None:
    questions = (Path("tests/questions") / "dev.tsv").read_text(encoding="utf-8").splitlines()
    asked = [line.split("\t")[-1] for line in questions[1:]]
    assert len(asked) > 1000
    assert [said for said in asked if mask(said, TODAY).kinds] == []


def test_what_a_form_asks_for_is_spared() -> None:
    said = "kim@example.org, 0211 123456, IBAN DE89 3704 0044 0532 0130 00"
    masked = mask(said, TODAY, {Kind.EMAIL, Kind.PHONE})
    assert masked.text == "kim@example.org, 0211 123456, IBAN [IBAN]"
    assert masked.kinds == (Kind.IBAN,)


def test_the_warning_names_what_was_found_in_german() -> None:
    told = warning((Kind.PHONE, Kind.IBAN))
    assert "eine Telefonnummer, eine Kontonummer" in told


@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_breaks_it_and_masking_twice_changes_nothing(said: str) -> None:
    once = mask(said, TODAY)
    assert mask(once.text, TODAY).text == once.text


@pytest.mark.parametrize("said", ["", " ", "\x00", "\ud800", "😀" * 2000, "0" * 2000, "a@" * 1000])
def test_rubbish_is_left_alone(said: str) -> None:
    assert mask(said, TODAY).text == said
