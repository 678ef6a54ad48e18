"""One spelling for each word: typos, ae/oe/ue and missing capitals are undone before ranking.

The reference is the training sentences themselves. A known word gets its most frequent spelling
there; an unknown one that is a single slip away from a known word becomes that word, be it with
umlauts as they are or spelled out ("fcr" is two letters from "fuer", and one from "für").
Rare but right words (names of towns, say) are seldom that close to another, and if they are, the
other words of the sentence still decide.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from bot.words.folding import fold

_WORD = re.compile(r"\w+")
_MIN_LENGTH = 3
_MAX_LENGTH = 40
# Shorter words have many neighbours. They become only what is used often, and with a capital letter
# they are taken for a name or an abbreviation.
_LONG = 5
_OFTEN = 5
# Where so many of all words stand there once only, the next unknown one is rather new than a slip
# (with 8 sentences an intent of MASSIVE it is a fifth of them, with all a twentieth). Of few words
# this tells nothing.
_MANY_NEW = 0.15
_ENOUGH_TO_TELL = 1000
# People seldom miss the first letter.
_SAME_BEGINNING = 3
_CACHED_WORDS = 5000


class Spelling:
    """Knows the spellings of the training sentences; learn with :meth:`fit`."""

    def __init__(self) -> None:
        """Prepare without any word: texts stay as they are."""
        self._spelling: dict[str, str] = {}
        self._frequency: dict[str, int] = {}
        self._near = _Neighbours({})
        # The parts of a message have its words again, and people use the same ones.
        self._corrected = lru_cache(_CACHED_WORDS)(self._correct)

    def fit(self, texts: Iterable[str]) -> None:
        """Learn the words of ``texts``, each by its folded form."""
        seen: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for word in _words(text):
                seen[fold(word)][word] += 1
        self._frequency = {key: counts.total() for key, counts in seen.items()}
        # Of equally frequent spellings the lower-case one counts less: it may be mere haste.
        self._spelling = {
            key: max(counts, key=lambda word: (counts[word], word != word.lower(), word))
            for key, counts in seen.items()
        }
        self._near = _Neighbours({} if self._expects_new_words() else self._spelling)
        self._corrected.cache_clear()

    def _expects_new_words(self) -> bool:
        total = sum(self._frequency.values())
        once = sum(count == 1 for count in self._frequency.values())
        return total >= _ENOUGH_TO_TELL and once > _MANY_NEW * total

    def normalise(self, text: str, *, is_foreign: bool = False) -> str:
        """Return ``text`` with every word in its reference spelling.

        Words of a foreign language are no slips in German ones: "contact" is not ConAct.
        """
        shortest = _MAX_LENGTH + 1 if is_foreign else _MIN_LENGTH
        return _WORD.sub(lambda match: self._reference(match[0], shortest), _composed(text))

    def unknown(self, text: str) -> frozenset[str]:
        """Return the words of ``text``, folded, that no training sentence has."""
        words = map(fold, _words(text))
        return frozenset(word for word in words if word not in self._spelling)

    def __getstate__(self) -> tuple[dict[str, str], dict[str, int], _Neighbours]:
        """Return spelling and frequency by folded form, and how near words are found."""
        return self._spelling, self._frequency, self._near

    def __setstate__(self, state: tuple[dict[str, str], dict[str, int], _Neighbours]) -> None:
        """Know again what was known."""
        self.__init__()  # type: ignore[misc]
        self._spelling, self._frequency, self._near = state

    def _reference(self, word: str, shortest: int) -> str:
        key = fold(word)
        known = self._spelling.get(key)
        if known is not None:
            return known
        if not shortest <= len(key) <= _MAX_LENGTH or any(char.isdigit() for char in key):
            return word
        if len(word) < _LONG and word != word.lower():
            return word
        corrected = self._corrected(word.lower())
        return word if corrected is None else self._spelling[corrected]

    def _correct(self, typed: str) -> str | None:
        found = {
            key
            for key, form in self._near.of({typed, fold(typed)})
            if len(form) >= _LONG or self._frequency[key] >= _OFTEN
        }
        return max(found, key=lambda key: (self._likelihood(key, typed), key), default=None)

    def _likelihood(self, key: str, typed: str) -> int:
        is_same = key[0] == fold(typed)[0]
        return self._frequency[key] * (_SAME_BEGINNING if is_same else 1)


class _Neighbours:
    """Finds words that are one slip away, by what is alike with a letter taken out of each.

    The 200,000 words with a letter less stand as check sums of four bytes beside the number of
    their word; as texts in a dictionary they took 20 MiB. Two with one check sum do no harm: what
    is found is looked at closely.
    """

    def __init__(self, spelling: Mapping[str, str]) -> None:
        """Take the folded form of each word and its spelling."""
        self._words: Sequence[tuple[str, str]] = [
            (key, form)
            for key, word in spelling.items()
            for form in sorted({key, word.lower()})
            if _MIN_LENGTH <= len(form) <= _MAX_LENGTH
        ]
        sums = [
            (_sum(text), number)
            for number, (_, form) in enumerate(self._words)
            for text in (form, *_one_less(form))
        ]
        table = np.array(sums, dtype=np.uint32).reshape(-1, 2)
        order = np.argsort(table[:, 0], kind="stable")
        self._sums = np.ascontiguousarray(table[order, 0])
        self._numbers = np.ascontiguousarray(table[order, 1])

    def of(self, forms: Collection[str]) -> set[tuple[str, str]]:
        """Return the words, folded, that are one slip away, and the form in which they are."""
        return {word for form in forms for word in self._of(form) if is_one_slip(form, word[1])}

    def _of(self, form: str) -> set[tuple[str, str]]:
        wanted = np.array([_sum(text) for text in (form, *_one_less(form))], dtype=np.uint32)
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


def _words(text: str) -> list[str]:
    return _WORD.findall(_composed(text))


def _composed(text: str) -> str:
    """Return ``text`` with each umlaut as one letter, not as one with a mark behind it."""
    return unicodedata.normalize("NFC", text)


def _sum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def _one_less(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))
