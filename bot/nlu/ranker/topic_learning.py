"""What the ranker learns of texts: how much each weighs, and how sure it may be of itself.

The similarity of two sentences is a weighted sum of their similarities in each view, bent slightly
by an exponential. With this kernel one linear system is solved for all intents at once. Its
leave-one-out scores come in closed form: they tell, without a second training, how sure the ranker
may be of itself. The temperature that turns scores into probabilities is fitted on them, and so is
the measure of what counts as familiar.

The texts that are left out in turn stand last: what the others have to do with them is known by the
time that the last corner of the matrix is reached, and the rest is a problem of their number only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bot.meaning.encoder import encode
from bot.meaning.products import FloatMatrix
from bot.nlu.ranker.byte_vectors import Rounding
from bot.nlu.ranker.calibration import Calibration, share_of_names
from bot.nlu.ranker.familiarity import Familiarity, signals
from bot.nlu.ranker.meaning_head import MeaningHead
from bot.nlu.ranker.ridge import bend, bend_lower, left_out_last, solve, whole_rows
from bot.nlu.ranker.spelling import Spelling
from bot.nlu.ranker.views import Encode, References, Viewed, Views, ViewWeights

# So many texts calibrate as well as all.
_LEFT_OUT = 2000


@dataclass(frozen=True)
class RankerSettings:
    """Weights of the views, sharpness of the kernel and strength of its ridge."""

    weights: ViewWeights = field(default_factory=ViewWeights)
    sharpness: float = 1.5
    ridge: float = 0.05


@dataclass(frozen=True)
class Learned:
    """What was learned of texts, to which others are compared.

    ``intents`` are in a stable order; ``labels`` (references) are their positions for each text,
    ``dual`` (references, intents) is what its likeness counts for each.
    """

    settings: RankerSettings
    spelling: Spelling
    views: Views
    intents: tuple[str, ...]
    labels: npt.NDArray[np.int16]
    references: References
    dual: FloatMatrix
    rounding: Rounding
    temperature: float
    familiarity: Familiarity
    by_meaning: MeaningHead


def learn(
    texts: Sequence[str],
    labels: Sequence[str],
    settings: RankerSettings,
    encode: Encode = encode,
    *,
    in_talks: int = 0,
    foreign: Sequence[tuple[str, str]] = (),
) -> Learned:
    """Learn from texts and the intent of each; needs memory for four times texts² bytes.

    The first ``in_talks`` of them are further messages behind words before them. What is measured
    of sentences, and which words are known, does not count them. ``foreign`` are texts in other
    languages with the intent of each: only what ranks such messages learns from them, for whoever
    writes German they are no likeness.
    """
    intents = tuple(sorted({*labels, *(label for _, label in foreign)}))
    index = {intent: position for position, intent in enumerate(intents)}
    sentences = in_talks + left_out_last(len(texts) - in_talks, _LEFT_OUT)
    order = np.concatenate([np.arange(in_talks), sentences])
    tried = slice(max(len(order) - _LEFT_OUT, in_talks), None)
    gold = np.array([index[labels[place]] for place in order])
    targets = np.zeros((len(order), len(intents)), dtype=np.float32)
    targets[np.arange(len(order)), gold] = 1.0
    spelling, views = Spelling(), Views(settings.weights)
    spelling.fit(texts[in_talks:])
    viewed = views.fit([spelling.normalise(texts[place]) for place in order], encode)
    similarity, dual, left_out = _solved(views.compare_all(viewed), targets, tried, settings)
    # The names of the intents stand behind the texts, as if each were one more text of its intent;
    # they count as much as helps what was left out.
    names = views.see([_name(intent) for intent in intents])
    likeness = views.compare(viewed.part(tried), References.of(names)).weighted
    bend(likeness, settings.sharpness)
    share = share_of_names(left_out, likeness, gold[tried])
    left_out += share * likeness
    familiarity = _familiarity(viewed, left_out, similarity, tried)
    del similarity
    abroad = views.see([spelling.normalise(text, is_foreign=True) for text, _ in foreign], encode)
    of_abroad = np.array([index[label] for _, label in foreign], dtype=np.intp)
    by_meaning = MeaningHead.fit(
        np.concatenate([abroad.embedding, viewed.embedding[in_talks:]]),
        np.concatenate([np.eye(len(intents), dtype=np.float32)[of_abroad], targets[in_talks:]]),
        len(order) - tried.start,
        settings.sharpness,
        settings.ridge,
    ).moved(len(foreign), in_talks)
    dual = np.concatenate([dual, np.zeros((len(foreign), len(intents)), dtype=np.float32)])
    compared, positions = viewed.followed_by(abroad), np.concatenate([gold, of_abroad])
    if share:
        of_names = np.eye(len(intents), dtype=np.float32)
        dual = np.concatenate([dual, share * of_names])
        compared = compared.followed_by(names)
        positions = np.concatenate([positions, np.arange(len(intents))])
    # A product of a few rows reads it row by row.
    dual = np.ascontiguousarray(dual)
    return Learned(
        settings,
        spelling,
        views,
        intents,
        positions.astype(np.int16),
        References.of(compared),
        dual,
        Rounding.of(compared.embedding, dual),
        Calibration.of(left_out, gold[tried]).temperature,
        familiarity,
        by_meaning,
    )


def _solved(
    kernel: FloatMatrix, targets: FloatMatrix, tried: slice, settings: RankerSettings
) -> tuple[FloatMatrix, FloatMatrix, FloatMatrix]:
    """Return what those tried are similar to, the weight of each text, and left-out scores.

    Those are the scores that each of the tried would have if it were no text learned from. The
    similarities of all, of which the lower triangle is given, are overwritten.
    """
    similarity = whole_rows(kernel, tried)
    bend_lower(kernel, settings.sharpness)
    kernel[np.diag_indices_from(kernel)] += settings.ridge
    dual, inverse_diagonal = solve(kernel, targets, tried)
    return similarity, dual, targets[tried] - dual[tried] / inverse_diagonal[:, None]


def _familiarity(
    viewed: Viewed, left_out: FloatMatrix, similarity: FloatMatrix, tried: slice
) -> Familiarity:
    embedded = viewed.embedding[tried] @ viewed.embedding.T
    for matrix in (similarity, embedded):
        # A text is no neighbour of itself.
        np.fill_diagonal(matrix[:, tried], 0.0)
    return Familiarity.of(signals(left_out, similarity, embedded))


def _name(intent: str) -> str:
    """Return the last part of an intent's name in words."""
    return intent.rpartition("/")[2].replace("_", " ")
