"""Recognises words of acute danger, so that help is shown even when the assistant is down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.channels.messages import BotMessage
from bot.gateway.response_texts import ResponseTexts
from bot.texts import text

TERMS_FILE = Path(__file__).with_name("emergency_terms.txt")
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


@dataclass(frozen=True)
class EmergencySection:
    """Help for one topic as the pages show it."""

    title: str
    text: str


@dataclass(frozen=True)
class EmergencyHelp:
    """Which help to show for which words."""

    terms: EmergencyTerms
    responses: ResponseTexts

    def message_for(self, said: str) -> BotMessage | None:
        """Return the help that belongs to the words, or None when nothing sounds acute."""
        topic = self.terms.topic_of(said)
        return None if topic is None else self._message(topic)

    def overview(self) -> list[EmergencySection]:
        """Return the help for every topic with a heading, the general one first."""
        topics = [DEFAULT_TOPIC, *(t for t in self.terms.patterns if t != DEFAULT_TOPIC)]
        return [
            EmergencySection(text(f"gateway.emergency_{topic}"), self._message(topic).text or "")
            for topic in topics
        ]

    def _message(self, topic: str) -> BotMessage:
        return (
            self.responses.find(f"utter_emergency/{topic}")
            or self.responses.find(f"utter_emergency/{DEFAULT_TOPIC}")
            or BotMessage(text=text("gateway.emergency_fallback"))
        )
