"""Whoever asks where an answer comes from is understood, and nobody else."""

from __future__ import annotations

import pytest

from bot.dialogue.wishes.provenance import asks_for_provenance


@pytest.mark.parametrize(
    "text",
    ["stand?", "Stand der Angaben?", "woher wissen sie das", "wo steht das", "wie aktuell ist das",
     "wann haben sie das zuletzt geprüft", "Quelle?"],
)  # fmt: skip
def test_a_question_for_the_source_is_recognised(text: str) -> None:
    assert asks_for_provenance(text)


@pytest.mark.parametrize(
    "text",
    ["Stand meiner Anfrage", "wie ist der stand der anfrage", "wo steht mein antrag",
     "wie aktuell muss das führungszeugnis sein", "wo steht das wann was fällig ist",
     "", "😀", "\x00", "\ud800", "stand " * 200],
)  # fmt: skip
def test_other_questions_are_not(text: str) -> None:
    assert not asks_for_provenance(text)
