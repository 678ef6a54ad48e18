"""Words or n-grams of a text, weighted by how rare they are: TF-IDF without a matrix library.

The terms and weights are those of scikit-learn's ``TfidfVectorizer`` with ``sublinear_tf``. That
takes milliseconds for one message and brings along 30 MiB of library.

One message is counted term by term, all texts to learn from with products of sparse matrices; both
ways give the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.nlu.ranker.postings import SparseRow, SparseRows

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

    def fit(self, texts: Sequence[str], fewest: int = 1, most: int | None = None) -> SparseRows:
        """Learn the terms that at least ``fewest`` and at most ``most`` of ``texts`` have.

        Return what :meth:`see` returns for the texts.
        """
        words = [self._words(text) for text in texts]
        kinds = {word: self._terms(word) for word in {word for own in words for word in own}}
        terms = sorted({term for own in kinds.values() for term in own})
        counts = _counts(words, list(kinds)) @ _counts(kinds.values(), terms)
        counts.sort_indices()
        having = np.bincount(counts.indices, minlength=len(terms))
        most = len(texts) if most is None else most
        kept = np.flatnonzero((having >= fewest) & (having <= most))
        self._number = {terms[place]: number for number, place in enumerate(kept.tolist())}
        count = having[kept].astype(np.float32)
        self._rarity = (np.log((1 + len(texts)) / (1 + count)) + 1).astype(np.float32)
        return self._weighted(counts[:, kept])

    def see(self, texts: Iterable[str]) -> SparseRows:
        """Return the texts as unit vectors; one without a known term is zero."""
        # The parts of a message have its words again.
        numbers_of: dict[str, list[int]] = {}
        rows = []
        for text in texts:
            said = self._words(text)
            for word in said:
                if word not in numbers_of:
                    numbers_of[word] = self._numbers(word)
            rows.append(self._row([number for word in said for number in numbers_of[word]]))
        return SparseRows.of(rows, len(self._number))

    def _weighted(self, counts: sp.csr_matrix) -> SparseRows:
        """Return what :meth:`_row` returns for each row of numbers of terms."""
        values = (np.log(counts.data) + 1) * self._rarity[counts.indices]
        squares = sp.csr_matrix(
            (np.square(values, dtype=np.float64), counts.indices, counts.indptr), counts.shape
        )
        length = np.sqrt(np.asarray(squares.sum(axis=1)).ravel())
        values /= np.repeat(length, np.diff(counts.indptr))
        bounds = counts.indptr.astype(np.int64)
        return SparseRows(bounds, counts.indices.astype(np.int32), values, counts.shape[1])

    def _numbers(self, word: str) -> list[int]:
        found = map(self._number.get, self._terms(word))
        return [number for number in found if number is not None]

    def _row(self, numbers: Sequence[int]) -> SparseRow:
        """Return the terms of a text, each once, by the numbers of all that stand in it."""
        features, counts = np.unique(np.array(numbers, dtype=np.int32), return_counts=True)
        values = (np.log(counts.astype(np.float32)) + 1) * self._rarity[features]
        length = np.sqrt(np.square(values).sum(dtype=np.float64))
        return features, (values / length).astype(np.float32) if length else values


def _counts(rows: Collection[Collection[str]], kinds: Sequence[str]) -> sp.csr_matrix:
    """Return how often each row has each of ``kinds``, which hold all that the rows hold."""
    number = {kind: place for place, kind in enumerate(kinds)}
    bounds = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=bounds[1:])
    places: npt.NDArray[np.int32] = np.fromiter(
        (number[item] for row in rows for item in row), dtype=np.int32, count=bounds[-1]
    )
    ones = np.ones(len(places), dtype=np.float32)
    matrix = sp.csr_matrix((ones, places, bounds), shape=(len(rows), len(kinds)))
    matrix.sum_duplicates()
    return matrix


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
