"""Messages of the assistant as plain text, for terminals and tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.knowledge.blocks import to_plain_text
from bot.texts import text


def plain_text(message: Mapping[str, Any]) -> str:
    """Return everything a user reads of a message, except its buttons."""
    render = _CARDS.get(str(message.get("card", "")))
    parts = [str(message["text"])] if message.get("text") else []
    if render is not None:
        parts.append(render(message))
    return "\n".join(parts)


def sources_of(message: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return all sources that a message names."""
    found = list(message.get("sources", []))
    for item in message.get("items", []):
        found += item.get("sources", [])
    return found


def _answer(card: Mapping[str, Any]) -> str:
    lines = [to_plain_text(card["answer"])]
    if card["is_practice"]:
        lines.append(text("console.practice"))
    lines += [text("console.source", **source) for source in card["sources"]]
    lines.append(text("console.checked_on", day=card["checked_on"]))
    return "\n".join(lines)


def _deadlines(card: Mapping[str, Any]) -> str:
    lines = [card["intro"]]
    for item in card["items"]:
        lines.append(text("console.deadline", **{k: item[k] for k in _DEADLINE_KEYS}))
        lines += [text("console.source", **source) for source in item["sources"]]
        lines.append(text("console.checked_on", day=item["checked_on"]))
    return "\n".join(lines)


_DEADLINE_KEYS = ("programme", "action", "status_text", "when")


def _contact(card: Mapping[str, Any]) -> str:
    office = card["office"]
    known = [office[key] for key in ("name", "phone", "email", "hours", "website") if office[key]]
    return "\n".join([*known, card["form_url"]])


def _summary(card: Mapping[str, Any]) -> str:
    return "\n".join(f"{item['label']}: {item['value']}" for item in card["fields"])


def _receipt(card: Mapping[str, Any]) -> str:
    return text("console.receipt", reference=card["reference"], promise=card["promise"])


_CARDS = {
    "answer": _answer,
    "deadlines": _deadlines,
    "contact": _contact,
    "summary": _summary,
    "receipt": _receipt,
}
