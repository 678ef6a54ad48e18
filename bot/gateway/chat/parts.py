"""What the chat is made of: the assistant behind it, its texts, and who else takes part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from bot.channels.messages import BotMessage
from bot.coordination.conversation_locks import ConversationLocks
from bot.gateway.chat.human_answers import HumanAnswers
from bot.gateway.chat.live_feed import LiveFeed


class Assistant(Protocol):
    """What the gateway needs of the Rasa client."""

    async def send(
        self, session_id: str, message: str, metadata: Mapping[str, Any]
    ) -> list[BotMessage]:
        """Return the answer or raise ``AssistantUnavailableError``."""

    async def is_up(self) -> bool:
        """Return whether the assistant answers at all."""


@dataclass(frozen=True)
class ChatTexts:
    """What the gateway itself says in a chat."""

    greeting: tuple[BotMessage, ...]
    unavailable: Callable[[], tuple[BotMessage, ...]]
    help_for: Callable[[str], BotMessage | None]
    always_offered: Mapping[str, str]
    question_of: Callable[[str], str | None] = lambda _faq_id: None
    language_of: Callable[[str], str | None] = lambda _text: None


@dataclass(frozen=True)
class Company:
    """Who else takes part in a chat: its other windows, and the people of the office.

    A chat into which an answer of the office may still come is kept for ``waits``, however long
    its person is silent.
    """

    feed: LiveFeed
    people: HumanAnswers
    waits: timedelta
    locks: ConversationLocks | None = None
