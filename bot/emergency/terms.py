"""Recognises words of acute danger by a plain list that the office can read and change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

TERMS_FILE = Path(__file__).with_name("terms.txt")
DEFAULT_TOPIC = "notfall_akut_reise"


@dataclass(frozen=True)
class EmergencyTerms:
    """One pattern per emergency topic."""

    patterns: Mapping[str, re.Pattern[str]]

    @classmethod
    def load(cls, path: Path = TERMS_FILE) -> EmergencyTerms:
        """Read the list: a ``[topic]`` line, then one term a line; ``*`` ends a word stem."""
        terms: dict[str, list[str]] = {}
        topic = DEFAULT_TOPIC
        for raw in path.read_text(encoding="utf-8").splitlines():
            line = raw.strip()
            if line.startswith("[") and line.endswith("]"):
                topic = line[1:-1]
            elif line and not line.startswith("#"):
                terms.setdefault(topic, []).append(line)
        return cls({topic: _pattern(words) for topic, words in terms.items()})

    def topic_of(self, said: str) -> str | None:
        """Return the first topic that one of its terms names, or None."""
        plain = re.sub(r"\s+", " ", said).casefold()
        for topic, pattern in self.patterns.items():
            if pattern.search(plain):
                return topic
        return None


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    parts = []
    for term in terms:
        stem = re.escape(term.removesuffix("*").casefold()).replace(r"\ ", r"\W+")
        parts.append(stem if term.endswith("*") else rf"{stem}\b")
    return re.compile(rf"\b(?:{'|'.join(parts)})")
