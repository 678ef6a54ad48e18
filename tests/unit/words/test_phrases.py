from __future__ import annotations

import pytest

from bot.words import phrases
from bot.words.phrases import folded
from bot.words.turn import reading_once


def test_a_text_is_taken_apart_once_in_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def fold(text: str) -> str:
        read.append(text)
        return text.lower()

    monkeypatch.setattr(phrases, "fold", fold)
    with reading_once():
        first = folded("Ein Antrag")
        assert folded("Ein Antrag") == first == ["ein", "antrag"]
    assert read == ["Ein Antrag"]
    folded("Ein Antrag")
    assert read == ["Ein Antrag", "Ein Antrag"], "kept after its turn"


def test_whoever_changes_the_words_changes_those_of_nobody_else() -> None:
    with reading_once():
        folded("Ein Antrag").clear()
        assert folded("Ein Antrag") == ["ein", "antrag"]


def test_tags_are_no_words() -> None:
    assert folded('<b>Frist</b> <a href="x">Polen</a>') == ["frist", "polen"]
    assert folded("Gruppe <15 Leute und >12") == ["gruppe", "15", "leute", "und", "12"]
