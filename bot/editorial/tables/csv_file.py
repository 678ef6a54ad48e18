"""Tables as one CSV file that spreadsheet programs open with a double click.

UTF-8 with a mark at the start, semicolons, every cell quoted: what a German Excel expects. A cell
that begins like a formula gets an apostrophe, which is taken away again on the way back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.editorial.tables.incoming import (
    MAX_FILE_BYTES,
    IncomingTable,
    TableFileError,
    by_kind,
    kind_title,
)
from bot.editorial.tables.rows import Row
from bot.editorial.tables.specs import ID, TABLES
from bot.texts import text

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DELIMITERS = ";,\t"


def write_csv(path: Path, rows: Iterable[Row]) -> None:
    """Write all rows under the columns of all tables."""
    columns = {column.title: column.key for table in TABLES for column in table.columns}
    note = text("tables.column_note")
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([kind_title(), *columns, note])
    for row in rows:
        own = {column.title: row.cells[column.key] for column in row.table.columns}
        cells = [row.table.title, *(own.get(title, "") for title in columns), ""]
        writer.writerow([harmless(cell) for cell in cells])
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))


def read_csv(path: Path) -> list[IncomingTable]:
    """Return the tables of a file that ``write_csv`` wrote and a person has edited.

    Raises:
        TableFileError: the file is no such table.
        OSError: the file cannot be read.
    """
    raw = path.read_bytes()
    if len(raw) > MAX_FILE_BYTES:
        raise TableFileError(text("tables.too_large", limit=MAX_FILE_BYTES // 1_000_000))
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableFileError(text("tables.not_utf8")) from None
    if "\0" in content:
        raise TableFileError(text("tables.no_table", kind=kind_title(), id=ID.title))
    rows = list(_rows(content))
    header = [cell.strip() for cell in rows[0][1]] if rows else []
    if header[:1] != [kind_title()] or ID.title not in header:
        raise TableFileError(text("tables.no_table", kind=kind_title(), id=ID.title))
    return by_kind(header, rows[1:])


def _rows(content: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the number and the cells of each row; the first row tells the delimiter."""
    first = content[:500].split("\n", 1)[0]
    if first.strip().strip('"').lower().startswith("sep="):
        content = content.partition("\n")[2]
        first = content[:500].split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [plain(cell) for cell in cells]
    except csv.Error:
        raise TableFileError(text("tables.broken_csv", row=reader.line_num)) from None


def harmless(cell: str) -> str:
    """Return the cell so that no program takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """Take back what ``harmless`` did."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
