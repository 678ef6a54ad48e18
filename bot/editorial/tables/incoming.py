"""A table as it comes from a file: texts only, each row with the number people see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.editorial.tables.specs import TABLES, Table
from bot.texts import text

MAX_FILE_BYTES = 20_000_000


class TableFileError(ValueError):
    """The file cannot be read or written as a table; the message is German, for the editor."""


@dataclass(frozen=True)
class IncomingTable:
    """The rows of one table; ``rows`` holds the row's number and its cells under ``header``."""

    table: Table
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def kind_title() -> str:
    """Return the heading of the column that tells the rows of a CSV file apart."""
    return text("tables.column_kind")


def by_kind(
    header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]
) -> list[IncomingTable]:
    """Split the rows of one big table by their first cell.

    Raises:
        TableFileError: a row is of no known kind.
    """
    by_title = {table.title: table for table in TABLES}
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        kind = cells[0].strip()
        if kind not in by_title:
            known = ", ".join(by_title)
            raise TableFileError(text("tables.unknown_kind", row=number, kind=kind, known=known))
        found.setdefault(kind, []).append((number, tuple(cells[1:])))
    return [
        IncomingTable(by_title[kind], tuple(header[1:]), tuple(own)) for kind, own in found.items()
    ]
