"""One conversation turn: check, store, ask the assistant, and never answer with silence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from starlette.concurrency import run_in_threadpool

from bot.channels.messages import BotMessage
from bot.channels.rasa_client import AssistantUnavailableError
from bot.conversations.models import (
    Reason,
    StoredMessage,
    Verdict,
)
from bot.conversations.store import ConversationStore
from bot.coordination.conversation_locks import LocalLocks
from bot.gateway.chat.discretion import Discretion, HeardText, is_receipt
from bot.gateway.chat.human_answers import RESUME_PAYLOAD
from bot.gateway.chat.memory import ChatMemory, Count, Known
from bot.gateway.chat.offers import Offers, next_best
from bot.gateway.chat.parts import Assistant, ChatTexts, Company
from bot.gateway.chat.record import ChatRecord
from bot.gateway.chat.repeats import SEND_PAYLOAD
from bot.gateway.chat.turn_counts import TurnCounts
from bot.gateway.chat.turns import Turn, TurnRefusedError, Turns
from bot.gateway.chat.user_text import for_rasa
from bot.privacy.token_hash import token_hash

logger = logging.getLogger(__name__)

CHANNEL = "web"
REQUEST_HUMAN_PAYLOAD = "/request_human"
SHOW_DEADLINES_PAYLOAD = "/show_deadlines"
NONE_OF_THESE_PAYLOAD = "/none_of_these"


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
        counter: TurnCounts,
        turns: Turns,
        company: Company,
        discretion: Discretion,
    ) -> None:
        """Forget sessions after ``idle``; ``erase_elsewhere`` gets the id that Rasa knows."""
        self._store = store
        offers = Offers(texts.always_offered, texts.question_of)
        self._memory = ChatMemory(
            store, discretion, company.people, offers, now, idle, company.waits
        )
        self._record = ChatRecord(self._memory, company.feed, texts.language_of)
        self._assistant = assistant
        self._texts = texts
        self._now = now
        self._idle = idle
        self._erase_elsewhere = erase_elsewhere
        self._counter = counter
        self._turns = turns
        self._feed = company.feed
        self._people = company.people
        self._discretion = discretion
        self._locks = company.locks or LocalLocks()

    @property
    def greeting(self) -> tuple[BotMessage, ...]:
        """Return what every conversation begins with."""
        return self._texts.greeting

    async def open(self) -> tuple[str, list[StoredMessage]]:
        """Open a session that begins with the greeting and return its token."""
        session = await run_in_threadpool(self._store.create, self._now())
        return session, await self._record.told(session, self._texts.greeting)

    async def require(self, session: str) -> None:
        """Check that the session is known and not idle for too long.

        Raises:
            UnknownSessionError: it is not.
        """
        await run_in_threadpool(self._memory.require, session)

    async def is_human(self, session: str) -> bool:
        """Return whether a person of the office answers instead of the assistant."""
        return await run_in_threadpool(self._people.is_active, token_hash(session))

    async def history(self, session: str, after: int) -> list[StoredMessage]:
        """Return the messages after number ``after``."""
        return await run_in_threadpool(self._recall, session, after)

    async def say(
        self, session: str, text: str, channel: str = CHANNEL, key: str | None = None
    ) -> list[StoredMessage]:
        """Pass on what a person typed and return what the bot answers.

        The same ``key`` is answered once: a client that missed the answer gets it again.

        Raises:
            TurnRefusedError: too many others wait; nothing was stored.
        """
        async with self._lock(session):
            said = await run_in_threadpool(self._memory.hear, session, text, key)
            if isinstance(said, Known):
                return said.answers
            heard = said.heard
            if heard.status is not None:
                return await self._tell_status(session, heard)
            urgent = self._texts.help_for(text)
            if said.is_for_people:
                answers = await self._tell_people(session, text, heard)
                return await self._record.told(session, [*([urgent] if urgent else []), *answers])
            try:
                async with self._turns.place(channel) as turn:
                    await self._record.heard(session, heard.stored)
                    sent = heard.payload or for_rasa(heard.sent)
                    answers, counts = await self._ask(session, sent, turn)
            except TurnRefusedError:
                if urgent is None:
                    raise
                # Whoever is in danger gets the numbers at once, whatever the others do.
                await self._record.heard(session, heard.stored)
                return await self._record.told(session, [urgent])
            if urgent is not None and urgent.text not in [answer.text for answer in answers]:
                answers = [urgent, *answers]
            told = [*heard.remarks, *answers]
            return await self._record.settle(session, told, counts, heard.payload)

    async def choose(
        self, session: str, payload: str, channel: str = CHANNEL, key: str | None = None
    ) -> list[StoredMessage]:
        """Pass on a chosen button and return what the bot answers; ``key`` is as for ``say``.

        Raises:
            PayloadNotOfferedError: this session was never shown such a button.
            TurnRefusedError: too many others wait; nothing was stored.
        """
        async with self._lock(session):
            found = await run_in_threadpool(self._memory.choose, session, payload, key)
            if isinstance(found, Known):
                return found.answers
            offer = found.offer
            chosen = {"text": offer.title, "payload": payload}
            if key is not None:
                chosen["key"] = key
            if payload == RESUME_PAYLOAD:
                await self._record.heard(session, chosen)
                resumed = await run_in_threadpool(self._people.resume, token_hash(session))
                return await self._record.told(session, [resumed])
            async with self._turns.place(channel) as turn:
                await self._record.heard(session, chosen)
                answers, counts = await self._ask(session, payload, turn)
            if payload == NONE_OF_THESE_PAYLOAD and offer.message is not None:
                await self._rate(session, offer.message.number, Verdict.NOT_HELPFUL)
                answers += next_best(offer.message)
            elif offer.message is not None:
                counts.append(partial(self._counter.count_choice, offer.message.payload))
            if payload == SEND_PAYLOAD and not any(map(is_receipt, answers)):
                late = await run_in_threadpool(
                    self._discretion.late_receipt, session, found.history
                )
                answers = late or answers
            return await self._record.settle(session, answers, counts, payload)

    async def rate(
        self, session: str, number: int, verdict: Verdict, reason: Reason | None
    ) -> StoredMessage:
        """Keep what the person thinks of an answer and return the rated message.

        Raises:
            UnknownMessageError: the session has no such answer.
            UnknownSessionError: the session does not exist (any more).
        """
        await self.require(session)
        return await self._rate(session, number, verdict, reason)

    async def erase(self, session: str) -> None:
        """Delete the session in Rasa and here; an unknown session is as good as deleted."""
        conversation = token_hash(session)
        async with self._lock(session):
            # Here comes last: as long as something is left, another try finds the session.
            if await run_in_threadpool(self._store.knows, conversation):
                await run_in_threadpool(self._erase_elsewhere, conversation)
                await run_in_threadpool(self._store.erase, session)
                self._feed.notify(conversation)

    def _recall(self, session: str, after: int) -> list[StoredMessage]:
        return self._memory.shown(session, self._memory.history(session, after))

    def _lock(self, session: str) -> AbstractAsyncContextManager[object]:
        return self._locks(token_hash(session))

    async def _tell_people(self, session: str, text: str, heard: HeardText) -> list[BotMessage]:
        # The office gets every word, in the request's own store; the chat keeps what it may.
        said = await self._record.heard(session, heard.stored)
        return await run_in_threadpool(
            self._people.take, token_hash(session), text, str(said.number)
        )

    async def forget_idle(self) -> None:
        """Forget what the consultation form was told in chats that nobody has gone on with."""
        await run_in_threadpool(self._discretion.forget_idle, self._idle)

    async def _tell_status(self, session: str, heard: HeardText) -> list[StoredMessage]:
        """Show how a request stands; only that it was shown is kept."""
        assert heard.status is not None  # noqa: S101 - for the type checker
        await self._record.heard(session, heard.stored)
        [kept] = await self._record.told(session, [heard.status.kept])
        return [replace(kept, payload=heard.status.shown.as_dict())]

    async def _rate(
        self, session: str, number: int, verdict: Verdict, reason: Reason | None = None
    ) -> StoredMessage:
        rated = await run_in_threadpool(self._store.rate, session, number, verdict, reason)
        self._turns.rated(verdict.value)
        count = partial(self._counter.count_rating, rated)
        await run_in_threadpool(self._memory.count, count)
        return rated[1]

    async def _ask(
        self, session: str, message: str, turn: Turn
    ) -> tuple[list[BotMessage], list[Count]]:
        """Return the answers, and how to count them."""
        # Rasa keeps what it is called, so it gets the hash and never the token itself.
        conversation = token_hash(session)
        try:
            with self._feed.typing(conversation):
                answers = await self._assistant.send(
                    conversation, message, {"channel": turn.channel}
                )
        except AssistantUnavailableError as error:
            logger.warning("assistant unavailable: %s", error.reason.value)
            turn.unanswered()
            return list(self._texts.unavailable()), []
        said = [answer.as_dict() for answer in answers]
        turn.answered(said)
        return answers, [partial(self._counter.count_answer, said, channel=turn.channel)]
