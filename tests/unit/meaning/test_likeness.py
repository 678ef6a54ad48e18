"""How alike a question is to texts, by the real encoder."""

from __future__ import annotations

import pytest

from bot.meaning.likeness import likeness

TEXTS = ("Das Ticket für den Zug bezahlt der Verband.", "Im Zimmer darf niemand rauchen.")


def test_other_words_for_the_same_are_more_alike_than_anything_else() -> None:
    train, smoke = likeness("wer übernimmt die bahnfahrt", TEXTS)
    assert train > smoke
    train, smoke = likeness("sind zigaretten erlaubt", TEXTS)
    assert smoke > train


def test_the_same_text_is_as_alike_as_can_be() -> None:
    assert likeness(TEXTS[0], TEXTS)[0] == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("question", ["", "\x00", "\ud800", "😀", "x" * 10_000])
def test_anything_can_be_asked(question: str) -> None:
    assert all(-1.01 <= alike <= 1.01 for alike in likeness(question, TEXTS))


def test_without_texts_there_is_nothing_alike() -> None:
    assert likeness("frage", ()) == []
