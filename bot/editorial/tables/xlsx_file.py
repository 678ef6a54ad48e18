"""Tables as an Excel file with one sheet each; all cells are texts, never formulas."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from bot.editorial.tables.incoming import MAX_FILE_BYTES, IncomingTable, TableFileError
from bot.editorial.tables.rows import Row
from bot.editorial.tables.specs import ID, TABLES, Table
from bot.texts import text

_MAX_CELL = 32_767
_TEXT_FORMAT = "@"
_WIDTHS = {"id": 24, "answer": 60, "details": 70, "simple": 60, "text": 60, "summary": 60,
           "question": 36, "sources": 50, "source": 50, "note": 40, "rule_text": 40}  # fmt: skip
_WIDTH = 18


def write_xlsx(path: Path, rows: Iterable[Row]) -> None:
    """Write one sheet for each table.

    Raises:
        TableFileError: a text is longer than a cell may be, or holds characters that no cell can.
    """
    book = Workbook()
    book.remove(book.active)
    by_table: dict[str, list[Row]] = {}
    for row in rows:
        by_table.setdefault(row.table.key, []).append(row)
    for table in TABLES:
        sheet = book.create_sheet(table.title)
        plain, heading = _Look(), _Look(Font(bold=True))
        titles = [*(column.title for column in table.columns), text("tables.column_note")]
        _add(sheet, 1, titles, "", heading)
        for number, row in enumerate(by_table.get(table.key, ()), start=2):
            _add(sheet, number, [*(row.cells[c.key] for c in table.columns), ""], row.key, plain)
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = sheet.dimensions
        _set_widths(sheet, table)
    book.save(path)


def read_xlsx(path: Path) -> list[IncomingTable]:
    """Return the tables of a file that ``write_xlsx`` wrote and a person has edited.

    Raises:
        TableFileError: the file is no such table.
        OSError: the file cannot be read.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise TableFileError(text("tables.too_large", limit=MAX_FILE_BYTES // 1_000_000))
    try:
        book = load_workbook(path, read_only=True)
        try:
            found = [
                _table(table, list(_rows(book[table.title])))
                for table in TABLES
                if table.title in book.sheetnames
            ]
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, EOFError) as error:
        if isinstance(error, TableFileError):
            raise
        raise TableFileError(text("tables.no_xlsx")) from None
    if not found:
        known = ", ".join(table.title for table in TABLES)
        raise TableFileError(text("tables.no_sheet", known=known))
    return found


@dataclass(frozen=True)
class _Look:
    """What cells look like; made once, for styles are slow to make."""

    font: Font = field(default_factory=Font)
    alignment: Alignment = field(default_factory=lambda: Alignment(wrap_text=True, vertical="top"))


def _add(sheet: Worksheet, number: int, cells: list[str], key: str, look: _Look) -> None:
    for position, value in enumerate(cells, start=1):
        if len(value) > _MAX_CELL or ILLEGAL_CHARACTERS_RE.search(value):
            raise TableFileError(text("tables.no_cell", key=key, limit=_MAX_CELL))
        cell: Cell = sheet.cell(row=number, column=position)
        cell.number_format = _TEXT_FORMAT
        cell.alignment = look.alignment
        cell.font = look.font
        if value:
            cell.value = value
            # Otherwise a text that begins with «=» becomes a formula.
            cell.data_type = "s"


def _set_widths(sheet: Worksheet, table: Table) -> None:
    for position, column in enumerate(table.columns, start=1):
        letter = sheet.cell(row=1, column=position).column_letter
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.key, _WIDTH)


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = tuple(_cell_text(cell, sheet.title, number) for cell in cells)
        if any(part.strip() for part in texts):
            yield number, texts


def _cell_text(cell: Any, sheet: str, number: int) -> str:
    value = cell.value
    if cell.data_type == "f":
        raise TableFileError(text("tables.formula", table=sheet, row=number))
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(table: Table, rows: list[tuple[int, tuple[str, ...]]]) -> IncomingTable:
    header = tuple(cell.strip() for cell in rows[0][1]) if rows else ()
    if ID.title not in header:
        raise TableFileError(text("tables.no_id_column", table=table.title, id=ID.title))
    return IncomingTable(table, header, tuple(rows[1:]))
