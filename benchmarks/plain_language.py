"""``python -m benchmarks.plain_language``: how easy are the sections in Einfache Sprache?

Prints one line an entry, the hardest first, beside its short answer, then a summary; with
``--summary`` the summary alone, with ``--findings`` also what the check would change.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from bot.glossary.book import read_glossary
from bot.glossary.office_vocabulary import office_vocabulary
from bot.knowledge.catalogue import Catalogue
from bot.plain_language.assessment import Assessment, assess
from bot.plain_language.check import check_simple
from bot.plain_language.finding import Finding

ROOT = Path(__file__).resolve().parent.parent
_WIDTH = 44


@dataclass(frozen=True)
class EntryEase:
    """An entry: measures of its short answer and of its simple version, findings in the latter."""

    name: str
    answer: Assessment
    simple: Assessment
    findings: tuple[Finding, ...]


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Measure ``faq/`` in the project's folder and print the result."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plain_language")
    parser.add_argument("--summary", action="store_true", help="only the summary")
    parser.add_argument("--findings", action="store_true", help="also each finding")
    options = parser.parse_args(arguments)
    entries = measure(root / "faq")
    lines: list[str] = []
    if not options.summary:
        lines += [*_table(entries), ""]
    if options.findings:
        lines += [f"{e.name}: {finding}" for e in entries for finding in e.findings] + [""]
    lines += _summary(entries)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def measure(faq_dir: Path) -> list[EntryEase]:
    """Measure all entries, the hardest simple version first.

    Raises:
        GlossaryError: the glossary is not usable.
    """
    vocabulary = office_vocabulary(read_glossary(faq_dir).terms)
    entries = [
        EntryEase(
            name=f"{entry.group}/{entry.id}",
            answer=assess(entry.answer, vocabulary),
            simple=assess(entry.simple, vocabulary),
            findings=tuple(check_simple(entry.simple, vocabulary)),
        )
        for entry in Catalogue(faq_dir).all()
    ]
    return sorted(entries, key=lambda entry: (-entry.simple.wiener, entry.name))


def _table(entries: Sequence[EntryEase]) -> Iterator[str]:
    yield f"{'':<{_WIDTH}}{'words a sentence':>20}{'Wiener formula':>17}{'LIX':>14}{'':>10}"
    yield (
        f"{'entry':<{_WIDTH}}{'mean':>6}{'median':>8}{'max':>6}"
        f"{'answer':>10}{'simple':>7}{'answer':>8}{'simple':>7}{'findings':>10}"
    )
    for entry in entries:
        answer, simple = entry.answer, entry.simple
        yield (
            f"{entry.name:<{_WIDTH}}{simple.mean_sentence:>6.1f}{simple.median_sentence:>8.1f}"
            f"{simple.longest_sentence:>6}{answer.wiener:>10.1f}{simple.wiener:>7.1f}"
            f"{answer.lix:>8.0f}{simple.lix:>7.0f}{len(entry.findings):>10}"
        )


def _summary(entries: Sequence[EntryEase]) -> Iterator[str]:
    rules = Counter(finding.rule for entry in entries for finding in entry.findings)
    yield f"{len(entries)} entries, {sum(rules.values())} findings"
    yield from (f"  {rule}: {count}" for rule, count in rules.most_common())
    if not entries:
        return
    yield ""
    yield f"{'':<28}{'short answer':>24}{'Einfache Sprache':>24}"
    yield f"{'':<28}" + f"{'mean':>8}{'median':>8}{'max':>8}" * 2
    for label, field, form in (
        ("words", "words", "8.0f"),
        ("words a sentence, mean", "mean_sentence", "8.1f"),
        ("words a sentence, longest", "longest_sentence", "8.0f"),
        ("syllables a word", "mean_syllables", "8.2f"),
        ("words of 7 letters or more", "long_words", "8.0%"),
        ("Wiener formula", "wiener", "8.1f"),
        ("LIX", "lix", "8.0f"),
    ):
        sides = [[getattr(side, field) for side in (e.answer, e.simple)] for e in entries]
        yield f"{label:<28}" + "".join(_row(values, form) for values in zip(*sides, strict=True))
    easier = sum(entry.simple.wiener < entry.answer.wiener for entry in entries)
    yield f"easier than its short answer by the Wiener formula: {easier} of {len(entries)}"


def _row(values: Sequence[float], form: str) -> str:
    return "".join(f"{f(values):{form}}" for f in (mean, median, max))


if __name__ == "__main__":
    sys.exit(main())
