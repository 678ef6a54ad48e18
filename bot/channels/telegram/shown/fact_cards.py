"""The two cards of structured knowledge as paragraphs for Telegram."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from bot.channels.telegram.shown.rich import Paragraph, Run, heading, link, plain, sendable
from bot.channels.telegram.shown.sourcing import checked_on, source_lines
from bot.texts import text

Card = Mapping[str, Any]
_SILENT = (None, "confirmed")
"""A confirmed statement needs no mark."""


def facts(card: Card, site: str, _is_simple: bool) -> list[Paragraph]:
    """Return a ``facts`` card: statements with certainty and remark, then all sources."""
    shown = _top(card)
    items: list[Card] = []
    for section in card.get("sections") or ():
        if section.get("title"):
            shown.append(heading(section["title"]))
        for number, item in enumerate(section["items"]):
            items.append(item)
            shown += _fact(item, gap=1 if number or section.get("title") else 2)
    shown += source_lines(_unique(items), site)
    days = [item["checked_on"] for item in items if item.get("checked_on")]
    # The oldest day: none of the statements was checked longer ago than that.
    shown += checked_on(min(days, default=None))
    for number, entry in enumerate(card.get("links") or ()):
        named = link(entry["title"], urljoin(site, entry["url"]))
        shown.append(Paragraph((named,), gap=1 if number else 2))
    return shown


def table(card: Card, site: str, _is_simple: bool) -> list[Paragraph]:
    """Return a ``table`` card row by row, because chats are narrow."""
    shown = _top(card)
    cells: list[Card] = []
    for row in card.get("rows") or ():
        shown.append(heading(row["label"]))
        for column, cell in zip(card["columns"], row["cells"], strict=False):
            cells.append(cell)
            value = _in_one_line(str(cell["text"]))
            note = f" ({cell['note']})" if cell.get("note") else ""
            name = Run(sendable(f"{column}: "), bold=True)
            shown.append(Paragraph((Run("• "), name, Run(sendable(value + note))), gap=1))
    shown += source_lines(_unique(cells), site)
    shown += checked_on(card.get("checked_on"))
    return shown


def _in_one_line(text: str) -> str:
    """Return the points of a cell one after the other."""
    points = [point.strip() for point in text.split("\n") if point.strip()]
    return " ".join(
        point if point.endswith((".", "!", "?")) else f"{point};" for point in points
    ).rstrip(";")


def _top(card: Card) -> list[Paragraph]:
    shown = [heading(card["title"])]
    if card.get("intro"):
        shown.append(plain(card["intro"]))
    return shown


def _fact(item: Card, gap: int) -> Iterator[Paragraph]:
    status = item.get("status")
    mark = "" if status in _SILENT else f" [{text(f'cards.status_{status}')}]"
    label = [Run(sendable(f"{item['label']}: "), bold=True)] if item.get("label") else []
    yield Paragraph((Run("• "), *label, Run(sendable(f"{item['text']}{mark}"))), gap)
    if item.get("note"):
        yield plain(item["note"], gap=1)


def _unique(parts: Iterable[Card]) -> list[Card]:
    found: list[Card] = []
    for part in parts:
        found += [source for source in part.get("sources") or () if source not in found]
    return found
