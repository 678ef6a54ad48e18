"""Views of a text: embedding, character n-grams and words, each as a cosine similarity.

Every view turns texts into unit vectors, so the inner product of two rows is their similarity.
Which views are worth having was measured: docs/understanding.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.encoder import FloatMatrix, encode
from bot.nlu.folding import fold
from bot.nlu.gram import add_gram

_WORD = r"\w+"

Encode = Callable[[Sequence[str]], FloatMatrix]


@dataclass(frozen=True)
class ViewWeights:
    """Share of each view in the similarity of two texts; together one."""

    embedding: float = 0.5
    characters: float = 0.3
    words: float = 0.2


@dataclass(frozen=True)
class Viewed:
    """Texts as seen by each view: rows are texts, of unit length or zero."""

    embedding: FloatMatrix
    characters: sp.csr_matrix
    words: sp.csr_matrix


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
        self._characters.fit(folded)
        self._words.fit(folded)

    def see(self, texts: Sequence[str], encode: Encode = encode) -> Viewed:
        """Return the texts in every view; ``encode`` may come from a cache."""
        folded = [fold(text) for text in texts]
        return Viewed(
            encode(texts), self._characters.transform(folded), self._words.transform(folded)
        )

    def similarity(self, texts: Viewed, references: Transposed) -> FloatMatrix:
        """Return the weighted similarity, shape (texts, references), at most one."""
        weights = self._weights
        total: FloatMatrix = weights.embedding * (texts.embedding @ references.embedding)
        total += weights.characters * (texts.characters @ references.characters).toarray()
        total += weights.words * (texts.words @ references.words).toarray()
        return total

    def self_similarity(self, texts: Viewed) -> FloatMatrix:
        """Return the weighted similarity of all texts with each other."""
        weights = self._weights
        total = texts.embedding @ texts.embedding.T
        total *= weights.embedding
        add_gram(total, texts.characters, weights.characters)
        add_gram(total, texts.words, weights.words)
        return total


@dataclass(frozen=True)
class Transposed:
    """References, turned once: turning a matrix on every message would cost more than the rest."""

    embedding: FloatMatrix
    characters: sp.csr_matrix
    words: sp.csr_matrix

    @staticmethod
    def of(viewed: Viewed) -> Transposed:
        """Return ``viewed`` with texts as columns."""
        return Transposed(
            np.ascontiguousarray(viewed.embedding.T),
            viewed.characters.T.tocsr(),
            viewed.words.T.tocsr(),
        )
