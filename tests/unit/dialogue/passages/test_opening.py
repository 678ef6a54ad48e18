"""A yes or no that was written for another question does not pass for an answer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.dialogue.passages.opening import answers_another_question

TRAINING = "Gibt es Schulungen für Teams internationaler Begegnungen?"


def unlike(_question: str, texts: Sequence[str]) -> list[float]:
    return [0.2] * len(texts)


def alike(_question: str, texts: Sequence[str]) -> list[float]:
    return [0.8] * len(texts)


@pytest.mark.parametrize(
    "answer",
    [
        "Ja, es gibt Angebote.",
        "Nein, nicht immer.",
        "Oft ja: Viele Städte.",
        "Sehr wahrscheinlich ja, vor allem …",
    ],
)
def test_a_verdict_on_another_question_is_marked(answer: str) -> None:
    asked = "brauchen wir einen erste hilfe kurs"
    assert answers_another_question(asked, TRAINING, answer, unlike)
    assert not answers_another_question(asked, TRAINING, answer, alike)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("brauchen wir das", "Jährlich gibt es Angebote."),
        ("brauchen wir das", "Meist sind 4 bis 5 Tage das Minimum."),
        ("brauchen wir das", ""),
        ("schulungen teamer", "Ja, es gibt Angebote."),
        ("wo lernt man das", "Ja, es gibt Angebote."),
        ("", "Ja, es gibt Angebote."),
    ],
)
def test_without_a_verdict_to_read_nothing_is_marked(asked: str, answer: str) -> None:
    assert not answers_another_question(asked, TRAINING, answer, unlike)


def test_and_what_joins_on_may_be_read_so() -> None:
    assert answers_another_question("und bund und land?", TRAINING, "Ja, das Land.", unlike)
