"""The list as a file for a spreadsheet program; nothing in it is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from bot.consultations.facts import facts_of
from bot.desk.rendering import german_day, label
from bot.desk.request_list import ListedRequest
from bot.editorial.tables.csv_file import harmless
from bot.texts import text

_MAX_CELL = 32_000
_WIDTH = 22


def rows_of(lines: Iterable[ListedRequest], names: Mapping[str, str]) -> list[list[str]]:
    """Return a heading and one row for each request: its facts and the staff's work."""
    rows: list[list[str]] = []
    for line in lines:
        request = line.request
        facts = {fact.label: fact.value for fact in facts_of(request)}
        due = "" if line.follow_up_on is None else german_day(line.follow_up_on)
        facts |= {
            text("desk.column_description"): request.description,
            text("desk.column_state"): label("state", request.state.value),
            text("desk.column_overdue"): text(f"consultations.{_yes_or_no(line.is_overdue)}"),
            text("desk.column_assignee"): names.get(line.assignee or "", line.assignee or ""),
            text("desk.column_follow_up"): due,
            text("desk.column_tags"): ", ".join(line.tags),
        }
        if not rows:
            rows.append(list(facts))
        rows.append(list(facts.values()))
    return rows or [[text("desk.nothing_to_export")]]


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Return what a German Excel opens with a double click: UTF-8 with a mark, semicolons."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(cell.replace("\x00", "")) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Return an Excel file whose cells are all texts."""
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


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
