"""The one ranking over all topics and other intents: kernel ridge regression over several views."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.meaning.encoder import encode
from bot.meaning.products import product
from bot.nlu.ranker.calibration import softmax
from bot.nlu.ranker.familiarity import signals
from bot.nlu.ranker.ranking import RankedIntent, Ranking, Scored, Scores
from bot.nlu.ranker.ridge import bend
from bot.nlu.ranker.topic_learning import Learned, RankerSettings, learn
from bot.nlu.ranker.views import Encode, Similarity

Positions = npt.NDArray[np.int64]


class TopicRanker:
    """Ranks all intents for a text; train with :meth:`fit`."""

    def __init__(
        self, settings: RankerSettings | None = None, learned: Learned | None = None
    ) -> None:
        """Prepare an untrained ranker, or one that has ``learned``."""
        self._settings = settings or RankerSettings()
        self._learned = learned

    @property
    def learned(self) -> Learned:
        """All that must be stored.

        Raises:
            RuntimeError: the ranker is not trained; so does whatever ranks.
        """
        if self._learned is None:
            raise RuntimeError("the ranker is not trained")
        return self._learned

    @property
    def intents(self) -> tuple[str, ...]:
        """All intents known, in a stable order."""
        return self.learned.intents

    @property
    def labels(self) -> npt.NDArray[np.int16]:
        """The position of its intent for each text that others are compared with."""
        return self.learned.labels

    def fit(
        self,
        texts: Sequence[str],
        labels: Sequence[str],
        encode: Encode = encode,
        *,
        in_talks: int = 0,
        foreign: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Learn from texts and the intent of each (:func:`bot.nlu.ranker.topic_learning.learn`)."""
        self._learned = learn(
            texts, labels, self._settings, encode, in_talks=in_talks, foreign=foreign
        )

    def score(self, texts: Sequence[str], *, is_foreign: bool = False) -> Scored:
        """Return the scores of texts; of foreign ones only the multilingual embedding counts."""
        known = self.learned
        viewed = known.views.see(
            [known.spelling.normalise(text, is_foreign=is_foreign) for text in texts]
        )
        similarity = known.views.compare(viewed, known.references)
        share = known.settings.weights.embedding
        if is_foreign:
            similarity, share = Similarity(similarity.embedded, similarity.embedded), 1.0
        # A matrix of its own: the similarities are still to be seen.
        kernel = similarity.weighted.copy()
        bend(kernel, known.settings.sharpness)
        raw: Scores = product(kernel, known.dual)
        # How much a score changes with the similarities, were the kernel a straight line.
        slope = share * known.settings.sharpness * kernel.mean(axis=1, keepdims=True)
        raw += slope * known.rounding.lost(viewed.embedding)
        return Scored(raw, softmax(raw / known.temperature), similarity, viewed.embedding)

    def familiarity(self, scored: Scored, rows: slice) -> npt.NDArray[np.float32]:
        """Return how familiar some of the texts that were scored are."""
        similarity = scored.similarity
        return self.learned.familiarity.score(
            signals(scored.raw[rows], similarity.weighted[rows], similarity.embedded[rows])
        )

    def unknown_words(self, text: str) -> frozenset[str]:
        """Return the words of ``text``, folded, that none of the texts learned from has."""
        return self.learned.spelling.unknown(text)

    def rank(self, text: str, *, is_foreign: bool = False) -> Ranking:
        """Return all intents for one text."""
        return self.ranking(self.score([text], is_foreign=is_foreign), 0)

    def ranking(self, scored: Scored, row: int) -> Ranking:
        """Return all intents for one of the texts that were scored."""
        return self._ranked(scored, row, scored.raw[row], scored.probabilities[row])

    def ranking_of(
        self, scored: Scored, row: int, raw: Scores, *, by_meaning: bool = False
    ) -> Ranking:
        """Return all intents by scores of one's own, as familiar as one of the texts.

        ``raw`` are the scores before calibration, shape (intents), ``by_meaning`` those of
        :meth:`meaning_of`.
        """
        known = self.learned
        temperature = known.by_meaning.temperature if by_meaning else known.temperature
        probabilities = softmax(raw[None] / temperature)[0]
        return self._ranked(scored, row, raw, probabilities)

    def ranked(self, scored: Scored, row: int) -> tuple[RankedIntent, ...]:
        """Return all intents for one of the texts, the most probable first, and nothing else."""
        return self._in_order(scored.raw[row], scored.probabilities[row])[0]

    def ranking_by_meaning(self, scored: Scored, row: int) -> Ranking:
        """Return all intents for one of the texts, by what its embedding alone can tell."""
        embedded = scored.similarity.embedded[row : row + 1]
        raw, probabilities = self.learned.by_meaning.score(embedded)
        return self._ranked(scored, row, raw[0], probabilities[0])

    def meaning_of(self, scored: Scored) -> Scores:
        """Return the scores of all texts before calibration, by their embeddings alone."""
        return self.learned.by_meaning.score(scored.similarity.embedded)[0]

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
        intents = self.intents
        names = (intents[place] for place in order.tolist())
        return tuple(map(RankedIntent, names, probabilities[order].tolist())), order
