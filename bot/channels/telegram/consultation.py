"""The way from a chat to a person: a one-time link to the form on the web.

The form is filled in with what the conversation was about, in our own words. Nothing that the
person typed goes along, so nothing personal can.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from urllib.parse import urljoin

from bot.channels.messages import Button
from bot.channels.telegram.handovers import LINK_PATH, Handover
from bot.channels.telegram.incoming import Key
from bot.channels.telegram.keyboards import can_open, keyboard
from bot.channels.telegram.outgoing import Outgoing, messages
from bot.channels.telegram.own_payloads import IN_CHAT, NOTICE, own_payload
from bot.channels.telegram.rich import Paragraph, link, plain
from bot.channels.telegram.services import TelegramServices
from bot.conversations.models import Role, StoredMessage
from bot.texts import text

_MOST_NAMED = 5


async def handed_over(
    services: TelegramServices, chat_id: int, first: Iterable[Paragraph] = ()
) -> list[Outgoing]:
    """Return the message with the link to the form."""
    chat = await services.conversations.current(chat_id)
    topics = topics_of(await services.conversations.history(chat))
    token = services.new_token()
    handover = Handover(
        topic=topics[-1] if topics else "",
        description=_description(topics),
        conversation=chat.conversation,
    )
    now = services.now()
    await asyncio.to_thread(services.handovers.offer, chat_id, token, handover, now)
    url = urljoin(services.site, f"{LINK_PATH}/{token}")
    shown = [*first, plain(text("telegram.consultation"))]
    if topics:
        shown.append(plain(text("telegram.consultation_topic", topic=topics[-1])))
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


def topics_of(history: Iterable[StoredMessage]) -> list[str]:
    """Return what the assistant talked about, in its words, the last at the end."""
    found: list[str] = []
    for message in history:
        if message.role is Role.BOT:
            found += _titles(message)
    newest_last = dict.fromkeys(reversed(found))
    return list(reversed(list(newest_last)[:_MOST_NAMED]))


def _titles(message: StoredMessage) -> list[str]:
    payload = message.payload
    card = payload.get("card")
    if card == "answer":
        return [str(payload["question"])]
    if card == "deadlines":
        names = dict.fromkeys(item["programme"] for item in payload.get("items") or ())
        return [text("telegram.topic_deadlines", names=", ".join(names))] if names else []
    return [str(payload["title"])] if card in ("facts", "table") else []


def _description(topics: list[str]) -> str:
    if not topics:
        return ""
    lines = [text("telegram.profile_intro"), *(f"- {topic}" for topic in topics)]
    return "\n".join([*lines, "", text("telegram.profile_question"), ""])
