"""Choosing by number."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context
from bot.dialogue.meaning.ordinals import place_chosen, programme_chosen

_COMPARED = Context("foerderung_dfjw", "answer", ("dfjw", "erasmus_jugend"), wish="comparison")
_CHOSEN = Context("foerderung_dfjw", "answer", ("dfjw",), wish="aspect")


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


@pytest.mark.parametrize(
    ("said", "programme"),
    [
        ("das zweite, wie lange geht das", "erasmus_jugend"),
        ("beim ersten, wie viele müssen wir sein", "dfjw"),
        ("und letzteres?", "erasmus_jugend"),
        ("das erste programm bis wann", "dfjw"),
        ("das erste mal fahren wir weg", None),
        ("am ersten tag, was da", None),
        ("das dritte", None),
        ("wie lange geht das", None),
        ("und das andere?", None),
        ("", None),
    ],
)
def test_one_of_the_programmes_compared_is_chosen(said: str, programme: str | None) -> None:
    chosen = programme_chosen(said, _COMPARED, [])
    assert (None if chosen is None else chosen.programme) == programme


def test_the_other_is_the_one_that_was_not_chosen() -> None:
    chosen = programme_chosen("nein, das andere", _CHOSEN, [_COMPARED, _CHOSEN])
    assert chosen is not None
    assert chosen.programme == "erasmus_jugend"


def test_nothing_is_chosen_where_nothing_was_compared() -> None:
    assert programme_chosen("das zweite", None, []) is None
    assert programme_chosen("das zweite", _CHOSEN, [_CHOSEN]) is None
