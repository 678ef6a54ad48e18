"""The statistics of a period: figures, bars, tables, and files for a spreadsheet program."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response

from bot.desk.access.protection import Visit, staff_route
from bot.desk.request_pages.file_pages import CSV_TYPE, XLSX_TYPE, download
from bot.desk.request_pages.table_files import csv_bytes
from bot.statistics.build import build_statistics
from bot.statistics.export import column_titles, statistics_xlsx
from bot.statistics.models import MIN_GROUP, Statistics
from bot.statistics.wording import shown_figure, shown_number, shown_share, table_rows
from bot.texts import text

PATH = "/statistik"
PERIODS = (7, 30, 90, 365)
_DEFAULT_DAYS = 30
# Drawn as columns over time; all others are lists with one bar each.
_COLUMNS = frozenset({"days", "weeks", "hours"})


def show_statistics(visit: Visit) -> Response:
    """Show the statistic of the wanted period, or say what is wrong with the period."""
    statistics, is_wanted = _statistics_or_default(visit)
    problem = None if is_wanted else text("statistics.bad_period")
    today = visit.services.today()
    return visit.page(
        "statistics.html",
        422 if problem else 200,
        statistics=statistics,
        problem=problem,
        periods=[(days, today - timedelta(days=days - 1)) for days in PERIODS],
        today=today,
        columns=_COLUMNS,
        limit=MIN_GROUP,
        chat_days=visit.services.settings.chat_retention_days,
        request_days=visit.services.settings.retention.request_days,
        text=text,
        shown_figure=shown_figure,
        shown_number=shown_number,
        shown_share=shown_share,
    )


def export_csv(visit: Visit) -> Response:
    """Send the statistic as CSV."""
    statistics, _ = _statistics_or_default(visit)
    rows = [column_titles(), *([str(cell) for cell in row] for row in table_rows(statistics))]
    return download(csv_bytes(rows), _file_name(statistics, "csv"), CSV_TYPE)


def export_xlsx(visit: Visit) -> Response:
    """Send the statistic for Excel."""
    statistics, _ = _statistics_or_default(visit)
    return download(statistics_xlsx(statistics), _file_name(statistics, "xlsx"), XLSX_TYPE)


ROUTES = [
    staff_route(PATH, show_statistics),
    staff_route(f"{PATH}/statistik.csv", export_csv),
    staff_route(f"{PATH}/statistik.xlsx", export_xlsx),
]


def _statistics_or_default(visit: Visit) -> tuple[Statistics, bool]:
    """Return the statistic and whether it is that of the wanted period, not the usual one."""
    try:
        return _statistics(visit, *_wanted_period(visit)), True
    except (ValueError, OverflowError):
        return _statistics(visit, *_default_period(visit)), False


def _statistics(visit: Visit, first: date, last: date) -> Statistics:
    settings = visit.services.settings
    return build_statistics(
        visit.services.engine, settings.faq_dir, first, last, settings.answer_working_days
    )


def _wanted_period(visit: Visit) -> tuple[date, date]:
    """Return the period of the address; a part that is not given is as by default."""
    first, last = _default_period(visit)
    wanted_first, wanted_last = (visit.request.query_params.get(k, "") for k in ("von", "bis"))
    last = date.fromisoformat(wanted_last) if wanted_last else last
    return date.fromisoformat(wanted_first) if wanted_first else min(first, last), last


def _default_period(visit: Visit) -> tuple[date, date]:
    today = visit.services.today()
    return today - timedelta(days=_DEFAULT_DAYS - 1), today


def _file_name(statistics: Statistics, ending: str) -> str:
    return f"statistik_{statistics.first}_{statistics.last}.{ending}"
