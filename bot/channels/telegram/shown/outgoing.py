"""What is to be sent, as the outbox keeps it: a method of the Bot API and its content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.channels.telegram.incoming import Key
from bot.channels.telegram.shown.keyboards import markup, one_in_a_row
from bot.channels.telegram.shown.rich import Paragraph, sendable, to_html, to_text
from bot.channels.telegram.shown.splitting import split

MOST_ALERT_CHARACTERS = 200


class Method(Enum):
    """What we ask of the Bot API."""

    MESSAGE = "sendMessage"
    DOCUMENT = "sendDocument"
    ANSWER = "answerCallbackQuery"
    MARK = "editMessageReplyMarkup"


@dataclass(frozen=True)
class Outgoing:
    """One call of the Bot API; ``content`` is JSON."""

    method: Method
    content: Mapping[str, Any]
    is_notice: bool = False


def messages(
    paragraphs: Sequence[Paragraph], keys: Sequence[Key] = (), *, is_notice: bool = False
) -> list[Outgoing]:
    """Return an answer: one message, or as many as it needs, the keyboard under the last."""
    parts = split(paragraphs)
    found = []
    for number, part in enumerate(parts, start=1):
        content: dict[str, Any] = {"html": to_html(part), "text": to_text(part)}
        if keys and number == len(parts):
            content["keyboard"] = markup(one_in_a_row(keys))
        found.append(Outgoing(Method.MESSAGE, content, is_notice))
    return found


def document(name: str, content: str, caption: str) -> Outgoing:
    """Return a file to download; ``content`` is its text."""
    return Outgoing(Method.DOCUMENT, {"name": name, "file": content, "caption": sendable(caption)})


def answer(callback_id: str, alert: str = "") -> Outgoing:
    """Return the end of the waiting after a button; an alert has to be closed by the person."""
    return Outgoing(
        Method.ANSWER, {"callback_id": callback_id, "alert": alert[:MOST_ALERT_CHARACTERS]}
    )


def mark(message_id: int, rows: Sequence[Sequence[Key]]) -> Outgoing:
    """Return the change of a keyboard; no rows take it away."""
    return Outgoing(Method.MARK, {"message_id": message_id, "keyboard": markup(rows)})
