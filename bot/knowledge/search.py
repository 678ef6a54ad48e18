"""Finds texts by the words that people type, with typing errors and with or without umlauts."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from bot.words.folding import fold

T = TypeVar("T")

MAX_CHARACTERS = 200
_MAX_WORDS = 16
_TITLE_WEIGHT = 3.0
_HINT_WEIGHT, _MOST_HINT = 0.5, 2.0
_SAME, _BEGINNING, _INSIDE, _TYPO = 1.0, 0.8, 0.6, 0.6
# Shorter words are parts of too many others, or differ by too few letters, by chance.
_SHORTEST_PART, _SHORTEST_TYPO, _TWO_TYPOS_FROM = 4, 5, 9
_LEAST_DICE = 0.3
# How much of what was asked for, weighed by how rare the words are, a text has to have.
_LEAST_SHARE = 0.4
_UNKNOWN = 1.0
_REMEMBERED = 2048
_WORD = re.compile(r"\w+")
# "foerdern", "fördern" and "fordern" are the same for a search.
_UMLAUT = re.compile(r"([aou])e")


@dataclass(frozen=True)
class Document(Generic[T]):
    """A text to be found; words of the title count more, those of ``hints`` are not shown."""

    value: T
    title: str
    body: str
    hints: str = ""


@dataclass(frozen=True)
class Hit(Generic[T]):
    """A text that was found; a higher score is better."""

    value: T
    score: float


class SearchIndex(Generic[T]):
    """The words of some hundred texts; a search takes milliseconds."""

    def __init__(self, documents: Iterable[Document[T]]) -> None:
        """Read the texts once."""
        self._values: list[T] = []
        # By word, in which texts it stands and how much it counts there.
        self._texts: dict[str, dict[int, float]] = defaultdict(dict)
        for number, document in enumerate(documents):
            self._values.append(document.value)
            for word, times in Counter(_words(document.body)).items():
                self._texts[word][number] = 1 + math.log(times)
            for word, times in Counter(_words(document.hints)).items():
                counts = min(_MOST_HINT, _HINT_WEIGHT * (1 + math.log(times)))
                self._texts[word][number] = counts + self._texts[word].get(number, 0)
            for word in _words(document.title):
                self._texts[word][number] = _TITLE_WEIGHT + self._texts[word].get(number, 0)
        self._sizes = {word: len(_grams(word)) for word in self._texts}
        self._grams: dict[str, list[str]] = defaultdict(list)
        for word in self._texts:
            for gram in _grams(word):
                self._grams[gram].append(word)
        self._alike = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def find(self, text: str, limit: int = 20) -> list[Hit[T]]:
        """Return what fits best; nothing if too little of the text occurs anywhere."""
        wanted = list(dict.fromkeys(_words(text[:MAX_CHARACTERS])))[:_MAX_WORDS]
        scores: dict[int, float] = defaultdict(float)
        shares: dict[int, float] = defaultdict(float)
        whole = 0.0
        for word in wanted:
            found = self._found(word)
            # Words that occur nowhere say little; a country may just not have a text of its own.
            rarity = math.log(1 + len(self._values) / len(found)) if found else _UNKNOWN
            whole += rarity
            for number, (counts, closeness) in found.items():
                scores[number] += counts * rarity
                shares[number] += closeness * rarity
        enough = [number for number in scores if shares[number] >= _LEAST_SHARE * whole]
        best = sorted(enough, key=lambda number: (-scores[number], number))
        return [Hit(self._values[number], scores[number]) for number in best[:limit]]

    def _found(self, wanted: str) -> Mapping[int, tuple[float, float]]:
        """Return for each text with such a word how much it counts and how close it is."""
        best: dict[int, tuple[float, float]] = {}
        for word, closeness in self._alike(wanted).items():
            for number, weight in self._texts[word].items():
                counts = (closeness * weight, closeness)
                best[number] = max(best.get(number, counts), counts)
        return best

    def _look_up(self, wanted: str) -> Mapping[str, float]:
        """Return the words that are like this one, and how much."""
        grams = _grams(wanted)
        shared: Counter[str] = Counter()
        for gram in grams:
            shared.update(self._grams.get(gram, ()))
        # Fewer pieces than that no word shares that is close in any of our ways.
        least = len(grams) * _LEAST_DICE / 2
        found = {}
        for word, number in shared.items():
            if number >= least:
                dice = 2 * number / (len(grams) + self._sizes[word])
                closeness = _closeness(wanted, word, dice)
                if closeness:
                    found[word] = closeness
        return found


def _closeness(wanted: str, word: str, dice: float) -> float:
    if wanted == word:
        return _SAME
    shorter, longer = sorted((wanted, word), key=len)
    if len(shorter) >= _SHORTEST_PART:
        # An inflection, or the beginning of a compound; the more is the same, the better.
        if longer.startswith(shorter):
            return _BEGINNING if shorter == wanted else _BEGINNING * len(shorter) / len(longer)
        # A part of a compound: "Begegnung" in "Jugendbegegnung".
        if shorter == wanted and wanted in word:
            return _INSIDE
    if dice >= _LEAST_DICE and len(shorter) >= _SHORTEST_TYPO:
        typos = 2 if len(shorter) >= _TWO_TYPOS_FROM else 1
        if len(longer) - len(shorter) <= typos and _distance(wanted, word) <= typos:
            return _TYPO
    return 0.0


def _distance(one: str, other: str) -> int:
    """Return how many letters were changed, added, left out or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        last, before_last, row = row, before, [i]
        for j, counterpart in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != counterpart))
            is_swap = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == counterpart
            row.append(min(cost, before_last[j - 2] + 1) if is_swap else cost)
        before = last
    return row[-1]


def _words(text: str) -> list[str]:
    return _WORD.findall(_UMLAUT.sub(r"\1", fold(text)))


def _grams(word: str) -> frozenset[str]:
    padded = f"^{word}$"
    return frozenset(padded[start : start + 3] for start in range(max(1, len(padded) - 2)))
