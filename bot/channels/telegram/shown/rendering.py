"""Turns what the assistant says into an answer with its keyboard: one message wherever it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bot.channels.messages import Button
from bot.channels.telegram.own_payloads import CALENDAR, FULL, REMIND, SIMPLE, own_payload
from bot.channels.telegram.shown.cards import paragraphs_of
from bot.channels.telegram.shown.keyboards import keyboard
from bot.channels.telegram.shown.outgoing import Outgoing, messages
from bot.channels.telegram.shown.rich import Paragraph
from bot.deadlines.asked.asking import Concern
from bot.gateway.chat.offers import question_payload
from bot.texts import text

_MOST_RELATED = 3
_DONE_HERE = (Concern.CALENDAR, Concern.REMINDER)

Message = Mapping[str, Any]
Signer = Callable[[str], str]


def rendered(
    said: Sequence[Message],
    site: str,
    sign: Signer,
    *,
    is_simple: bool,
    first: Sequence[Paragraph],
    last: Sequence[Paragraph],
    more: Sequence[Button],
) -> list[Outgoing]:
    """Return the answer; ``first`` and ``last`` stand around it, ``more`` under its buttons."""
    paragraphs = list(first)
    buttons: list[Button] = []
    for message in said:
        paragraphs += paragraphs_of(message, site, is_simple=is_simple)
        buttons += _buttons(message, is_simple=is_simple)
    return messages([*paragraphs, *last], keyboard([*buttons, *more], sign))


def _buttons(message: Message, *, is_simple: bool) -> Iterator[Button]:
    yield from _own(message, is_simple=is_simple)
    for related in list(message.get("related") or ())[:_MOST_RELATED]:
        yield Button(related["question"], question_payload(related["id"]))
    has_own = bool(_deadline_ids(message))
    for button in message.get("buttons") or ():
        if not (has_own and _is_for_pages(button["payload"])):
            yield Button(button["title"], button["payload"])


def _is_for_pages(payload: str) -> bool:
    """Return whether a button offers a calendar or mails: here stand a file and messages."""
    return any(f'"about": "{concern.value}"' in payload for concern in _DONE_HERE)


def _deadline_ids(message: Message) -> list[str]:
    if message.get("card") != "deadlines":
        return []
    return [item["id"] for item in message.get("items") or () if item.get("programme_id")]


def _own(message: Message, *, is_simple: bool) -> Iterator[Button]:
    if message.get("card") == "answer" and message.get("simple"):
        name, kind = ("full", FULL) if is_simple else ("simple", SIMPLE)
        yield Button(text(f"telegram.button_{name}"), own_payload(kind, message["faq_id"]))
    ids = _deadline_ids(message)
    if ids:
        yield Button(text("telegram.button_remind"), own_payload(REMIND, *ids))
        yield Button(text("telegram.button_calendar"), own_payload(CALENDAR, *ids))
