"""The end of everything that we keep of a chat."""

from __future__ import annotations

import asyncio

from bot.channels.telegram.talking.services import TelegramServices


async def erase_chat(services: TelegramServices, chat_id: int, update_id: int = 0) -> None:
    """Delete conversation, reminders, links and messages of a chat.

    What was counted stays, because it names nobody. The update that is being worked off stays
    until its answer is queued.
    """
    await services.conversations.erase(chat_id)
    await asyncio.to_thread(services.reminders.erase_address, str(chat_id))
    await asyncio.to_thread(services.chats.erase, chat_id, but_update=update_id)
