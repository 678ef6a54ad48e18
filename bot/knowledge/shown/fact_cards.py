"""Two cards for structured knowledge, for every service that has some: facts and a table.

Shapes: docs/architecture.md. Clients show all of it as text, so no value holds markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, TypedDict

from bot.knowledge.entry import Source
from bot.knowledge.shown.cards import Card, source_items

FactStatus = Literal["confirmed", "about", "members", "unknown", "yes", "no", "maybe"]


class FactItem(TypedDict):
    """One statement with its label, remark, certainty or verdict, sources and day of check."""

    label: str | None
    text: str
    note: str | None
    status: FactStatus | None
    sources: list[Mapping[str, str]]
    checked_on: str | None


class FactSection(TypedDict):
    """Statements under one heading."""

    title: str | None
    items: list[FactItem]


class TableCell(TypedDict):
    """What stands in one column of a row; each line of ``text`` is a point of its own."""

    text: str
    note: str | None
    sources: list[Mapping[str, str]]


class TableRow(TypedDict):
    """A row with its heading and one cell for each column."""

    label: str
    cells: list[TableCell]


def fact_item(
    text: str,
    *,
    label: str | None = None,
    note: str | None = None,
    status: FactStatus | None = None,
    sources: Iterable[Source] = (),
    checked_on: date | None = None,
) -> FactItem:
    """Return one item of a ``facts`` card."""
    return {
        "label": label,
        "text": text,
        "note": note,
        "status": status,
        "sources": source_items(sources),
        "checked_on": None if checked_on is None else checked_on.isoformat(),
    }


def plain_section(lines: Iterable[str]) -> FactSection:
    """Return a section without heading, one statement for each line."""
    return {"title": None, "items": [fact_item(line) for line in lines]}


def facts_card(
    title: str,
    sections: Sequence[FactSection],
    *,
    intro: str | None = None,
    links: Iterable[tuple[str, str]] = (),
) -> Card:
    """Return the ``facts`` card; ``links`` are pairs of title and address."""
    return {
        "card": "facts",
        "title": title,
        "intro": intro,
        "sections": list(sections),
        "links": [{"title": link_title, "url": url} for link_title, url in links],
    }


def table_card(
    title: str,
    columns: Sequence[str],
    rows: Sequence[TableRow],
    *,
    intro: str | None = None,
    checked_on: date | None = None,
) -> Card:
    """Return the ``table`` card; ``columns`` are the headings of the cells.

    Raises:
        ValueError: a row has not one cell for each column.
    """
    if any(len(row["cells"]) != len(columns) for row in rows):
        raise ValueError("a row needs one cell for each column")
    return {
        "card": "table",
        "title": title,
        "intro": intro,
        "columns": list(columns),
        "rows": list(rows),
        "checked_on": None if checked_on is None else checked_on.isoformat(),
    }
