"""Messages of the assistant as plain text, for terminals and tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.knowledge.files.blocks import to_plain_text
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
    parts = list(message.get("items", []))
    parts += [item for section in message.get("sections", []) for item in section["items"]]
    parts += [cell for row in message.get("rows", []) for cell in row["cells"]]
    for part in parts:
        found += [source for source in part.get("sources", []) if source not in found]
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


def _facts(card: Mapping[str, Any]) -> str:
    lines = [card["title"]]
    if card["intro"]:
        lines.append(card["intro"])
    for section in card["sections"]:
        if section["title"]:
            lines.append(text("console.heading", title=section["title"]))
        for item in section["items"]:
            lines += _fact(item)
    lines += [text("console.link", **link) for link in card["links"]]
    days = [item["checked_on"] for s in card["sections"] for item in s["items"]]
    if any(days):
        lines.append(text("console.checked_on", day=min(filter(None, days))))
    return "\n".join(lines)


def _fact(item: Mapping[str, Any]) -> Iterator[str]:
    # A confirmed statement needs no mark.
    if item["status"] in (None, "confirmed"):
        mark = ""
    else:
        mark = f" [{text('cards.status_' + item['status'])}]"
    label = f"{item['label']}: " if item["label"] else ""
    yield f"- {label}{item['text']}{mark}"
    if item["note"]:
        yield f"  {item['note']}"
    for source in item["sources"]:
        yield "  " + text("console.source", **source)


def _table(card: Mapping[str, Any]) -> str:
    lines = [card["title"]]
    if card["intro"]:
        lines.append(card["intro"])
    for row in card["rows"]:
        lines.append(text("console.heading", title=row["label"]))
        for column, cell in zip(card["columns"], row["cells"], strict=True):
            note = f" {cell['note']}" if cell["note"] else ""
            lines.append(f"- {column}: {cell['text']}{note}")
    lines += [text("console.source", **source) for source in sources_of(card)]
    if card["checked_on"]:
        lines.append(text("console.checked_on", day=card["checked_on"]))
    return "\n".join(lines)


def _contact(card: Mapping[str, Any]) -> str:
    office = card["office"]
    keys = ("name", "address", "phone", "email", "hours", "website")
    known = [office[key] for key in keys if office[key]]
    return "\n".join([*known, *office["responsible"], card["form_url"]])


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
    "facts": _facts,
    "table": _table,
}
