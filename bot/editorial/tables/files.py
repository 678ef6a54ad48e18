"""Chooses the kind of table file by the ending of its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.editorial.tables.csv_file import read_csv, write_csv
from bot.editorial.tables.incoming import IncomingTable, TableFileError
from bot.editorial.tables.rows import Row
from bot.texts import text


def write_table(path: Path, rows: Sequence[Row]) -> None:
    """Write the rows as ``.csv`` or ``.xlsx``.

    Raises:
        TableFileError: the ending is another one, or a text does not fit into a cell.
        OSError: the file cannot be written.
    """
    if path.suffix.lower() == ".csv":
        write_csv(path, rows)
    elif path.suffix.lower() == ".xlsx":
        # Only now: the library takes a moment to load, and most commands do without it.
        from bot.editorial.tables.xlsx_file import write_xlsx

        write_xlsx(path, rows)
    else:
        raise TableFileError(text("tables.unknown_ending", name=path.name))


def read_table(path: Path) -> list[IncomingTable]:
    """Read a ``.csv`` or ``.xlsx`` file.

    Raises:
        TableFileError: the file is no table of ours.
        OSError: the file cannot be read.
    """
    if path.suffix.lower() == ".csv":
        return read_csv(path)
    if path.suffix.lower() == ".xlsx":
        from bot.editorial.tables.xlsx_file import read_xlsx

        return read_xlsx(path)
    raise TableFileError(text("tables.unknown_ending", name=path.name))
