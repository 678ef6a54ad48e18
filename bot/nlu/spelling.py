"""One spelling for each word: typos, ae/oe/ue and missing capitals are undone before ranking.

The reference is the training sentences themselves. A known word gets its most frequent spelling
there; an unknown one that is a single slip away from a known word becomes that word. Rare but
right words (names of towns, say) are seldom that close to another, and if they are, the other
words of the sentence still decide.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from bot.nlu.folding import fold

_WORD = re.compile(r"\w+")
# Shorter words have too many neighbours to be corrected.
_MIN_LENGTH = 5
_MAX_LENGTH = 40
_CACHED_WORDS = 5000


class Spelling:
    """Knows the spellings of the training sentences; learn with :meth:`fit`."""

    def __init__(self) -> None:
        """Prepare without any word: texts stay as they are."""
        self._spelling: dict[str, str] = {}
        self._frequency: dict[str, int] = {}
        self._near = _Neighbours(())
        # The parts of a message have its words again, and people use the same ones.
        self._corrected = lru_cache(_CACHED_WORDS)(self._correct)

    def fit(self, texts: Iterable[str]) -> None:
        """Learn the words of ``texts``, each by its folded form."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for word in _WORD.findall(text):
                seen[fold(word)][word] += 1
        self._frequency = {key: counts.total() for key, counts in seen.items()}
        # Of equally frequent spellings the lower-case one counts less: it may be mere haste.
        self._spelling = {
            key: max(counts, key=lambda word: (counts[word], word != word.lower(), word))
            for key, counts in seen.items()
        }
        self._index()

    def normalise(self, text: str) -> str:
        """Return ``text`` with every word in its reference spelling."""
        return _WORD.sub(lambda match: self._reference(match[0]), text)

    def unknown(self, text: str) -> frozenset[str]:
        """Return the words of ``text``, folded, that no training sentence has."""
        words = map(fold, _WORD.findall(text))
        return frozenset(word for word in words if word not in self._spelling)

    def to_state(self) -> dict[str, tuple[str, int]]:
        """Return folded form → (spelling, frequency)."""
        return {key: (self._spelling[key], count) for key, count in self._frequency.items()}

    @classmethod
    def from_state(cls, state: dict[str, tuple[str, int]]) -> Spelling:
        """Return the spelling that :meth:`to_state` described."""
        spelling = cls()
        spelling._spelling = {key: word for key, (word, _) in state.items()}
        spelling._frequency = {key: count for key, (_, count) in state.items()}
        spelling._index()
        return spelling

    def _index(self) -> None:
        self._near = _Neighbours(self._frequency)
        self._corrected.cache_clear()

    def _reference(self, word: str) -> str:
        key = fold(word)
        known = self._spelling.get(key)
        if known is not None:
            return known
        if not _MIN_LENGTH <= len(key) <= _MAX_LENGTH or any(char.isdigit() for char in key):
            return word
        corrected = self._corrected(key)
        return word if corrected is None else self._spelling[corrected]

    def _correct(self, key: str) -> str | None:
        found = [candidate for candidate in self._near.of(key) if is_one_slip(key, candidate)]
        # People seldom miss the first letter; of the rest the most frequent word is likeliest.
        return max(
            found, key=lambda word: (word[0] == key[0], self._frequency[word], word), default=None
        )


class _Neighbours:
    """Finds the words that are alike with at most one letter taken out of each.

    The 174,000 words with a letter less stand as check sums of four bytes beside the number of
    their word; as texts in a dictionary they took 20 MiB. Two with one check sum do no harm:
    whoever asks looks closely at what is found.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words: Sequence[str] = [
            word for word in words if _MIN_LENGTH - 1 <= len(word) <= _MAX_LENGTH
        ]
        sums = [
            (_sum(text), number)
            for number, word in enumerate(self._words)
            for text in (word, *_one_less(word))
        ]
        table = np.array(sums, dtype=np.uint32).reshape(-1, 2)
        order = np.argsort(table[:, 0], kind="stable")
        self._sums = np.ascontiguousarray(table[order, 0])
        self._numbers = np.ascontiguousarray(table[order, 1])

    def of(self, word: str) -> set[str]:
        """Return the known words that may be near ``word``."""
        wanted = np.array([_sum(text) for text in (word, *_one_less(word))], dtype=np.uint32)
        starts = np.searchsorted(self._sums, wanted, side="left")
        ends = np.searchsorted(self._sums, wanted, side="right")
        return {
            self._words[number]
            for start, end in zip(starts, ends, strict=True)
            for number in self._numbers[start:end]
        }


def is_one_slip(typed: str, meant: str) -> bool:
    """Return whether one letter is missing, added, wrong, or two neighbours are swapped."""
    if len(typed) == len(meant):
        wrong = [i for i, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
        is_swap = (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and typed[wrong[0]] == meant[wrong[1]]
            and typed[wrong[1]] == meant[wrong[0]]
        )
        return len(wrong) == 1 or is_swap
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    return len(longer) == len(shorter) + 1 and shorter in _one_less(longer)


def _sum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _one_less(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))
