"""Which topics a question resembles, by the pieces of letters in all training sentences.

The office's pages must not load the language understanding, so this is a small likeness of it: one
profile of letter pieces for each topic (docs/adr/0017). It only suggests; a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

PIECES = (4, 5)
"""The shortest and the longest piece, in letters; they never span two words."""
_COLUMNS = 2**16


class TopicIndex:
    """Profiles of all topics; takes two seconds to build and is never changed afterwards."""

    def __init__(self, sentences: Mapping[str, Sequence[str]]) -> None:
        """Read the training sentences by their intents."""
        import numpy as np
        from scipy import sparse
        from sklearn.feature_extraction.text import HashingVectorizer

        self.intents = tuple(sentences)
        self._pieces = HashingVectorizer(
            analyzer="char_wb",
            ngram_range=PIECES,
            n_features=_COLUMNS,
            norm=None,
            alternate_sign=False,
            dtype=np.float32,
        )
        rows, holders, total = [], np.zeros(_COLUMNS), 0
        for intent in self.intents:
            counts = self._pieces.transform(sentences[intent])
            holders += counts.getnnz(axis=0)
            total += counts.shape[0]
            counts.data[:] = 1.0
            rows.append(sparse.csr_matrix(counts.sum(axis=0)))
        # How much a piece tells: the rarer the sentences that hold it, the more.
        self._weights = (np.log((1 + total) / (1 + holders)) + 1).astype(np.float32)
        profiles = sparse.vstack(rows, format="csr", dtype=np.float32)
        profiles.data = 1 + np.log(profiles.data)
        self._profiles = self._weighed(profiles)

    def vectors(self, texts: Sequence[str]) -> csr_matrix:
        """Return one row of length one for each text; its pieces weighed as in the index."""
        return self._weighed(self._pieces.transform(texts))

    def likeness(self, texts: Sequence[str]) -> Any:
        """Return an array with one row a text and one column an intent of ``intents``."""
        return (self.vectors(texts) @ self._profiles.T).toarray()

    def suggest(self, text: str, number: int) -> list[str]:
        """Return the intents that are most alike, the best one first, none without any likeness."""
        likeness = self.likeness([text])[0]
        best = sorted(range(len(self.intents)), key=lambda place: -likeness[place])[:number]
        return [self.intents[place] for place in best if likeness[place] > 0]

    def _weighed(self, rows: csr_matrix) -> csr_matrix:
        from sklearn.preprocessing import normalize

        return normalize(rows.multiply(self._weights).tocsr(), copy=False)
