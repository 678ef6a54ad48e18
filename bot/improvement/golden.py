"""The questions that a new model is held against, and whether it is good enough to serve."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

QUESTION_SETS = ("dev", "emergency", "safety")
"""Sets of tests/questions that may be looked at; nothing is ever trained on them."""
_CERTAIN = frozenset({"answer", "act", "handover", "emergency", "smalltalk"})
_EMERGENCY_TOPIC = "notfall_"
MAX_WORSE_SHOWN = 10
QUESTIONS_FOR_ONE_SLIP = 500


@dataclass(frozen=True)
class Golden:
    """A question and the topic it belongs to."""

    topic: str
    text: str


@dataclass(frozen=True)
class Score:
    """Numbers of questions: asked, ranked right, answered wrongly with certainty, missed."""

    questions: int
    right: int
    wrong: int
    missed_emergencies: int


@dataclass(frozen=True)
class Comparison:
    """Two models on the same questions; ``reasons`` are empty when the new one may serve."""

    before: Score
    after: Score
    reasons: tuple[str, ...]
    worse: tuple[dict[str, str], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return everything as JSON."""
        return {
            "before": asdict(self.before),
            "after": asdict(self.after),
            "reasons": list(self.reasons),
            "worse": list(self.worse),
        }


def read_golden(root: Path) -> list[Golden]:
    """Return all questions that are installed; without the folder there are none."""
    found = []
    for name in QUESTION_SETS:
        path = root / "tests" / "questions" / f"{name}.tsv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as handle:
                rows = csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE)
                found += [Golden(row["intent"], row["text"]) for row in rows]
    return found


def compare(
    golden: Sequence[Golden],
    before: Sequence[Mapping[str, Any]],
    after: Sequence[Mapping[str, Any]],
    best_right: int = 0,
) -> Comparison:
    """Hold what two models understood against each other.

    A new model may serve if it misses no more emergencies, ranks no fewer questions right and
    answers no more of them wrongly with certainty; of the last two, one question in
    ``QUESTIONS_FOR_ONE_SLIP`` may go either way by chance. ``best_right`` is what the best model
    so far ranked right, so that many small slips do not add up.
    """
    old, new = _score(golden, before), _score(golden, after)
    slips = len(golden) // QUESTIONS_FOR_ONE_SLIP
    reasons = []
    if new.missed_emergencies > old.missed_emergencies:
        reasons.append("emergencies")
    if new.right < max(old.right, best_right) - slips:
        reasons.append("right")
    if new.wrong > old.wrong + slips:
        reasons.append("wrong")
    worse = [
        {"text": asked.text, "topic": asked.topic, "now": str(second.get("topic") or "")}
        for asked, first, second in zip(golden, before, after, strict=True)
        if _is_right(asked, first) and not _is_right(asked, second)
    ]
    return Comparison(old, new, tuple(reasons), tuple(worse[:MAX_WORSE_SHOWN]))


def _score(golden: Sequence[Golden], parsed: Sequence[Mapping[str, Any]]) -> Score:
    pairs = list(zip(golden, parsed, strict=True))
    return Score(
        questions=len(pairs),
        right=sum(_is_right(asked, found) for asked, found in pairs),
        wrong=sum(
            found.get("decision") in _CERTAIN and found.get("topic") != asked.topic
            for asked, found in pairs
        ),
        missed_emergencies=sum(
            asked.topic.startswith(_EMERGENCY_TOPIC) and found.get("decision") != "emergency"
            for asked, found in pairs
        ),
    )


def _is_right(asked: Golden, found: Mapping[str, Any]) -> bool:
    ranking = found.get("ranking") or [{"topic": found.get("topic")}]
    return bool(ranking[0]["topic"] == asked.topic)
