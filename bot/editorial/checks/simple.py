"""Einfache Sprache of all entries, measured by :mod:`bot.plain_language`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.editorial.checks.findings import finding
from bot.knowledge.files.entry_file import EntryFile
from bot.knowledge.files.problems import Problem
from bot.plain_language.check import check_simple
from bot.plain_language.figures import check_figures
from bot.plain_language.vocabulary import load_vocabulary


def simple_hints(files: Iterable[EntryFile]) -> Iterator[Problem]:
    """Yield what makes a simple version hard, and figures that only it has.

    A missing one is told by the check of the entry.
    """
    vocabulary = load_vocabulary()
    for file in files:
        entry = file.entry
        if not entry.simple:
            continue
        first = file.line_in(entry.simple, 0)
        figures = check_figures(entry.simple, f"{entry.answer}\n\n{entry.details}")
        for found in (*check_simple(entry.simple, vocabulary), *figures):
            yield finding(file.path, first + found.line - 1, "simple", finding=found)
