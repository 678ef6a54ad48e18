"""The one ranking over all topics and other intents: kernel ridge regression over several views.

The similarity of two sentences is a weighted sum of their similarities in each view, bent slightly
by an exponential. With this kernel one linear system is solved for all intents at once. Its
leave-one-out scores come in closed form: they tell, without a second training, how sure the ranker
may be of itself. The temperature that turns scores into probabilities is fitted on them, and so is
the measure of what counts as familiar.

The texts that are left out in turn stand last: what the others have to do with them is known by the
time that the last corner of the matrix is reached, and the rest is a problem of their number only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.meaning.encoder import encode
from bot.meaning.products import FloatMatrix, product
from bot.nlu.byte_vectors import Rounding
from bot.nlu.calibration import Calibration, share_of_names, softmax
from bot.nlu.familiarity import Familiarity, signals
from bot.nlu.meaning_head import MeaningHead
from bot.nlu.ranking import RankedIntent, Ranking, Scored, Scores
from bot.nlu.ridge import left_out_last, solve, whole_rows
from bot.nlu.spelling import Spelling
from bot.nlu.views import Encode, References, Similarity, Viewed, Views, ViewWeights

Positions = npt.NDArray[np.int64]

# So many texts calibrate as well as all.
_LEFT_OUT = 2000


@dataclass(frozen=True)
class RankerSettings:
    """Weights of the views, sharpness of the kernel and strength of its ridge."""

    weights: ViewWeights = field(default_factory=ViewWeights)
    sharpness: float = 1.5
    ridge: float = 0.05


class TopicRanker:
    """Ranks all intents for a text; train with :meth:`fit`."""

    def __init__(self, settings: RankerSettings | None = None) -> None:
        """Prepare an untrained ranker."""
        self._settings = settings or RankerSettings()
        self._spelling = Spelling()
        self._views = Views(self._settings.weights)
        self._intents: list[str] = []
        self._labels: npt.NDArray[np.int16] = np.zeros(0, dtype=np.int16)
        self._references: References | None = None
        self._dual: FloatMatrix = np.zeros((0, 0), dtype=np.float32)
        self._rounding: Rounding | None = None
        self._temperature = 1.0
        self._familiarity: Familiarity | None = None
        self._by_meaning: MeaningHead | None = None

    @property
    def intents(self) -> tuple[str, ...]:
        """All intents known, in a stable order."""
        return tuple(self._intents)

    @property
    def labels(self) -> npt.NDArray[np.int16]:
        """The position of its intent for each text that others are compared with."""
        return self._labels

    def fit(
        self,
        texts: Sequence[str],
        labels: Sequence[str],
        encode: Encode = encode,
        *,
        in_talks: int = 0,
    ) -> None:
        """Learn from texts and the intent of each; needs memory for four times texts² bytes.

        The first ``in_talks`` of them are further messages behind words before them. What is
        measured of sentences, and which words are known, does not count them.
        """
        self._intents = sorted(set(labels))
        index = {intent: position for position, intent in enumerate(self._intents)}
        sentences = in_talks + left_out_last(len(texts) - in_talks, _LEFT_OUT)
        order = np.concatenate([np.arange(in_talks), sentences])
        tried = slice(max(len(order) - _LEFT_OUT, in_talks), None)
        gold = np.array([index[labels[place]] for place in order])
        targets = np.zeros((len(order), len(self._intents)), dtype=np.float32)
        targets[np.arange(len(order)), gold] = 1.0
        self._spelling.fit(texts[in_talks:])
        viewed = self._views.fit(
            [self._spelling.normalise(texts[place]) for place in order], encode
        )
        similarity, left_out = self._solve(viewed, targets, tried)
        self._take_names(viewed, left_out, gold, tried)
        self._temperature = Calibration.of(left_out, gold[tried]).temperature
        embedded = viewed.embedding[tried] @ viewed.embedding.T
        for matrix in (similarity, embedded):
            # A text is no neighbour of itself.
            np.fill_diagonal(matrix[:, tried], 0.0)
        self._familiarity = Familiarity.of(signals(left_out, similarity, embedded))
        del similarity, embedded
        settings = self._settings
        self._by_meaning = MeaningHead.fit(
            viewed.embedding, targets, tried, settings.sharpness, settings.ridge
        )

    def _solve(
        self, viewed: Viewed, targets: FloatMatrix, tried: slice
    ) -> tuple[FloatMatrix, FloatMatrix]:
        """Learn the weight of each text; return of those tried what they are similar to.

        And, beside it, the scores that each would have if it were no text learned from.
        """
        kernel = self._views.compare_all(viewed)
        similarity = whole_rows(kernel, tried)
        for place, row in enumerate(kernel):
            self._bend(row[: place + 1])
        kernel[np.diag_indices_from(kernel)] += self._settings.ridge
        self._dual, inverse_diagonal = solve(kernel, targets, tried)
        return similarity, targets[tried] - self._dual[tried] / inverse_diagonal[:, None]

    def _take_names(
        self, viewed: Viewed, left_out: FloatMatrix, gold: Positions, tried: slice
    ) -> None:
        """Let the names of the intents count as much as helps ``left_out``, which is changed.

        They stand behind the texts, as if each were one more text of its intent.
        """
        names = self._views.see([_name(intent) for intent in self._intents])
        likeness = self._views.compare(viewed.part(tried), References.of(names)).weighted
        self._bend(likeness)
        share = share_of_names(left_out, likeness, gold[tried])
        left_out += share * likeness
        compared, labels = viewed, gold
        if share:
            of_names = np.eye(len(self._intents), dtype=np.float32)
            self._dual = np.concatenate([self._dual, share * of_names])
            compared = viewed.followed_by(names)
            labels = np.concatenate([gold, np.arange(len(self._intents))])
        # A product with one row reads it column by column.
        self._dual = np.asfortranarray(self._dual)
        self._labels = labels.astype(np.int16)
        self._references = References.of(compared)
        self._rounding = Rounding.of(compared.embedding, self._dual)

    def score(self, texts: Sequence[str], *, is_foreign: bool = False) -> Scored:
        """Return the scores of texts; of foreign ones only the multilingual embedding counts.

        Raises:
            RuntimeError: the ranker is not trained.
        """
        if self._references is None or self._rounding is None:
            raise RuntimeError("the ranker is not trained")
        viewed = self._views.see(
            [self._spelling.normalise(text, is_foreign=is_foreign) for text in texts]
        )
        similarity = self._views.compare(viewed, self._references)
        share = self._settings.weights.embedding
        if is_foreign:
            similarity, share = Similarity(similarity.embedded, similarity.embedded), 1.0
        # A matrix of its own: the similarities are still to be seen.
        kernel = similarity.weighted.copy()
        self._bend(kernel)
        raw: Scores = product(kernel, self._dual)
        # How much a score changes with the similarities, were the kernel a straight line.
        slope = share * self._settings.sharpness * kernel.mean(axis=1, keepdims=True)
        raw += slope * self._rounding.lost(viewed.embedding)
        return Scored(raw, softmax(raw / self._temperature), similarity, viewed.embedding)

    def familiarity(self, scored: Scored, rows: slice) -> npt.NDArray[np.float32]:
        """Return how familiar some of the texts that were scored are.

        Raises:
            RuntimeError: the ranker is not trained.
        """
        if self._familiarity is None:
            raise RuntimeError("the ranker is not trained")
        similarity = scored.similarity
        return self._familiarity.score(
            signals(scored.raw[rows], similarity.weighted[rows], similarity.embedded[rows])
        )

    def unknown_words(self, text: str) -> frozenset[str]:
        """Return the words of ``text``, folded, that none of the texts learned from has."""
        return self._spelling.unknown(text)

    def rank(self, text: str, *, is_foreign: bool = False) -> Ranking:
        """Return all intents for one text."""
        return self.ranking(self.score([text], is_foreign=is_foreign), 0)

    def ranking(self, scored: Scored, row: int) -> Ranking:
        """Return all intents for one of the texts that were scored."""
        return self._ranked(scored, row, scored.raw[row], scored.probabilities[row])

    def ranked(self, scored: Scored, row: int) -> tuple[RankedIntent, ...]:
        """Return all intents for one of the texts, the most probable first, and nothing else."""
        return self._in_order(scored.raw[row], scored.probabilities[row])[0]

    def ranking_by_meaning(self, scored: Scored, row: int) -> Ranking:
        """Return all intents for one of the texts, by what their embeddings alone can tell.

        Raises:
            RuntimeError: the ranker is not trained.
        """
        if self._by_meaning is None:
            raise RuntimeError("the ranker is not trained")
        raw, probabilities = self._by_meaning.score(scored.similarity.embedded[row : row + 1])
        return self._ranked(scored, row, raw[0], probabilities[0])

    def _ranked(self, scored: Scored, row: int, raw: Scores, probabilities: Scores) -> Ranking:
        intents, order = self._in_order(raw, probabilities)
        best_two = raw[order[:2]]
        return Ranking(
            intents,
            float(best_two[0] - best_two[-1]),
            float(self.familiarity(scored, slice(row, row + 1))[0]),
        )

    def _in_order(
        self, raw: Scores, probabilities: Scores
    ) -> tuple[tuple[RankedIntent, ...], Positions]:
        order = np.argsort(-raw, kind="stable")
        names = (self._intents[place] for place in order.tolist())
        return tuple(map(RankedIntent, names, probabilities[order].tolist())), order

    def to_state(self) -> dict[str, Any]:
        """Return everything that must be stored."""
        return {
            "settings": self._settings,
            "spelling": self._spelling.to_state(),
            "views": self._views,
            "intents": self._intents,
            "labels": self._labels,
            "references": self._references,
            "dual": self._dual,
            "rounding": self._rounding,
            "temperature": self._temperature,
            "familiarity": self._familiarity,
            "by_meaning": self._by_meaning,
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> TopicRanker:
        """Return the ranker that :meth:`to_state` described."""
        ranker = cls(state["settings"])
        ranker._spelling = Spelling.from_state(state["spelling"])
        ranker._views = state["views"]
        ranker._intents = state["intents"]
        ranker._labels = state["labels"]
        ranker._references = state["references"]
        ranker._dual = state["dual"]
        ranker._rounding = state["rounding"]
        ranker._temperature = state["temperature"]
        ranker._familiarity = state["familiarity"]
        ranker._by_meaning = state["by_meaning"]
        return ranker

    def _bend(self, similarity: npt.NDArray[np.float32]) -> None:
        """Turn similarities into the kernel, in place."""
        similarity -= np.float32(1.0)
        similarity *= np.float32(self._settings.sharpness)
        np.exp(similarity, out=similarity)


def _name(intent: str) -> str:
    """Return the last part of an intent's name in words."""
    return intent.rpartition("/")[2].replace("_", " ")
