"""Finds the passage of a longer text that a short further question is about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.words import folded, words

_SHORTEST = 5
_ENDING = 2
# "Bezahlt?" asks for what an answer calls "unbezahlt".
_NEGATION = "un"
# They say how something is asked, and stand in passages about anything.
_DEGREES = frozenset({
    "lange", "langer", "viele", "vieler", "mindestens", "hoechstens", "maximal", "genau",
    "ueberhaupt", "wirklich", "nochmal",
})  # fmt: skip


def best_passage(question: str, passages: Sequence[str]) -> str | None:
    """Return the passage that shares most words with a question, None if none shares any.

    Endings do not count, nor do words that stand in more than half of the passages: they tell
    nothing about which one is meant. A passage with less than half of the words that were asked
    for is about something else, and whoever asks nothing ("ohne Namen") wants no passage.
    """
    if not _asks(question):
        return None
    texts = [folded(passage) for passage in passages]
    wanted = set(map(_stem, _content(question)))
    asked = {
        stem
        for stem in wanted
        if 0 < sum(_has(stem, text) for text in texts) <= max(1, len(texts) // 2)
    }
    scores = [sum(_has(stem, text) for stem in asked) for text in texts]
    best = max(scores, default=0)
    return passages[scores.index(best)] if best and 2 * best >= len(wanted) else None


def _asks(question: str) -> bool:
    """Return whether a message asks, joins on to what was said, or is one word to look up."""
    said = folded(question)
    known = words()
    is_joining = said[:1] and said[0] in known.joining
    # "Kostet das", "reicht das".
    points_back = said[-1:] and said[-1] in known.pointing
    is_bare = len(said) == 1 or bool(is_joining) or bool(points_back)
    return "?" in question or is_bare or not known.asking.isdisjoint(said)


def _content(question: str) -> list[str]:
    known = words()
    empty = known.empty | known.pointing | known.joining | known.asking | _DEGREES
    return [word for word in folded(question) if len(word) >= _SHORTEST and word not in empty]


def _stem(word: str) -> str:
    return word[: max(_SHORTEST, len(word) - _ENDING)]


def _has(stem: str, text: Sequence[str]) -> bool:
    return any(word.startswith((stem, _NEGATION + stem)) for word in text)
