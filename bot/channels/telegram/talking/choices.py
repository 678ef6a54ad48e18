"""The answers to pressed buttons: each one ends the waiting, marks what was chosen, and answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.channels.messages import Button
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.kept.inbox import ClaimedUpdate
from bot.channels.telegram.own_payloads import (
    CALENDAR,
    END,
    EVENTS_CALENDAR,
    FULL,
    IN_CHAT,
    IN_CHAT_SURE,
    NOTICE,
    PROGRAMMES,
    REMIND,
    SIMPLE,
    SUBSCRIBE,
    own_payload,
    read_own,
    target_of,
)
from bot.channels.telegram.shown.keyboards import keyboard, with_mark
from bot.channels.telegram.shown.outgoing import Outgoing, answer, mark, messages
from bot.channels.telegram.shown.rich import plain
from bot.channels.telegram.talking import subscriptions
from bot.channels.telegram.talking.calendar_files import deadlines_file, events_file
from bot.channels.telegram.talking.consultation import handed_over
from bot.channels.telegram.talking.payloads import ForgedPayloadError
from bot.channels.telegram.talking.services import TelegramServices
from bot.channels.telegram.talking.turns import shown_turn
from bot.clock import day_in_germany
from bot.gateway.chat.discretion import CONSULTATION_PAYLOAD
from bot.gateway.chat.offers import PayloadNotOfferedError
from bot.knowledge.shown.cards import answer_card
from bot.texts import text

Answer = Callable[[int, list[str]], list[Outgoing]]


class StaleError(Exception):
    """What the button was about does not exist any more."""


class Choices:
    """Answers pressed buttons."""

    def __init__(self, services: TelegramServices) -> None:
        """Answer with ``services``."""
        self._services = services
        self._own: dict[str, Answer] = {
            SIMPLE: lambda chat_id, values: self._entry(chat_id, values, is_simple=True),
            FULL: lambda chat_id, values: self._entry(chat_id, values, is_simple=False),
            REMIND: lambda chat_id, values: subscriptions.offer_deadlines(
                services, chat_id, values
            ),
            SUBSCRIBE: self._subscribe,
            END: lambda chat_id, values: subscriptions.end(services, chat_id, "".join(values)),
            PROGRAMMES: self._programmes,
            CALENDAR: lambda _, values: deadlines_file(services, values),
            EVENTS_CALENDAR: lambda _, __: events_file(services),
            NOTICE: lambda chat_id, _: self._way(chat_id, in_chat=False),
            IN_CHAT: self._warn,
            IN_CHAT_SURE: lambda chat_id, _: self._way(chat_id, in_chat=True),
        }

    async def answer(self, update: ClaimedUpdate) -> list[Outgoing]:
        """Return the calls that answer a pressed button; an old one is explained."""
        incoming = update.incoming
        try:
            calls = await self._answer(update)
        except (StaleError, ForgedPayloadError, PayloadNotOfferedError):
            return self._explained(incoming)
        marked = with_mark(incoming.keyboard, incoming.data)
        marking = [mark(incoming.message_id, marked)] if marked else []
        return [answer(incoming.callback_id), *marking, *calls]

    async def _answer(self, update: ClaimedUpdate) -> list[Outgoing]:
        incoming = update.incoming
        if not incoming.data or not incoming.chat_id:
            raise StaleError
        payload = await asyncio.to_thread(
            self._services.signer.read,
            incoming.chat_id,
            incoming.data,
            self._services.chats.payload,
        )
        if payload is None:
            raise StaleError
        own = read_own(payload)
        if own is not None:
            kind, values = own
            if kind not in self._own:
                raise StaleError
            return await asyncio.to_thread(self._own[kind], incoming.chat_id, values)
        if payload == CONSULTATION_PAYLOAD:
            return await handed_over(self._services, incoming.chat_id)
        await self._services.show_typing(incoming.chat_id)
        turn = await self._services.conversations.choose(update, payload)
        return await shown_turn(self._services, turn)

    def _explained(self, incoming: Incoming) -> list[Outgoing]:
        calls = [answer(incoming.callback_id, text("telegram.stale"))]
        if incoming.keyboard and incoming.message_id:
            calls.append(mark(incoming.message_id, []))
        return calls

    def _entry(self, chat_id: int, values: list[str], *, is_simple: bool) -> list[Outgoing]:
        services = self._services
        entry = services.catalogue.get("".join(values))
        if entry is None:
            raise StaleError
        today = day_in_germany(services.now())
        card = answer_card(entry, services.catalogue, today)
        return services.answer(chat_id, [card], is_simple=is_simple)

    def _subscribe(self, chat_id: int, values: list[str]) -> list[Outgoing]:
        target = target_of(values)
        if target is None:
            raise StaleError
        return subscriptions.subscribe(self._services, chat_id, target)

    def _programmes(self, chat_id: int, values: list[str]) -> list[Outgoing]:
        page = "".join(values)
        if not (page.isascii() and page.isdigit() and len(page) < 4):
            raise StaleError
        return subscriptions.offer(self._services, chat_id, page=int(page))

    def _warn(self, chat_id: int, _values: list[str]) -> list[Outgoing]:
        buttons = [
            Button(text("telegram.button_notice"), own_payload(NOTICE)),
            Button(text("telegram.button_in_chat_sure"), own_payload(IN_CHAT_SURE)),
        ]
        keys = keyboard(buttons, self._services.sign_for(chat_id))
        return messages([plain(text("telegram.in_chat_warning"))], keys)

    def _way(self, chat_id: int, *, in_chat: bool) -> list[Outgoing]:
        if not self._services.handovers.show_text(chat_id, is_wanted=in_chat):
            raise StaleError
        said = "telegram.in_chat_on" if in_chat else "telegram.in_chat_off"
        return messages([plain(text(said))])
