"""Finds the passage of a longer text that a short further question is about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.words import folded, words

_SHORTEST = 5
_ENDING = 2


def best_passage(question: str, passages: Sequence[str]) -> str | None:
    """Return the passage that shares most words with a question, None if none shares any.

    Endings do not count, nor do words that stand in more than half of the passages: they tell
    nothing about which one is meant.
    """
    texts = [folded(passage) for passage in passages]
    asked = {
        stem
        for stem in map(_stem, _content(question))
        if 0 < sum(_has(stem, text) for text in texts) <= max(1, len(texts) // 2)
    }
    scores = [sum(_has(stem, text) for stem in asked) for text in texts]
    best = max(scores, default=0)
    return passages[scores.index(best)] if best else None


def _content(question: str) -> list[str]:
    known = words()
    empty = known.empty | known.pointing | known.joining | known.asking
    return [word for word in folded(question) if len(word) >= _SHORTEST and word not in empty]


def _stem(word: str) -> str:
    return word[: max(_SHORTEST, len(word) - _ENDING)]


def _has(stem: str, text: Sequence[str]) -> bool:
    return any(word.startswith(stem) for word in text)
