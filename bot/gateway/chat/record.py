"""Keeps what is said on both sides of a chat, and wakes its other windows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.channels.messages import BotMessage, offering_once
from bot.conversations.models import Role, StoredMessage
from bot.gateway.chat.discretion import with_pin_question
from bot.gateway.chat.live_feed import LiveFeed
from bot.gateway.chat.memory import ChatMemory, Count
from bot.privacy.token_hash import token_hash


class ChatRecord:
    """All methods raise ``UnknownSessionError`` and ``StoreUnavailableError``."""

    def __init__(
        self, memory: ChatMemory, feed: LiveFeed, language_of: Callable[[str], str | None]
    ) -> None:
        """``language_of`` knows which of our own texts are not German."""
        self._memory = memory
        self._feed = feed
        self._language_of = language_of

    async def heard(self, session: str, payload: Mapping[str, Any]) -> StoredMessage:
        """Keep what the person said."""
        [stored] = await self._append(session, Role.USER, [payload])
        return stored

    async def told(self, session: str, answers: Iterable[BotMessage]) -> list[StoredMessage]:
        """Keep what the person is told."""
        return await self._append(session, Role.BOT, [self._marked(answer) for answer in answers])

    async def settle(
        self, session: str, answers: list[BotMessage], counts: list[Count], payload: str = ""
    ) -> list[StoredMessage]:
        """Keep the answers, count them, forget a form that is over, show what is stored nowhere."""
        payloads = [self._marked(answer) for answer in with_pin_question(offering_once(answers))]
        settle = self._memory.settle
        shown = await run_in_threadpool(settle, session, answers, payloads, payload, counts)
        self._feed.notify(token_hash(session))
        return shown

    async def _append(
        self, session: str, role: Role, payloads: Sequence[Mapping[str, Any]]
    ) -> list[StoredMessage]:
        stored = await run_in_threadpool(self._memory.append, session, role, payloads)
        self._feed.notify(token_hash(session))
        return stored

    def _marked(self, answer: BotMessage) -> dict[str, Any]:
        """Return the message with its language, if that is not German."""
        content = answer.as_dict()
        language = None if answer.text is None else self._language_of(answer.text)
        return content if language is None else {**content, "lang": language}
