"""What differs between the files and a table that came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.editorial.tables.codecs import CellError, clean
from bot.editorial.tables.incoming import IncomingTable
from bot.editorial.tables.rows import Row
from bot.editorial.tables.specs import Column
from bot.texts import text


@dataclass(frozen=True)
class Change:
    """One cell with another content; ``value`` is what the file is to hold (None: nothing)."""

    row: Row
    column: Column
    old: str
    new: str
    value: Any


@dataclass
class Comparison:
    """All changes, everything that does not fit (German), and the notes of the reviewers."""

    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def compare(current: Sequence[Row], incoming: Sequence[IncomingTable]) -> Comparison:
    """Compare; rows and columns that are missing in the table stay as they are."""
    found = Comparison()
    by_key = {(row.table.key, row.key): row for row in current}
    for table in incoming:
        seen: dict[str, int] = {}
        columns = list(_columns(table, found))
        for number, cells in table.rows:
            where = text("tables.at_row", table=table.table.title, row=number)
            own = {
                column.key: cells[position] if position < len(cells) else ""
                for position, column in columns
            }
            key = clean(own.pop("id", ""))
            note = clean(own.pop("note", ""))
            if not key and not any(map(clean, cells)):
                continue
            row = by_key.get((table.table.key, key))
            if row is None:
                found.problems.append(f"{where}: {text('tables.unknown_id', id=key)}")
                continue
            if key in seen:
                found.problems.append(f"{where}: {text('tables.id_twice', id=key, row=seen[key])}")
                continue
            seen[key] = number
            if note:
                found.notes.append(text("tables.note", key=key, note=note))
            _compare_row(row, own, where, found)
    return found


_NOTE = Column("note")


def _columns(table: IncomingTable, found: Comparison) -> Iterator[tuple[int, Column]]:
    """Yield position and column of every heading that belongs to the table."""
    for position, title in enumerate(table.header):
        if not title:
            continue
        column = table.table.column_by_title(title)
        if column is not None:
            yield position, column
        elif title == text("tables.column_note"):
            yield position, _NOTE
        elif any(clean(cells[position]) for _, cells in table.rows if position < len(cells)):
            problem = text("tables.unknown_column", table=table.table.title, title=title)
            found.problems.append(problem)


def _compare_row(row: Row, cells: dict[str, str], where: str, found: Comparison) -> None:
    for column in row.table.columns:
        if column.key not in cells:
            continue
        old = row.cells[column.key]
        try:
            new = column.codec.canonical(cells[column.key])
            if new == column.codec.canonical(old):
                continue
            value = column.codec.to_value(cells[column.key])
        except CellError as error:
            found.problems.append(f"{where}, {column.title}: {error}")
            continue
        if not column.path:
            problem = text("tables.fixed_column", title=column.title, old=old)
            found.problems.append(f"{where}: {problem}")
            continue
        found.changes.append(Change(row, column, old, new, value))
