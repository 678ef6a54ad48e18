"""The statistic as an Excel file in which numbers stay numbers."""

from __future__ import annotations

import io

from bot.statistics.models import Statistics
from bot.statistics.wording import table_rows
from bot.texts import text

_COLUMNS = ("area", "label", "number", "share")
_WIDTHS = {"A": 28, "B": 60, "C": 14, "D": 10}


def statistics_xlsx(statistics: Statistics) -> bytes:
    """Return one sheet with all lines; texts are never formulas."""
    # Here and not above: it takes 20 MB, and most days nobody wants such a file.
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = text("statistics.sheet")
    sheet.append(column_titles())
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, row in enumerate(table_rows(statistics), start=2):
        for position, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=position, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column_titles() -> list[str]:
    """Return the heading of each column of ``table_rows``."""
    return [text(f"statistics.column_{name}") for name in _COLUMNS]
