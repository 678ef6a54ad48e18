"""Pairs of sentences that are nearly the same: in their words, or in their letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import scipy.sparse as sp

from bot.words.folding import fold

# Cosines from which on a pair counts as nearly the same; chosen by reading the pairs around them.
WORDS_THRESHOLD = 0.8
LETTERS_THRESHOLD = 0.7
# About half a word: pieces long enough to tell, short enough to survive a typo or an ending.
_PIECE = 5
_WORD = re.compile(r"\w+")
# Sentences compared at a time; bounds the memory.
_BLOCK = 500
# Rounding must not decide about pairs that lie on the threshold.
_ROUNDING = 1e-6


@dataclass(frozen=True, order=True)
class NearDuplicate:
    """The positions of two sentences that are nearly the same, the smaller first."""

    first: int
    second: int


def near_duplicates(sentences: Sequence[str]) -> list[NearDuplicate]:
    """Return all pairs whose sets of words or of pieces of letters are nearly the same.

    Case, punctuation and the spelling of umlauts make no difference; for the words neither does
    their order. Sentences without any word are not compared.
    """
    words = [_WORD.findall(fold(sentence)) for sentence in sentences]
    by_words = _close_pairs([set(row) for row in words], WORDS_THRESHOLD)
    by_letters = _close_pairs([_pieces(row) for row in words], LETTERS_THRESHOLD)
    return sorted({*by_words, *by_letters})


def _pieces(words: Sequence[str]) -> set[str]:
    text = f" {' '.join(words)} "
    return {text[start : start + _PIECE] for start in range(len(text) - _PIECE + 1)}


def _close_pairs(rows: Sequence[Collection[str]], threshold: float) -> Iterator[NearDuplicate]:
    filled = (position for position, row in enumerate(rows) if row)
    order = np.array(sorted(filled, key=lambda position: len(rows[position])), dtype=np.int64)
    sizes = np.array([len(rows[position]) for position in order])
    matrix = _unit_rows([rows[position] for position in order])
    for start in range(0, len(order), _BLOCK):
        largest = sizes[start : start + _BLOCK][-1]
        # The cosine of two sets is at most the root of the ratio of their sizes.
        end = np.searchsorted(sizes, largest / threshold**2 + _ROUNDING, side="right")
        cosines = (matrix[start : start + _BLOCK] @ matrix[start:end].T).tocoo()
        is_close = (cosines.data >= threshold - _ROUNDING) & (cosines.row < cosines.col)
        for row, column in zip(cosines.row[is_close], cosines.col[is_close], strict=True):
            yield NearDuplicate(*sorted((int(order[start + row]), int(order[start + column]))))


def _unit_rows(rows: Sequence[Collection[str]]) -> sp.csr_matrix:
    """Return one row of length one a set; a column is a word or a piece of letters."""
    column = {name: position for position, name in enumerate(dict.fromkeys(chain(*rows)))}
    sizes = np.array([len(row) for row in rows], dtype=np.int64)
    values = np.repeat(1.0 / np.sqrt(sizes), sizes).astype(np.float32)
    columns = np.array([column[name] for name in chain(*rows)], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return sp.csr_matrix((values, columns, starts), shape=(len(rows), len(column)))
