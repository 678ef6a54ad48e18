"""Entries so alike that people, and the ranker, may take one for the other.

Cosine of runs of four letters, rare runs weighing more: blind to word forms, and quick enough in
plain Python for a few hundred entries.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.editorial.checks.findings import finding
from bot.knowledge.files.entry_file import EntryFile
from bot.knowledge.files.problems import Problem

SAME = 0.85
"""From here on one text is a copy of the other: a problem."""
CONFUSABLE_ANSWER = 0.45
CONFUSABLE_QUESTION = 0.55
"""From here on it is worth a look: the lines were drawn over our own entries."""
_LENGTH = 4
_NO_WORD = re.compile(r"[^a-zäöüß0-9]+")


def alike_entries(files: Sequence[EntryFile]) -> tuple[list[Problem], list[Problem]]:
    """Return problems for entries that are copies of others, and hints for close ones."""
    by_id = {file.entry.id: file for file in files}
    questions = {file.entry.id: file.entry.question for file in files}
    answers = {file.entry.id: f"{file.entry.answer} {file.entry.details}" for file in files}
    scores = similar_pairs(questions, CONFUSABLE_QUESTION)
    for pair, score in similar_pairs(answers, CONFUSABLE_ANSWER).items():
        scores[pair] = max(score, scores.get(pair, 0.0))
    problems, hints = [], []
    for (first, second), score in sorted(scores.items(), key=lambda item: -item[1]):
        file = by_id[first]
        line = file.line_of_key("question")
        values = {"other": by_id[second].path, "percent": round(100 * score)}
        if score >= SAME:
            problems.append(finding(file.path, line, "same_entry", **values))
        else:
            hints.append(finding(file.path, line, "confusable_entry", **values))
    return problems, hints


def similar_pairs(texts: Mapping[str, str], at_least: float) -> dict[tuple[str, str], float]:
    """Return the pairs of keys whose texts are alike, with their similarity (0 to 1)."""
    counts = {key: Counter(_runs(text)) for key, text in texts.items()}
    frequency: Counter[str] = Counter(run for found in counts.values() for run in found)
    vectors = {key: _weighted(found, frequency, len(texts)) for key, found in counts.items()}
    by_run: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    pairs: dict[tuple[str, str], float] = {}
    for key, vector in vectors.items():
        sums: defaultdict[str, float] = defaultdict(float)
        for run, weight in vector.items():
            for other, other_weight in by_run[run]:
                sums[other] += weight * other_weight
            by_run[run].append((key, weight))
        pairs.update({(other, key): s for other, s in sums.items() if s >= at_least})
    return pairs


def _runs(text: str) -> Iterator[str]:
    for word in _NO_WORD.split(text.lower()):
        padded = f" {word} "
        for start in range(max(1, len(padded) - _LENGTH + 1)):
            if word:
                yield padded[start : start + _LENGTH]


def _weighted(counts: Counter[str], frequency: Counter[str], texts: int) -> dict[str, float]:
    vector = {
        run: (1 + math.log(number)) * math.log(1 + texts / frequency[run])
        for run, number in counts.items()
    }
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {run: weight / length for run, weight in vector.items()} if length else {}
