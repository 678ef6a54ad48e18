"""``python -m benchmarks.sentences``: how good are the training sentences?

Prints a table over all topics; with ``--topics`` one line a topic, with ``--pairs`` the sentences
that are nearly the same.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.training_sentences import (
    REGISTERS,
    NearPair,
    TopicQuality,
    find_near_pairs,
    measure_topics,
    read_training_sentences,
)
from bot.knowledge.catalogue import Catalogue

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Measure ``data/nlu`` in the project's folder and print the result."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sentences", description=__doc__)
    parser.add_argument("--topics", action="store_true", help="one line a topic, worst first")
    parser.add_argument("--pairs", action="store_true", help="the near-duplicates")
    options = parser.parse_args(arguments)
    qualities, pairs = measure(root)
    lines = [*_summary(qualities, pairs)]
    if options.topics:
        lines += ["", *_topics(qualities)]
    if options.pairs:
        lines += ["", *(_pair(pair) for pair in pairs)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def measure(root: Path) -> tuple[list[TopicQuality], list[NearPair]]:
    """Measure the training sentences of the project in this folder."""
    sentences = read_training_sentences(root / "data" / "nlu")
    questions = {entry.id: entry.question for entry in Catalogue(root / "faq").all()}
    pairs = find_near_pairs(sentences)
    return measure_topics(sentences, questions, pairs), pairs


def _summary(qualities: Sequence[TopicQuality], pairs: Sequence[NearPair]) -> Iterator[str]:
    total = sum(quality.sentences for quality in qualities)
    registers = Counter[str]()
    for quality in qualities:
        registers.update(quality.registers)
    across = sum(pair.is_across_topics for pair in pairs)
    yield f"{total} sentences, {len(qualities)} topics"
    yield ""
    yield f"{'a topic has':<28}{'min':>8}{'median':>8}{'max':>8}"
    yield _row("sentences", [float(quality.sentences) for quality in qualities], "8.0f")
    yield _row("registers", [float(len(quality.registers)) for quality in qualities], "8.0f")
    without = [quality.without_title_words for quality in qualities]
    yield _row("without words of its title", without, "8.0%")
    yield _row("near-duplicates", [quality.near_duplicates for quality in qualities], "8.1%")
    yield ""
    yield "near-duplicate pairs: " + f"{len(pairs) - across} within topics, {across} across topics"
    yield "registers: " + ", ".join(f"{name} {registers[name] / total:.0%}" for name in REGISTERS)


def _row(name: str, values: Sequence[float], form: str) -> str:
    return f"{name:<28}" + "".join(f"{f(values):{form}}" for f in (min, median, max))


def _topics(qualities: Sequence[TopicQuality]) -> Iterator[str]:
    yield f"{'topic':<32}{'sentences':>10}{'registers':>10}{'no title':>10}{'near':>8}"
    for quality in sorted(qualities, key=lambda quality: quality.without_title_words):
        yield (
            f"{quality.topic:<32}{quality.sentences:>10}{len(quality.registers):>10}"
            f"{quality.without_title_words:>10.0%}{quality.near_duplicates:>8.1%}"
        )


def _pair(pair: NearPair) -> str:
    return f"{pair.first.topic}: {pair.first.text} | {pair.second.topic}: {pair.second.text}"


if __name__ == "__main__":
    sys.exit(main())
