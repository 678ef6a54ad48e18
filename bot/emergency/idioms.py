"""Phrases with a word of danger that mean none: "schlagen vor", "Angst vorm Fliegen"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

IDIOMS_FILE = Path(__file__).with_name("idioms.txt")
_NOT_BEFORE = " !"
_ANYTHING = "…"
_WORD = re.compile(r"\w+")
# So many letters of its first word dismiss most idioms at one look.
_BEGINNING = 3
# Up to four words may stand in a gap.
_GAP = (rf"{_ANYTHING}\W+", r"(?:\w+\W+){0,4}")


@dataclass(frozen=True)
class Idiom:
    """A phrase as a pattern for texts in the one spelling.

    ``beginnings`` are the first letters of the words that it may begin with; none if of any.
    """

    pattern: re.Pattern[str]
    beginnings: frozenset[str]

    @classmethod
    def of(cls, line: str) -> Idiom:
        """Return the phrase of a line in the one spelling."""
        first = line.split()[0].split("/")
        words = [match[0] for match in map(_WORD.match, first) if match]
        known = words if len(words) == len(first) else []
        return cls(_pattern(line), frozenset(word[:_BEGINNING] for word in known))


@dataclass(frozen=True)
class Idioms:
    """All phrases, in the order in which they are taken out."""

    idioms: tuple[Idiom, ...] = ()

    @classmethod
    def load(cls, plain: Callable[[str], str], path: Path = IDIOMS_FILE) -> Idioms:
        """Read the list, whose head says how it is written; ``plain`` gives the one spelling."""
        lines = map(str.strip, path.read_text(encoding="utf-8").splitlines())
        return cls.of(plain(line) for line in lines if line and not line.startswith("#"))

    @classmethod
    def of(cls, lines: Iterable[str]) -> Idioms:
        """Return the phrases of lines in the one spelling."""
        return cls(tuple(map(Idiom.of, lines)))

    def taken_out(self, plain: str) -> str:
        """Return a text without its idioms."""
        words = _WORD.findall(plain)
        # What is taken out ends where a word ends: no other word begins for that.
        said = {word[:length] for word in words for length in range(1, _BEGINNING + 1)}
        for idiom in self.idioms:
            if not idiom.beginnings or not said.isdisjoint(idiom.beginnings):
                plain = idiom.pattern.sub(" ", plain)
        return plain


def _pattern(line: str) -> re.Pattern[str]:
    said, _, not_before = line.partition(_NOT_BEFORE)
    phrase = r"\W+".join(_any_of(word) for word in said.split()).replace(*_GAP)
    unless = rf"(?!\W+{_any_of(not_before)})" if not_before else ""
    return re.compile(rf"\b{phrase}{unless}")


def _any_of(words: str) -> str:
    if words == _ANYTHING:
        return words
    return rf"(?:{'|'.join(_word(word) for word in words.split('/'))})\b"


def _word(word: str) -> str:
    escaped = re.escape(word.removesuffix("*"))
    return rf"{escaped}\w*" if word.endswith("*") else escaped
