"""``python -m benchmarks.alarm_check``: learns the second look at what sounds like an emergency.

Learns on the questions for tuning and on a fifth of the German training sentences, scored by a
ranker that did not learn from them. Each set of questions, and each fifth of those sentences, is
judged by weights that were learned without it: printed is what a suspicion of the first look is
worth with and without the second. ``--write`` writes the weights to ``bot/nlu/alarm/check.json``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.question_sets import EMERGENCY_TOPIC, read_questions
from benchmarks.training_sentences import read_training_sentences
from benchmarks.understanding import QUESTIONS, ROOT, TUNING_SETS
from bot.emergency.terms import EmergencyTerms
from bot.meaning.encoder import EmbeddingCache
from bot.nlu.alarm.check import WEIGHTS_FILE, AlarmCheck, signs_of
from bot.nlu.alarm.strength import GERMAN_LIMITS, alarm_of
from bot.nlu.languages.detection import GERMAN, detect_language
from bot.nlu.message.parts import parts_of
from bot.nlu.ranker.topic_ranker import TopicRanker

_FIFTH = 5
_SENTENCES = "training sentences"
# Questions are rarer than sentences, and what people really write is what counts.
_WEIGHT_OF_QUESTION = 3.0


@dataclass(frozen=True)
class Example:
    """A German message without a word of the list of danger: its signs, one row a text of it."""

    source: str
    is_emergency: bool
    is_acute: bool
    is_suspected: bool
    signs: npt.NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn and measure; return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.alarm_check", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights that were learned")
    options = parser.parse_args(arguments)
    kept = AlarmCheck.load()
    names, examples = _examples()
    judged = _judged_by_others(examples)
    for title, chosen in (
        ("questions", [e.source != _SENTENCES for e in examples]),
        ("sentences", [e.source == _SENTENCES for e in examples]),
    ):
        part = [(e, s) for e, s, is_in in zip(examples, judged, chosen, strict=True) if is_in]
        sys.stdout.write(_line(title, part, kept))
    if options.write:
        weights, bias = _learned(examples)
        learned = replace(
            kept,
            bias=round(bias, 3),
            weights={n: round(float(w), 3) for n, w in zip(names, weights, strict=True)},
        )
        WEIGHTS_FILE.write_text(learned.written(), encoding="utf-8")
    return 0


def _examples() -> tuple[list[str], list[Example]]:
    sentences = [(s.text, s.topic) for s in read_training_sentences(ROOT / "data" / "nlu")]
    order = np.random.default_rng(0).permutation(len(sentences))
    left_out = {int(place) for place in order[: len(order) // _FIFTH]}
    encode = EmbeddingCache(Path(".rasa/embeddings.npz")).encode
    questions = [
        (name, asked.text, asked.topic)
        for name in TUNING_SETS
        for asked in read_questions(QUESTIONS / f"{name}.tsv")
    ]
    rows: list[tuple[str, bool, bool, bool, list[dict[str, float]]]] = []
    for learned, asked in (
        (sentences, questions),
        (
            [s for place, s in enumerate(sentences) if place not in left_out],
            [(_SENTENCES, *sentences[place]) for place in sorted(left_out)],
        ),
    ):
        ranker = TopicRanker()
        ranker.fit([text for text, _ in learned], [topic for _, topic in learned], encode)
        rows += [row for item in asked if (row := _read(ranker, *item)) is not None]
    names = list(rows[0][-1][0])
    return names, [
        Example(*row[:4], np.array([[signs[name] for name in names] for signs in row[4]]))
        for row in rows
    ]


def _read(
    ranker: TopicRanker, source: str, text: str, topic: str
) -> tuple[str, bool, bool, bool, list[dict[str, float]]] | None:
    if detect_language(text) != GERMAN or _terms().topic_of(text):
        return None
    texts = [text, *parts_of(text)]
    scored = ranker.score(texts)
    acute = [i for i, name in enumerate(ranker.intents) if name.startswith(EMERGENCY_TOPIC)]
    alarm = alarm_of(scored, acute)
    is_first = int(scored.raw[0].argmax()) in acute
    is_acute = GERMAN_LIMITS.is_acute(alarm, is_first=is_first)
    is_acute = is_acute or GERMAN_LIMITS.is_acute_part(alarm)
    is_suspected = is_acute or GERMAN_LIMITS.is_concerning(alarm)
    seen = (
        [0]
        if alarm.part is None or alarm.part.score < GERMAN_LIMITS.concern_part
        else [
            0,
            alarm.part.row,
        ]
    )
    familiarity = ranker.familiarity(scored, slice(0, len(texts)))
    signs = [
        signs_of(texts[row], scored, row, acute, ranker.labels, float(familiarity[row]))
        for row in seen
    ]
    return source, topic.startswith(EMERGENCY_TOPIC), is_acute, is_suspected, signs


def _judged_by_others(examples: Sequence[Example]) -> list[float]:
    """Return how sure weights are of each example that were learned without it and its like."""
    draw = np.random.default_rng(1).integers(0, _FIFTH, len(examples))
    groups = [
        f"{e.source} {part}" if e.source == _SENTENCES else e.source
        for e, part in zip(examples, draw, strict=True)
    ]
    found = dict.fromkeys(range(len(examples)), 0.0)
    for group in sorted(set(groups)):
        rest = [e for e, own in zip(examples, groups, strict=True) if own != group]
        weights, bias = _learned(rest)
        for place, example in enumerate(examples):
            if groups[place] == group:
                found[place] = float((example.signs @ weights).max()) + bias
    return list(found.values())


def _learned(examples: Sequence[Example]) -> tuple[npt.NDArray[np.float64], float]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    signs = np.array([example.signs[0] for example in examples])
    scale = StandardScaler().fit(signs)
    counted = [1.0 if e.source == _SENTENCES else _WEIGHT_OF_QUESTION for e in examples]
    model = LogisticRegression(max_iter=500).fit(
        scale.transform(signs), [e.is_emergency for e in examples], sample_weight=counted
    )
    weights = model.coef_[0] / scale.scale_
    return weights, float(model.intercept_[0] - weights @ scale.mean_)


def _line(title: str, judged: Sequence[tuple[Example, float]], check: AlarmCheck) -> str:
    def share(is_emergency: bool, chosen: Sequence[bool]) -> float:
        part = [
            c for (e, _), c in zip(judged, chosen, strict=True) if e.is_emergency == is_emergency
        ]
        return sum(part) / max(len(part), 1)

    first = [e.is_acute for e, _ in judged]
    second = [e.is_suspected and sure >= check.least for e, sure in judged]
    return (
        f"{title}: {len(judged)}; helped {share(True, first):.3f} → {share(True, second):.3f}, "
        f"false alarms {share(False, first):.4f} → {share(False, second):.4f}\n"
    )


@cache
def _terms() -> EmergencyTerms:
    return EmergencyTerms.load()


if __name__ == "__main__":
    sys.exit(main())
