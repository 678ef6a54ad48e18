"""Who is in danger reads the beginning: what to do and the number stand there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

RESPONSES = Path(__file__).resolve().parents[3] / "data" / "responses"
_LONGEST_LINE, _MOST_LINES = 270, 5


def _helping(*beginnings: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("emergency.yml", "language.yml"):
        read = yaml.safe_load((RESPONSES / name).read_text(encoding="utf-8"))["responses"]
        found |= {
            key: variants[0]["text"] for key, variants in read.items() if key.startswith(beginnings)
        }
    return found


HELPING = _helping("utter_emergency/", "utter_language_emergency/")
NEXT = _helping("utter_emergency_next/")


def test_there_is_help_for_each_danger_and_language() -> None:
    assert len(HELPING) == 3 + 8


@pytest.mark.parametrize("key", HELPING)
def test_what_to_do_stands_first(key: str) -> None:
    first, *more = HELPING[key].splitlines()
    assert "112" in first
    assert "110" in first
    assert len(first) <= 170
    assert 1 <= len(more) < _MOST_LINES
    assert max(map(len, more)) <= _LONGEST_LINE


def test_adults_in_a_crisis_have_a_number_too() -> None:
    told = HELPING["utter_emergency/notfall_suizid"].splitlines()
    assert "0800 111 0 111" in told[2]
    assert "116 111" in told[3]


@pytest.mark.parametrize("key", NEXT)
def test_every_answer_after_the_numbers_names_one_and_stays_short(key: str) -> None:
    lines = NEXT[key].splitlines()
    assert "112" in NEXT[key]
    assert len(lines) <= _MOST_LINES
    assert max(map(len, lines)) <= _LONGEST_LINE


def test_each_question_after_the_numbers_has_an_answer() -> None:
    kinds = ["money", "parents", "papers", "report", "home", "cared", "better", "medical", "law"]
    kinds += ["alone", "personal_money", "unclear"]
    topics = ["notfall_akut_reise", "notfall_gewalt", "notfall_suizid"]
    again = [f"{topic}_again" for topic in topics]
    assert sorted(NEXT) == sorted(f"utter_emergency_next/{n}" for n in [*kinds, *topics, *again])


def test_after_violence_and_a_wish_to_die_all_numbers_are_told_again() -> None:
    for topic, numbers in {
        "notfall_gewalt": ("112", "110", "116 111", "0800 22 55 530", "0800 111 0 111"),
        "notfall_gewalt_again": ("112", "110", "116 111", "0800 22 55 530", "0800 111 0 111"),
        "notfall_suizid": ("112", "110", "116 111", "0800 111 0 111"),
        "notfall_suizid_again": ("112", "110", "116 111", "0800 111 0 111"),
        "unclear": ("112", "110", "116 111", "0800 111 0 111"),
    }.items():
        assert all(number in NEXT[f"utter_emergency_next/{topic}"] for number in numbers)
