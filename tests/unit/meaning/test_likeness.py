"""How alike a question is to texts, by the real encoder."""

from __future__ import annotations

import numpy as np
import pytest

from bot.meaning import likeness as meaning
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


def test_a_message_that_was_just_understood_is_not_encoded_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    like_second = np.asarray(meaning.encode([TEXTS[1]])[0])
    likeness("frage", TEXTS)
    meaning.remember("ganz was anderes", like_second)
    monkeypatch.setattr(meaning, "encode", _fail)
    train, smoke = likeness("ganz was anderes", TEXTS)
    assert smoke == pytest.approx(1, abs=0.01)
    assert train < smoke


def test_only_the_last_messages_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    likeness("frage", TEXTS)
    vector = np.asarray(meaning.encode(["erste nachricht"])[0])
    for number in range(100):
        meaning.remember(f"nachricht {number}", vector)
    monkeypatch.setattr(meaning, "encode", _fail)
    likeness("nachricht 99", TEXTS)
    with pytest.raises(AssertionError):
        likeness("nachricht 0", TEXTS)


def _fail(texts: object) -> None:
    raise AssertionError(f"encoded once more: {texts}")
