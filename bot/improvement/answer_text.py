"""What the assistant said in one turn, as a few words for the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.knowledge.files.blocks import to_plain_text
from bot.texts import keys, text

MAX_CHARACTERS = 400


def answer_text(messages: Iterable[Mapping[str, Any]]) -> str:
    """Return the beginning of the answer; cards are told by their title or their kind."""
    parts = [said for message in messages if (said := _said(message))]
    whole = " ".join(" ".join(parts).split())
    return whole if len(whole) <= MAX_CHARACTERS else f"{whole[: MAX_CHARACTERS - 1]}…"


def offered(messages: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the titles of the buttons that the assistant showed."""
    return [
        str(button["title"])
        for message in messages
        for button in message.get("buttons", ())
        if isinstance(button, dict) and button.get("title")
    ]


def _said(message: Mapping[str, Any]) -> str:
    said = str(message.get("text") or "")
    card = message.get("card")
    if not isinstance(card, str):
        return said
    if card == "answer":
        blocks = message.get("answer")
        content = to_plain_text(blocks) if isinstance(blocks, list) else ""
        return f"{said} {message.get('question', '')} – {content}".strip()
    title = message.get("title") or message.get("intro")
    key = f"improvement.card_{card}"
    kind = text(key) if key in keys() else card
    return f"{said} {kind}: {title}".strip() if title else f"{said} {kind}".strip()
