"""Choosing by number."""

from __future__ import annotations

import pytest

from bot.dialogue.meaning.ordinals import place_chosen


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("ja das erste", 0),
        ("1", 0),
        ("Nr. 2 bitte", 1),
        ("die dritte Frage", 2),
        ("das letzte", -1),
        ("die erste Frist", None),
        ("das erste und das zweite", None),
        ("ja", None),
        ("", None),
    ],
)
def test_a_number_alone_chooses(said: str, place: int | None) -> None:
    assert place_chosen(said) == place
