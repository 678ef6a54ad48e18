"""The way from a chat to a person: a one-time link to the form on the web.

The form is filled in with what the conversation was about (``profile.py``); nothing personal is
asked for in the chat.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from urllib.parse import urljoin

from bot.channels.messages import Button
from bot.channels.telegram.handovers import LINK_PATH, Handover
from bot.channels.telegram.incoming import Key
from bot.channels.telegram.own_payloads import IN_CHAT, NOTICE, own_payload
from bot.channels.telegram.shown.keyboards import can_open, keyboard
from bot.channels.telegram.shown.outgoing import Outgoing, messages
from bot.channels.telegram.shown.rich import Paragraph, link, plain
from bot.channels.telegram.talking.profile import profile_of
from bot.channels.telegram.talking.services import TelegramServices
from bot.texts import text


async def handed_over(
    services: TelegramServices, chat_id: int, first: Iterable[Paragraph] = ()
) -> list[Outgoing]:
    """Return the message with the link to the form."""
    chat = await services.conversations.current(chat_id)
    now = services.now()
    fields = profile_of(await services.conversations.history(chat), now)
    token = services.new_token()
    handover = Handover(fields, chat.conversation)
    await asyncio.to_thread(services.handovers.offer, chat_id, token, handover, now)
    url = urljoin(services.site, f"{LINK_PATH}/{token}")
    shown = [*first, plain(text("telegram.consultation"))]
    if fields:
        shown.append(plain(text("telegram.consultation_fields", fields=_named(fields))))
    keys = [Key(text("telegram.button_form"), url=url)] if can_open(url) else []
    if not keys:
        shown.append(Paragraph((link(url, url),)))
    shown.append(plain(text("telegram.consultation_valid")))
    return messages(shown, keys)


def way_of_answers(services: TelegramServices, chat_id: int) -> list[Outgoing]:
    """Return the question whether answers shall stand in the chat itself."""
    buttons = [
        Button(text("telegram.button_notice"), own_payload(NOTICE)),
        Button(text("telegram.button_in_chat"), own_payload(IN_CHAT)),
    ]
    keys = keyboard(buttons, services.sign_for(chat_id))
    return messages([plain(text("telegram.way_of_answers"))], keys)


def _named(fields: Mapping[str, str]) -> str:
    """Return what the form holds already, without the longer description."""
    return "; ".join(value for name, value in fields.items() if name != "description")
