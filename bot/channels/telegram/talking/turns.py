"""Shows one turn of a conversation, with the greeting before it where the conversation is new."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.channels.telegram.shown.cards import paragraphs_of
from bot.channels.telegram.shown.outgoing import Outgoing
from bot.channels.telegram.shown.rich import Paragraph, plain
from bot.channels.telegram.talking.consultation import handed_over
from bot.channels.telegram.talking.conversation import Turn
from bot.channels.telegram.talking.services import TelegramServices
from bot.texts import text


async def shown_turn(
    services: TelegramServices, turn: Turn, first: Sequence[Paragraph] = ()
) -> list[Outgoing]:
    """Return the answer of a turn; whoever is new here reads first that this is a program."""
    is_first = bool(turn.greeting) and not turn.is_known
    opening = await asyncio.to_thread(greeted, services, turn) if is_first else []
    chat_id = turn.chat.chat_id
    if turn.wants_consultation:
        shown = [*first]
        for message in turn.messages:
            shown += paragraphs_of(message, services.site, is_simple=turn.chat.is_simple)
        return [*opening, *await handed_over(services, chat_id, shown)]

    def answer() -> list[Outgoing]:
        return services.answer(
            chat_id, turn.messages, is_simple=turn.chat.is_simple, first=[*again, *first]
        )

    again = [plain(text("telegram.again"))] if turn.greeting and turn.is_known else []
    return [*opening, *await asyncio.to_thread(answer)]


def greeted(services: TelegramServices, turn: Turn) -> list[Outgoing]:
    """Return the greeting of a turn, and how to go on from there."""
    return services.answer(
        turn.chat.chat_id, turn.greeting, last=[plain(text("telegram.first_hint"))]
    )
