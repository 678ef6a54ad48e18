"""Shows help for words of acute danger, even when the assistant is down."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.messages import BotMessage
from bot.emergency.terms import DEFAULT_TOPIC, EmergencyTerms
from bot.gateway.content.response_texts import ResponseTexts
from bot.texts import text


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
        topics = [DEFAULT_TOPIC, *(t for t in self.terms.signs if t != DEFAULT_TOPIC)]
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
