"""Words or n-grams of a text, weighted by how rare they are: TF-IDF without a matrix library.

The terms and weights are those of scikit-learn's ``TfidfVectorizer`` with ``sublinear_tf``. That
takes milliseconds for one message and brings along 30 MiB of library.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from bot.nlu.postings import SparseRow, SparseRows

Split = Callable[[str], list[str]]

_WORD = re.compile(r"\w+")
_SHORTEST, _LONGEST = 2, 5


class WeightedTerms:
    """Terms of texts as unit vectors; learn the terms with :meth:`fit`."""

    def __init__(self, words: Split, terms: Split) -> None:
        """Use ``words`` to take a text apart, and ``terms`` to take a word apart."""
        self._words = words
        self._terms = terms
        self._number: dict[str, int] = {}
        self._rarity = np.zeros(0, dtype=np.float32)

    def fit(self, texts: Sequence[str], fewest: int = 1, most: int | None = None) -> None:
        """Learn the terms that at least ``fewest`` and at most ``most`` of ``texts`` have."""
        having = Counter(
            term
            for text in texts
            for term in {term for word in set(self._words(text)) for term in self._terms(word)}
        )
        most = len(texts) if most is None else most
        terms = sorted(term for term, count in having.items() if fewest <= count <= most)
        self._number = {term: number for number, term in enumerate(terms)}
        count = np.array([having[term] for term in terms], dtype=np.float32)
        self._rarity = (np.log((1 + len(texts)) / (1 + count)) + 1).astype(np.float32)

    def see(self, texts: Iterable[str]) -> SparseRows:
        """Return the texts as unit vectors; one without a known term is zero."""
        # The parts of a message have its words again.
        numbers_of: dict[str, list[int]] = {}
        rows = []
        for text in texts:
            counts: Counter[int] = Counter()
            for word in self._words(text):
                if word not in numbers_of:
                    numbers_of[word] = self._numbers(word)
                counts.update(numbers_of[word])
            rows.append(self._row(counts))
        return SparseRows.of(rows, len(self._number))

    def _numbers(self, word: str) -> list[int]:
        found = map(self._number.get, self._terms(word))
        return [number for number in found if number is not None]

    def _row(self, counts: Mapping[int, int]) -> SparseRow:
        ordered = sorted(counts.items())
        features = np.array([number for number, _ in ordered], dtype=np.int32)
        values = np.array([count for _, count in ordered], dtype=np.float32)
        values = (np.log(values) + 1) * self._rarity[features]
        length = np.sqrt(np.square(values).sum(dtype=np.float64))
        return features, (values / length).astype(np.float32) if length else values


def words(text: str) -> list[str]:
    """Return the words of ``text``."""
    return _WORD.findall(text)


def ngrams(word: str) -> list[str]:
    """Return all pieces of two to five characters of a word, a space before and after it."""
    spaced = f" {word} "
    return [
        spaced[at : at + length]
        for length in range(_SHORTEST, min(_LONGEST, len(spaced)) + 1)
        for at in range(len(spaced) - length + 1)
    ]


def whole(word: str) -> list[str]:
    """Return the word as its only term."""
    return [word]
