"""Abbreviations that nobody explains: neither the glossary nor the text itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from bot.editorial.checks.findings import finding
from bot.editorial.checks.passages import Kind, Passage
from bot.editorial.checks.words import load_words
from bot.knowledge.files.problems import Problem

# „DPJW“, „KA152“, „StGB“, „MOOCs“: two capitals or more in one word.
_ABBREVIATION = re.compile(r"(?<![\w@/.-])[A-ZÄÖÜ][a-z]?[A-ZÄÖÜ][A-Za-zÄÖÜäöü]*\d*(?![\w@])")
_PLURAL = re.compile(r"(?<=[A-Z])s\Z")
_NUMBERED = re.compile(r"[A-Z]{2,3}\d+\Z")  # „KA152“: a mark of the funder, named with its meaning
_ROMAN = re.compile(r"[IVX]+\Z")  # „SGB VIII“
_KINDS = (Kind.QUESTION, Kind.ANSWER, Kind.DETAILS, Kind.DATA, Kind.RESPONSE)


def abbreviation_hints(
    passages: Iterable[Passage], explained: Collection[str]
) -> Iterator[Problem]:
    """Yield the first place of each abbreviation of a file that is not explained.

    ``explained`` are the terms of the glossary. A bracket with the long form explains too.
    """
    known = {term.casefold() for term in (*explained, *load_words().known_abbreviations)}
    by_file: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.kind in _KINDS:
            by_file.setdefault(passage.path, []).append(passage)
    for path, parts in by_file.items():
        whole = "\n".join(part.text for part in parts)
        told: set[str] = set()
        for part in parts:
            for match in _ABBREVIATION.finditer(part.text):
                short = _PLURAL.sub("", match[0])
                if short in told or short.casefold() in known:
                    continue
                if _NUMBERED.match(short) or _ROMAN.match(short):
                    continue
                told.add(short)
                if not _explains(whole, match[0]):
                    line = part.line + part.text.count("\n", 0, match.start())
                    yield finding(path, line, "abbreviation", short=short)


def _explains(text: str, short: str) -> bool:
    name = re.escape(short)
    return (
        re.search(rf"\w[^()\n]*\([^()\n]*\b{name}\b[^()\n]*\)", text) is not None
        or re.search(rf"\b{name}(?:-\w+)?\s+\([^()\n]*[a-zäöü]{{3}}", text) is not None
        or re.search(rf"\b{name}[,:]?\s+(?:ist|sind|bedeutet|meint|hei\wt|steht)\b", text)
        is not None
    )
