"""One conversation turn: check, store, ask the assistant, and never answer with silence."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from weakref import WeakValueDictionary

from starlette.concurrency import run_in_threadpool

from bot.channels.messages import BotMessage
from bot.channels.rasa_client import AssistantUnavailableError
from bot.consultations.errors import StoreUnavailableError
from bot.conversations.models import Role, StoredMessage, UnknownSessionError
from bot.conversations.store import ConversationStore, token_hash
from bot.gateway.user_text import for_rasa

logger = logging.getLogger(__name__)

CHANNEL = "web"
REQUEST_HUMAN_PAYLOAD = "/request_human"
NONE_OF_THESE_PAYLOAD = "/none_of_these"


class Assistant(Protocol):
    """What the gateway needs of the Rasa client."""

    async def send(
        self, session_id: str, message: str, metadata: Mapping[str, Any]
    ) -> list[BotMessage]:
        """Return the answer or raise ``AssistantUnavailableError``."""

    async def is_up(self) -> bool:
        """Return whether the assistant answers at all."""


class TurnCounter(Protocol):
    """Counts for the office what is asked and what does not help, without any text."""

    def count_answer(self, answers: Sequence[Mapping[str, Any]], now: datetime) -> None:
        """Count one turn of the assistant; may raise ``StoreUnavailableError``."""

    def count_refusal(self, answer: Mapping[str, Any], now: datetime) -> None:
        """Count that ``answer`` was not what the person meant; may raise the same."""


class PayloadNotOfferedError(Exception):
    """The payload was never offered as a button in this session."""


@dataclass(frozen=True)
class ChatTexts:
    """What the gateway itself says in a chat."""

    greeting: tuple[BotMessage, ...]
    unavailable: Callable[[], tuple[BotMessage, ...]]
    help_for: Callable[[str], BotMessage | None]
    always_offered: Mapping[str, str]


class ChatService:
    """The chat, free of HTTP."""

    def __init__(
        self,
        store: ConversationStore,
        assistant: Assistant,
        texts: ChatTexts,
        now: Callable[[], datetime],
        idle: timedelta,
        erase_elsewhere: Callable[[str], None],
        counter: TurnCounter,
    ) -> None:
        """Forget sessions after ``idle``; ``erase_elsewhere`` gets the id that Rasa knows."""
        self._store = store
        self._assistant = assistant
        self._texts = texts
        self._now = now
        self._idle = idle
        self._erase_elsewhere = erase_elsewhere
        self._counter = counter
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @property
    def greeting(self) -> tuple[BotMessage, ...]:
        """Return what every conversation begins with."""
        return self._texts.greeting

    async def open(self) -> tuple[str, list[StoredMessage]]:
        """Open a session that begins with the greeting and return its token."""
        session = await run_in_threadpool(self._store.create, self._now())
        return session, await self._append_bot(session, self._texts.greeting)

    async def require(self, session: str) -> None:
        """Check that the session is known and not idle for too long.

        Raises:
            UnknownSessionError: it is not.
        """
        active_since = self._now() - self._idle
        if not await run_in_threadpool(self._store.exists, session, active_since):
            raise UnknownSessionError

    async def history(self, session: str, after: int) -> list[StoredMessage]:
        """Return the messages after number ``after``."""
        await self.require(session)
        return await run_in_threadpool(self._store.history, session, after)

    async def say(self, session: str, text: str) -> list[StoredMessage]:
        """Pass on what a person typed and return what the bot answers."""
        async with self._lock(session):
            await self.require(session)
            await self._append_user(session, {"text": text})
            answers = await self._ask(session, for_rasa(text))
            urgent = self._texts.help_for(text)
            if urgent is not None and urgent.text not in [answer.text for answer in answers]:
                answers = [urgent, *answers]
            return await self._append_bot(session, answers)

    async def choose(self, session: str, payload: str) -> list[StoredMessage]:
        """Pass on a chosen button and return what the bot answers.

        Raises:
            PayloadNotOfferedError: this session was never shown such a button.
        """
        async with self._lock(session):
            await self.require(session)
            title, offer = await self._offer_of(session, payload)
            await self._append_user(session, {"text": title, "payload": payload})
            if payload == NONE_OF_THESE_PAYLOAD:
                await self._count(self._counter.count_refusal, offer)
            return await self._append_bot(session, await self._ask(session, payload))

    async def erase(self, session: str) -> None:
        """Delete the session here and in Rasa; an unknown session is as good as deleted."""
        async with self._lock(session):
            if await run_in_threadpool(self._store.erase, session):
                await run_in_threadpool(self._erase_elsewhere, token_hash(session))

    def _lock(self, session: str) -> asyncio.Lock:
        return self._locks.setdefault(session, asyncio.Lock())

    async def _offer_of(self, session: str, payload: str) -> tuple[str, Mapping[str, Any]]:
        """Return the title of a button and the message that offered it."""
        title = self._texts.always_offered.get(payload)
        if title is not None:
            return title, {}
        for message in reversed(await run_in_threadpool(self._store.history, session)):
            for button in message.payload.get("buttons", ()):
                if message.role is Role.BOT and button["payload"] == payload:
                    return str(button["title"]), message.payload
        raise PayloadNotOfferedError

    async def _ask(self, session: str, message: str) -> list[BotMessage]:
        try:
            # Rasa keeps what it is called, so it gets the hash and never the token itself.
            answers = await self._assistant.send(token_hash(session), message, {"channel": CHANNEL})
        except AssistantUnavailableError as error:
            logger.warning("assistant unavailable: %s", error.reason.value)
            return list(self._texts.unavailable())
        await self._count(self._counter.count_answer, [answer.as_dict() for answer in answers])
        return answers

    async def _count(self, count: Callable[[Any, datetime], None], counted: Any) -> None:
        try:
            await run_in_threadpool(count, counted, self._now())
        except StoreUnavailableError:
            # A number that is missing in a statistic must not cost anyone an answer.
            logger.warning("a turn could not be counted")

    async def _append_user(self, session: str, payload: Mapping[str, Any]) -> None:
        await run_in_threadpool(self._store.append, session, Role.USER, payload, self._now())

    async def _append_bot(self, session: str, answers: Iterable[BotMessage]) -> list[StoredMessage]:
        return [
            await run_in_threadpool(
                self._store.append, session, Role.BOT, answer.as_dict(), self._now()
            )
            for answer in answers
        ]
