"""The list as a file for a spreadsheet program: days are days, and nothing is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.clock import OFFICE_ZONE, german_day
from bot.consultations.facts import facts_of
from bot.desk.rendering import label
from bot.desk.requests.request_list import ListedRequest
from bot.editorial.tables.csv_file import harmless
from bot.texts import text

_MAX_CELL = 32_000
_WIDTH = 22
_DAY, _MOMENT = "DD.MM.YYYY", "DD.MM.YYYY HH:MM"

Cell = str | date


def rows_of(lines: Iterable[ListedRequest], names: Mapping[str, str]) -> list[list[Cell]]:
    """Return a heading and one row for each request: its facts and the staff's work."""
    rows: list[list[Cell]] = []
    for line in lines:
        request = line.request
        facts: dict[str, Cell] = {fact.label: fact.value for fact in facts_of(request)}
        # To the minute and without a zone: a spreadsheet knows none.
        received = request.received_at.astimezone(OFFICE_ZONE).replace(tzinfo=None)
        facts |= {
            text("consultations.label_received"): received.replace(second=0, microsecond=0),
            text("consultations.label_answer_by"): request.answer_by,
            text("desk.column_description"): request.description,
            text("desk.column_state"): label("state", request.state.value),
            text("desk.column_overdue"): text(f"consultations.{_yes_or_no(line.is_overdue)}"),
            text("desk.column_assignee"): names.get(line.assignee or "", line.assignee or ""),
            text("desk.column_follow_up"): line.follow_up_on or "",
            text("desk.column_tags"): ", ".join(line.tags),
        }
        if not rows:
            rows.append(list(facts))
        rows.append(list(facts.values()))
    return rows or [[text("desk.nothing_to_export")]]


def csv_bytes(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return what a German Excel opens with a double click: UTF-8 with a mark, semicolons."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(_written(cell).replace("\x00", "")) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return an Excel file: days are days, so that they sort; all else is text."""
    # Here and not above: it takes 20 MB, and most days nobody wants such a file.
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = text("desk.sheet_title")
    # Made once, for styles are slow to make.
    plain, heading = Font(bold=False), Font(bold=True)
    for number, row in enumerate(rows, start=1):
        for position, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=position)
            if isinstance(value, date):
                cell.value = value
                cell.number_format = _MOMENT if isinstance(value, datetime) else _DAY
            else:
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MAX_CELL] or None
                # Otherwise a text that begins with «=» becomes a formula.
                cell.data_type = "s"
                cell.number_format = "@"
            cell.font = heading if number == 1 else plain
    for position in range(1, len(rows[0]) + 1):
        letter = sheet.cell(row=1, column=position).column_letter
        sheet.column_dimensions[letter].width = _WIDTH
    sheet.freeze_panes = "B2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _written(cell: Cell) -> str:
    """Return a cell as a German Excel reads it from a file of texts."""
    if isinstance(cell, datetime):
        return f"{german_day(cell)} {cell:%H:%M}"
    return german_day(cell) if isinstance(cell, date) else cell


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
