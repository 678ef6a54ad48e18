"""Reminders in a chat: begin, show, end."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.messages import Button
from bot.channels.telegram.own_payloads import (
    END,
    PROGRAMMES,
    own_payload,
    subscribe_payload,
)
from bot.channels.telegram.shown.keyboards import keyboard
from bot.channels.telegram.shown.outgoing import Outgoing, messages
from bot.channels.telegram.shown.rich import Paragraph, plain
from bot.channels.telegram.talking.services import TelegramServices
from bot.deadlines.models import Programme
from bot.reminders.models import Target, TargetKind
from bot.reminders.service import TargetUnknownError
from bot.reminders.wording import item_name
from bot.texts import text

_PAGE = 10


def offer(
    services: TelegramServices, chat_id: int, wanted: str = "", page: int = 0
) -> list[Outgoing]:
    """Return the programmes to be reminded of, those that ``wanted`` names if it names any.

    Raises:
        DeadlineBookError: the files of the office have never been readable.
    """
    known = services.deadlines.current().programmes
    programmes = [programme for programme in known if _is_meant(programme, wanted)]
    if wanted and not programmes:
        return _ask(services, chat_id, text("telegram.remind_unknown"), known, 0)
    return _ask(services, chat_id, text("telegram.remind_ask"), programmes, page, wanted)


def offer_deadlines(services: TelegramServices, chat_id: int, ids: Sequence[str]) -> list[Outgoing]:
    """Begin the reminder of one deadline, or ask which of several is meant."""
    book = services.deadlines.current()
    found = [deadline for deadline in book.deadlines if deadline.id in ids]
    if not found:
        return messages([plain(text("telegram.remind_gone"))])
    if len(found) == 1:
        return subscribe(services, chat_id, Target(TargetKind.DEADLINE, found[0].id))
    buttons = []
    for deadline in found:
        target = Target(TargetKind.DEADLINE, deadline.id)
        buttons.append(Button(item_name(book, deadline.id), subscribe_payload(target)))
    keys = keyboard(buttons, services.sign_for(chat_id))
    return messages([plain(text("telegram.remind_which"))], keys)


def subscribe(services: TelegramServices, chat_id: int, target: Target) -> list[Outgoing]:
    """Begin a reminder and say what that means."""
    try:
        is_new = services.reminders.subscribe_chat(str(chat_id), target)
    except TargetUnknownError:
        return messages([plain(text("telegram.remind_gone"))])
    about = services.reminders.about(target)
    kind = "events" if target.kind is TargetKind.EVENTS else "deadlines"
    said = f"telegram.remind_{kind}" if is_new else "telegram.remind_known"
    return messages([plain(text(said, about=about))])


def overview(services: TelegramServices, chat_id: int) -> list[Outgoing]:
    """Return what the chat is reminded of, with a button to end each."""
    found = services.reminders.of_chat(str(chat_id))
    if not found:
        return messages([plain(text("telegram.subscriptions_none"))])
    lines: list[Paragraph] = [plain(text("telegram.subscriptions"))]
    buttons = []
    for item in found:
        about = services.reminders.about(item.target)
        lines.append(plain(f"• {about}", gap=1))
        title = text("telegram.button_end", about=about)
        buttons.append(Button(title, own_payload(END, str(item.id))))
    return messages(lines, keyboard(buttons, services.sign_for(chat_id)))


def end(services: TelegramServices, chat_id: int, number: str) -> list[Outgoing]:
    """End one reminder and say so."""
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    has_ended = is_number and services.reminders.end_in_chat(str(chat_id), int(number))
    said = "telegram.subscription_ended" if has_ended else "telegram.subscription_gone"
    return messages([plain(text(said))])


def _ask(
    services: TelegramServices,
    chat_id: int,
    said: str,
    programmes: Sequence[Programme],
    page: int,
    wanted: str = "",
) -> list[Outgoing]:
    shown = programmes[page * _PAGE : (page + 1) * _PAGE]
    buttons = [Button(p.name, subscribe_payload(Target(TargetKind.PROGRAMME, p.id))) for p in shown]
    if (page + 1) * _PAGE < len(programmes):
        buttons.append(Button(text("telegram.button_more"), own_payload(PROGRAMMES, str(page + 1))))
    if not wanted:
        events = subscribe_payload(Target(TargetKind.EVENTS))
        buttons.append(Button(text("telegram.button_events"), events))
    return messages([plain(said)], keyboard(buttons, services.sign_for(chat_id)))


def _is_meant(programme: Programme, wanted: str) -> bool:
    needle = wanted.casefold().strip()
    return needle in programme.name.casefold() or needle == programme.id.casefold()
