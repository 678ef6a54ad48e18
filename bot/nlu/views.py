"""Views of a sentence: embedding, character n-grams and words, each as a cosine similarity.

Every view turns texts into unit vectors, so the inner product of two rows is their similarity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.encoder import FloatMatrix, encode
from bot.nlu.folding import fold

_WORD = r"\w+"


@dataclass(frozen=True)
class Sentence:
    """A message and the dictionary forms of its words (the words themselves where unknown)."""

    text: str
    lemmas: tuple[str, ...]

    @staticmethod
    def from_text(text: str) -> Sentence:
        """Return a sentence without lemmas, for data that no tagger has seen."""
        return Sentence(text, tuple(fold(text).split()))


class LexicalViews:
    """Character and word views; fitted on the training sentences."""

    def __init__(self) -> None:
        """Prepare unfitted views."""
        self._characters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(2, 5),
            sublinear_tf=True,
            min_df=2,
            lowercase=False,
            dtype=np.float32,
        )
        self._words = TfidfVectorizer(
            token_pattern=_WORD,  # noqa: S106 - a pattern of words
            ngram_range=(1, 2),
            sublinear_tf=True,
            lowercase=False,
            dtype=np.float32,
        )

    def fit(self, sentences: Sequence[Sentence]) -> None:
        """Learn the weights of n-grams and words."""
        self._characters.fit(_folded(sentences))
        self._words.fit(_lemmatised(sentences))

    def transform(self, sentences: Sequence[Sentence]) -> Mapping[str, sp.csr_matrix]:
        """Return one sparse matrix a view, rows of unit length (or zero)."""
        return {
            "characters": self._characters.transform(_folded(sentences)),
            "words": self._words.transform(_lemmatised(sentences)),
        }


def embedding_view(sentences: Sequence[Sentence]) -> FloatMatrix:
    """Return the embedding of each sentence."""
    return encode([sentence.text for sentence in sentences])


def _folded(sentences: Sequence[Sentence]) -> list[str]:
    return [fold(sentence.text) for sentence in sentences]


def _lemmatised(sentences: Sequence[Sentence]) -> list[str]:
    return [fold(" ".join(sentence.lemmas)) for sentence in sentences]
