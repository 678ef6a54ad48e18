"""Finds the passage of a longer text that a short further question is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.dialogue.passages.asked_kind import kind_asked
from bot.dialogue.words import words
from bot.words.lists import tree
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("passage.yml")
_SHORTEST = 5
_ENDING = 2
# "Bezahlt?" asks for what an answer calls "unbezahlt".
_NEGATION = "un"
_FEW_WORDS = 4


def best_passage(question: str, passages: Sequence[str]) -> str | None:
    """Return the passage that shares most words with a question, None if none shares any.

    Endings do not count, nor do words that stand in more than half of the passages: they tell
    nothing about which one is meant. A passage with less than half of the words that were asked
    for is about something else, and whoever asks nothing ("ohne Namen") wants no passage.
    Where a question has words of its own for something (``passage.yml``), those of the passages
    are looked for. "Wann" is answered by a passage that tells a time, "mit 17?" by one of ages.
    """
    if not _asks(question):
        return None
    tells = kind_asked(question)
    fitting = passages if tells is None else [p for p in passages if tells(p)]
    found = (_best(wording, fitting) for wording in _wordings(question))
    best = next(filter(None, found), None)
    if best is not None or tells is None or not fitting:
        return best
    # Where only one passage tells a time at all, or nothing but the time is asked for.
    is_bare = not content_words(question) and len(folded(question)) <= _FEW_WORDS
    return fitting[0] if len(fitting) == 1 or is_bare else None


def has_other_words(question: str) -> bool:
    """Say whether answers have words of their own for what is asked."""
    return next(_wordings(question)) != question


def is_about_guests(text: str) -> bool:
    """Say whether a message speaks of guests who come to us."""
    said = f" {_plain(text)} "
    return any(f" {phrase} " in said for group in _groups() for phrase in group.get("guests", ()))


def _plain(text: str) -> str:
    return " ".join(folded(text))


def _wordings(question: str) -> Iterator[str]:
    """Yield a question as answers word it: beside its other words, then alone."""
    said = f" {' '.join(folded(question))} "
    swapped = [
        (phrase, told)
        for group in _groups()
        for phrase in group.get("said") or group["guests"]
        if f" {phrase} " in said
        for told in group["told"]
    ]
    for phrase, told in swapped:
        yield said.replace(f" {phrase} ", f" {told} ")
    yield from (told for _, told in swapped)
    if not swapped:
        yield question


def _best(question: str, passages: Sequence[str]) -> str | None:
    texts = [folded(passage) for passage in passages]
    wanted = set(map(_stem, content_words(question)))
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


def content_words(question: str) -> list[str]:
    """Return the words of a question that tell what it is about."""
    known = words()
    idle = known.empty | known.everyday_verbs | known.asking | known.degrees
    empty = idle | known.pointing | known.joining
    return [word for word in folded(question) if len(word) >= _SHORTEST and word not in empty]


def _stem(word: str) -> str:
    return word[: max(_SHORTEST, len(word) - _ENDING)]


def _has(stem: str, text: Sequence[str]) -> bool:
    return any(word.startswith((stem, _NEGATION + stem)) for word in text)


def _groups() -> Sequence[Mapping[str, Sequence[str]]]:
    groups: Sequence[Mapping[str, Sequence[str]]] = tree(_FILE)
    return groups
