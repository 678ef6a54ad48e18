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

from bot.meaning.encoder import encode
from bot.meaning.products import FloatMatrix
from bot.nlu.ranker.byte_vectors import ByteVectors
from bot.nlu.ranker.gram import lower_gram
from bot.nlu.ranker.postings import Postings, SparseRows
from bot.nlu.ranker.terms import WeightedTerms, ngrams, whole, words
from bot.words.folding import fold

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
    characters: SparseRows
    words: SparseRows

    def part(self, rows: slice | npt.NDArray[np.int64]) -> Viewed:
        """Return some of the texts."""
        return Viewed(self.embedding[rows], self.characters.part(rows), self.words.part(rows))

    def followed_by(self, others: Viewed) -> Viewed:
        """Return these texts and ``others`` behind them."""
        return Viewed(
            np.concatenate([self.embedding, others.embedding]),
            self.characters.followed_by(others.characters),
            self.words.followed_by(others.words),
        )


@dataclass(frozen=True)
class References:
    """Texts to compare with, ordered so that comparing one message costs little."""

    embedding: ByteVectors
    terms: Postings

    @staticmethod
    def of(viewed: Viewed) -> References:
        """Return ``viewed`` in that order."""
        terms = Postings.of(viewed.characters, viewed.words)
        return References(ByteVectors.of(viewed.embedding), terms)


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
        self._characters = WeightedTerms(str.split, ngrams)
        self._words = WeightedTerms(words, whole)
        self._lacks_capitals = False

    def fit(self, texts: Sequence[str], encode: Encode = encode) -> Viewed:
        """Learn the weights of n-grams and words; return what :meth:`see` returns for the texts."""
        folded = [fold(text) for text in texts]
        # An n-gram that one text alone has tells nothing; with few texts each one counts.
        fewest = 2 if len(folded) > 1 else 1
        # One that every twentieth text has tells little, and costs ten times as much as all others.
        most = max(len(folded) // _TOO_COMMON, _FEW_TEXTS)
        characters = self._characters.fit(folded, fewest, most)
        self._lacks_capitals = 2 * sum(map(_is_bare, texts)) > len(texts)
        return Viewed(self._meanings(texts, encode), characters, self._words.fit(folded))

    def see(self, texts: Sequence[str], encode: Encode = encode) -> Viewed:
        """Return the texts in every view; ``encode`` may come from a cache."""
        folded = [fold(text) for text in texts]
        characters, words = self._characters.see(folded), self._words.see(folded)
        return Viewed(self._meanings(texts, encode), characters, words)

    def _meanings(self, texts: Sequence[str], encode: Encode) -> FloatMatrix:
        """Return the embedding of each text, a bare one read with capitals as well if need be.

        The encoder tells German nouns by their capitals. Where most texts learned from have none,
        spelling cannot put them back, so a text without any counts half as it stands and half with
        a capital for each word. (Of our own sentences one in six is bare: there it gained nothing.)
        """
        if not self._lacks_capitals:
            return encode(texts)
        bare = [place for place, text in enumerate(texts) if _is_bare(text)]
        found = encode([*texts, *(_with_capitals(texts[place]) for place in bare)])
        meanings = found[: len(texts)].copy()
        both = meanings[bare] + found[len(texts) :]
        meanings[bare] = both / np.linalg.norm(both, axis=1, keepdims=True)
        return meanings

    def compare(self, texts: Viewed, references: References) -> Similarity:
        """Return how similar each text is to each reference; one is the most."""
        embedded = references.embedding.products(texts.embedding)
        share = self._weights
        weighted = np.float32(share.embedding) * embedded
        references.terms.add_products(
            weighted, (texts.characters, texts.words), (share.characters, share.words)
        )
        return Similarity(weighted, embedded)

    def compare_all(self, texts: Viewed) -> FloatMatrix:
        """Return how similar each text is to those before it; right of the diagonal is anything."""
        share = self._weights
        parts = (
            sp.csr_matrix(texts.characters.matrix() * np.float32(share.characters**0.5)),
            sp.csr_matrix(texts.words.matrix() * np.float32(share.words**0.5)),
        )
        return lower_gram(
            texts.embedding * np.float32(share.embedding**0.5), sp.hstack(parts, format="csr")
        )


def _is_bare(text: str) -> bool:
    """Tell whether a text has letters that could be capitals, and none that is one."""
    return text == text.lower() != text.upper()


def _with_capitals(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split())
