"""Views of a text: embedding, character n-grams and words, each as a cosine similarity.

Every view turns texts into unit vectors, so the inner product of two rows is their similarity.
Which views are worth having was measured: docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.encoder import FloatMatrix, encode
from bot.nlu.folding import fold
from bot.nlu.gram import add_gram
from bot.nlu.postings import Postings
from bot.nlu.products import product

_WORD = r"\w+"
_TOO_COMMON = 20
_FEW_TEXTS = 200

Encode = Callable[[Sequence[str]], FloatMatrix]


@dataclass(frozen=True)
class ViewWeights:
    """Share of each view in the similarity of two texts; together one."""

    embedding: float = 0.6
    characters: float = 0.25
    words: float = 0.15


@dataclass(frozen=True)
class Viewed:
    """Texts as seen by each view: rows are texts, of unit length or zero."""

    embedding: FloatMatrix
    characters: sp.csr_matrix
    words: sp.csr_matrix

    def part(self, rows: slice | npt.NDArray[np.int64]) -> Viewed:
        """Return some of the texts."""
        return Viewed(self.embedding[rows], self.characters[rows], self.words[rows])


@dataclass(frozen=True)
class References:
    """Texts to compare with, ordered so that comparing one message costs little."""

    embedding: FloatMatrix
    characters: Postings
    words: Postings

    @staticmethod
    def of(viewed: Viewed) -> References:
        """Return ``viewed`` in that order."""
        return References(
            np.ascontiguousarray(viewed.embedding.T),
            Postings.of(viewed.characters),
            Postings.of(viewed.words),
        )


@dataclass(frozen=True)
class Similarity:
    """Similarity of texts (rows) to references (columns): in all views, and in embedding alone."""

    weighted: FloatMatrix
    embedded: FloatMatrix


class Views:
    """All views; the lexical ones must be fitted on the texts to compare with."""

    def __init__(self, weights: ViewWeights) -> None:
        """Prepare unfitted views."""
        self._weights = weights
        self._characters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 5),
            sublinear_tf=True,
            lowercase=False,
            dtype=np.float32,
        )
        self._words = TfidfVectorizer(
            token_pattern=_WORD,  # noqa: S106 - a pattern of words
            sublinear_tf=True,
            lowercase=False,
            dtype=np.float32,
        )

    def fit(self, texts: Sequence[str]) -> None:
        """Learn the weights of n-grams and words."""
        folded = [fold(text) for text in texts]
        # An n-gram that one text alone has tells nothing; with few texts each one counts.
        self._characters.min_df = 2 if len(folded) > 1 else 1
        # One that every twentieth text has tells little, and costs ten times as much as all others.
        self._characters.max_df = max(len(folded) // _TOO_COMMON, _FEW_TEXTS)
        self._characters.fit(folded)
        self._words.fit(folded)

    def see(self, texts: Sequence[str], encode: Encode = encode) -> Viewed:
        """Return the texts in every view; ``encode`` may come from a cache."""
        folded = [fold(text) for text in texts]
        return Viewed(
            encode(texts), self._characters.transform(folded), self._words.transform(folded)
        )

    def compare(self, texts: Viewed, references: References) -> Similarity:
        """Return how similar each text is to each reference; one is the most."""
        embedded = product(texts.embedding, references.embedding)
        weighted = self._weights.embedding * embedded
        weighted += references.characters.products(texts.characters * self._weights.characters)
        weighted += references.words.products(texts.words * self._weights.words)
        return Similarity(weighted, embedded)

    def compare_all(self, texts: Viewed) -> Similarity:
        """Return how similar all texts are to each other."""
        embedded = texts.embedding @ texts.embedding.T
        weighted = self._weights.embedding * embedded
        add_gram(weighted, texts.characters, self._weights.characters)
        add_gram(weighted, texts.words, self._weights.words)
        return Similarity(weighted, embedded)
