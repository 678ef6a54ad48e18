"""The conversation of a chat: the same service, the same brain as behind the web chat."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.channels.telegram.kept.chats import Chat, SqlChats
from bot.channels.telegram.kept.inbox import ClaimedUpdate, SqlInbox
from bot.channels.telegram.talking.form_texts import FormTexts
from bot.conversations.models import Role, StoredMessage, UnknownSessionError
from bot.gateway.chat.discretion import DISCARD_PAYLOAD
from bot.gateway.chat.offers import PayloadNotOfferedError
from bot.gateway.chat.service import ChatService

CHANNEL = "telegram"
STOP_PAYLOAD = "/stop"
Message = Mapping[str, Any]


@dataclass(frozen=True)
class Turn:
    """One turn: what the assistant said, and what it greeted with if the conversation is new.

    ``is_known`` tells whether the person has talked with us before. With ``wants_consultation``
    the assistant began to ask for personal data: that goes on at the web form.
    """

    chat: Chat
    messages: tuple[Message, ...]
    greeting: tuple[Message, ...] = ()
    is_known: bool = True
    wants_consultation: bool = False


class Conversations:
    """Turns in the conversations of chats.

    Every method raises ``StoreUnavailableError`` without a database, and ``TurnRefusedError``
    when too many others wait; then nothing was stored.
    """

    def __init__(
        self,
        service: ChatService,
        chats: SqlChats,
        inbox: SqlInbox,
        forms: FormTexts,
        now: Callable[[], datetime],
    ) -> None:
        """Hold conversations through ``service``; ``forms`` knows the questions for a person."""
        self._service = service
        self._chats = chats
        self._inbox = inbox
        self._forms = forms
        self._now = now

    async def greet(self, update: ClaimedUpdate) -> Turn:
        """Begin, or go on with the conversation there is, and return the greeting."""
        turn = await self._opened(update.incoming.chat_id)
        greeting = turn.greeting or tuple(m.as_dict() for m in self._service.greeting)
        return replace(turn, greeting=greeting)

    async def say(self, update: ClaimedUpdate, said: str) -> Turn:
        """Pass on what a person typed."""
        return await self._turn(update, lambda session: self._service.say(session, said, CHANNEL))

    async def choose(self, update: ClaimedUpdate, payload: str) -> Turn:
        """Pass on a chosen button.

        Raises:
            PayloadNotOfferedError: it belongs to an earlier conversation.
        """
        return await self._turn(
            update, lambda session: self._service.choose(session, payload, CHANNEL)
        )

    async def current(self, chat_id: int) -> Chat:
        """Return the chat with the conversation that is open, a new one if there is none."""
        return (await self._opened(chat_id)).chat

    async def history(self, chat: Chat) -> list[StoredMessage]:
        """Return what was said, nothing if the conversation is over."""
        try:
            return await self._service.history(chat.session, 0)
        except UnknownSessionError:
            return []

    async def erase(self, chat_id: int) -> None:
        """Delete the conversation of a chat here and in Rasa."""
        chat = await asyncio.to_thread(self._chats.find, chat_id)
        if chat is not None:
            await self._service.erase(chat.session)

    async def _turn(
        self,
        update: ClaimedUpdate,
        ask: Callable[[str], Awaitable[Sequence[StoredMessage]]],
    ) -> Turn:
        turn = await self._opened(update.incoming.chat_id)
        session = turn.chat.session
        told = await self._told_before(update, session)
        if told is None:
            told = [message.payload for message in await ask(session)]
        if not self._forms.are_among(told):
            return replace(turn, messages=tuple(told))
        # Personal data stays out of Telegram: the form ends before anybody has answered it.
        for payload in (STOP_PAYLOAD, DISCARD_PAYLOAD):
            with suppress(PayloadNotOfferedError):
                await self._service.choose(session, payload, CHANNEL)
        rest = self._forms.without(told)
        return replace(turn, messages=tuple(rest), wants_consultation=True)

    async def _told_before(self, update: ClaimedUpdate, session: str) -> list[Message] | None:
        """Return what was answered before a crash, so that nothing is asked twice."""
        history = await self._service.history(session, 0)
        newest = history[-1].number if history else 0
        if update.mark is None or update.mark > newest:
            await asyncio.to_thread(self._inbox.mark, update.number, newest)
            return None
        after = [message for message in history if message.number > update.mark]
        while after and after[0].role is not Role.USER:
            after.pop(0)
        return [message.payload for message in after if message.role is Role.BOT] or None

    async def _opened(self, chat_id: int) -> Turn:
        chat = await asyncio.to_thread(self._chats.find, chat_id)
        opened: list[StoredMessage] = []
        is_known = chat is not None
        if chat is None or not await self._is_open(chat.session):
            session, opened = await self._service.open()
            chat = Chat(chat_id, session, chat.is_simple if chat else False)
        await asyncio.to_thread(self._chats.save, chat, self._now())
        greeting = tuple(message.payload for message in opened)
        return Turn(chat, (), greeting, is_known)

    async def _is_open(self, session: str) -> bool:
        try:
            await self._service.require(session)
        except UnknownSessionError:
            return False
        return True
