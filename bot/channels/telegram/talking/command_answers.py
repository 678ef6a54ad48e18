"""The answers to the commands of the menu."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import urljoin

from bot.channels.messages import Button
from bot.channels.telegram.commands import MENU, is_question_link, menu, question_of
from bot.channels.telegram.kept.inbox import ClaimedUpdate
from bot.channels.telegram.own_payloads import EVENTS_CALENDAR, own_payload, subscribe_payload
from bot.channels.telegram.shown.outgoing import Outgoing, messages
from bot.channels.telegram.shown.rich import Paragraph, Run, link, plain
from bot.channels.telegram.talking import subscriptions
from bot.channels.telegram.talking.consultation import handed_over
from bot.channels.telegram.talking.erasing import erase_chat
from bot.channels.telegram.talking.services import TelegramServices
from bot.channels.telegram.talking.turns import greeted, shown_turn
from bot.clock import day_in_germany
from bot.deadlines.events import choose_events, events_card
from bot.gateway.chat.offers import question_payload
from bot.gateway.chat.service import SHOW_DEADLINES_PAYLOAD
from bot.intake.own_request import OWN_REQUEST_PATH
from bot.reminders.models import Target, TargetKind
from bot.texts import text

Answer = Callable[[ClaimedUpdate], Awaitable[list[Outgoing]]]


class CommandAnswers:
    """One method for each command."""

    def __init__(self, services: TelegramServices) -> None:
        """Answer with ``services``."""
        self._services = services
        self._answers: dict[str, Answer] = {name: getattr(self, f"_{name}") for name in MENU}

    async def answer(self, update: ClaimedUpdate) -> list[Outgoing]:
        """Return the answer to a command; an unknown one gets the list of those there are."""
        return await self._answers.get(update.incoming.command, self._unknown)(update)

    async def _start(self, update: ClaimedUpdate) -> list[Outgoing]:
        services, parameter = self._services, update.incoming.argument
        if not is_question_link(parameter):
            return await self._greeting(update)
        known = [entry.id for entry in await asyncio.to_thread(services.catalogue.all)]
        faq_id = question_of(parameter, known)
        if faq_id is None:
            gone = messages([plain(text("telegram.question_gone"))])
            return [*await self._greeting(update), *gone]
        turn = await services.conversations.choose(update, question_payload(faq_id))
        return await shown_turn(services, turn)

    async def _greeting(self, update: ClaimedUpdate) -> list[Outgoing]:
        turn = await self._services.conversations.greet(update)
        return await asyncio.to_thread(greeted, self._services, turn)

    async def _hilfe(self, update: ClaimedUpdate) -> list[Outgoing]:
        del update
        return messages(_help(text("telegram.help")))

    async def _unknown(self, update: ClaimedUpdate) -> list[Outgoing]:
        del update
        return messages(_help(text("telegram.command_unknown")))

    async def _fristen(self, update: ClaimedUpdate) -> list[Outgoing]:
        services, wanted = self._services, update.incoming.argument
        await services.show_typing(update.incoming.chat_id)
        if wanted:
            turn = await services.conversations.say(
                update, text("telegram.deadlines_of", wanted=wanted)
            )
        else:
            turn = await services.conversations.choose(update, SHOW_DEADLINES_PAYLOAD)
        return await shown_turn(services, turn)

    async def _termine(self, update: ClaimedUpdate) -> list[Outgoing]:
        return await asyncio.to_thread(self._events, update.incoming.chat_id)

    def _events(self, chat_id: int) -> list[Outgoing]:
        services = self._services
        book, today = services.deadlines.current(), day_in_germany(services.now())
        choice = choose_events(book.events, "", (), today)
        card = events_card(choice, today, services.read_office().website)
        more = [Button(text("telegram.button_events"), subscribe_payload(_EVENTS))]
        if choice.upcoming:
            calendar = own_payload(EVENTS_CALENDAR)
            more.insert(0, Button(text("telegram.button_calendar"), calendar))
        return services.answer(chat_id, [card], more=more)

    async def _beratung(self, update: ClaimedUpdate) -> list[Outgoing]:
        return await handed_over(self._services, update.incoming.chat_id)

    async def _erinnern(self, update: ClaimedUpdate) -> list[Outgoing]:
        incoming = update.incoming
        return await asyncio.to_thread(
            subscriptions.offer, self._services, incoming.chat_id, incoming.argument
        )

    async def _abos(self, update: ClaimedUpdate) -> list[Outgoing]:
        return await asyncio.to_thread(
            subscriptions.overview, self._services, update.incoming.chat_id
        )

    async def _einfach(self, update: ClaimedUpdate) -> list[Outgoing]:
        services = self._services
        chat = await services.conversations.current(update.incoming.chat_id)
        # Tried again after a crash it must not change back.
        is_simple = chat.is_simple if update.attempts > 1 else not chat.is_simple
        changed = replace(chat, is_simple=is_simple)
        await asyncio.to_thread(services.chats.save, changed, services.now())
        said = "telegram.simple_on" if is_simple else "telegram.simple_off"
        return messages([plain(text(said))])

    async def _datenschutz(self, update: ClaimedUpdate) -> list[Outgoing]:
        del update
        page = urljoin(self._services.site, "/datenschutz")
        return messages(
            [
                plain(text("telegram.privacy")),
                Paragraph((Run(text("telegram.privacy_page")), link(page, page))),
            ]
        )

    async def _stopp(self, update: ClaimedUpdate) -> list[Outgoing]:
        incoming = update.incoming
        had_request = await asyncio.to_thread(self._services.handovers.of_chat, incoming.chat_id)
        await erase_chat(self._services, incoming.chat_id, incoming.update_id)
        shown = [plain(text("telegram.stopped"))]
        if had_request:
            page = urljoin(self._services.site, OWN_REQUEST_PATH)
            shown.append(Paragraph((Run(text("telegram.stopped_request")), link(page, page))))
        return messages(shown)


_EVENTS = Target(TargetKind.EVENTS)


def _help(said: str) -> list[Paragraph]:
    lines = [plain(f"/{name} – {meaning}", gap=1) for name, meaning in menu()]
    return [plain(said), *lines, plain(text("telegram.help_rest"))]
