"""What leaves the desk as a file or on paper: attachments, tables, the printed request."""

from __future__ import annotations

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.desk.access.protection import Visit, staff_route
from bot.desk.request_pages.list_page import search_text
from bot.desk.request_pages.request_rendering import reference_of
from bot.desk.request_pages.request_view import load_view
from bot.desk.request_pages.table_files import Cell, csv_bytes, rows_of, xlsx_bytes
from bot.desk.requests.filters import read_filters
from bot.desk.requests.request_list import MAX_EXPORTED

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_attachment(visit: Visit) -> Response:
    """Send a file that came with a mail; no browser ever shows or runs it."""
    services, reference = visit.services, reference_of(visit)
    file = visit.request.path_params["file"]

    attachment = services.threads.attachment(reference, file)
    if attachment is None or attachment.file is None:
        raise HTTPException(404)
    try:
        content = services.attachments.read(attachment.file)
    except FileNotFoundError:
        raise HTTPException(404) from None
    services.consultations.note_event(reference, visit.actor, "attachment_read")
    return download(content, attachment.name, "application/octet-stream")


def export_csv(visit: Visit) -> Response:
    """Send the filtered list as CSV."""
    return download(csv_bytes(_rows(visit)), _file_name(visit, "csv"), CSV_TYPE)


def export_xlsx(visit: Visit) -> Response:
    """Send the filtered list for Excel."""
    return download(xlsx_bytes(_rows(visit)), _file_name(visit, "xlsx"), XLSX_TYPE)


def show_print(visit: Visit) -> Response:
    """Show the request on one page without anything to click, with notes only if wanted."""
    reference = reference_of(visit)
    view = load_view(visit, reference)
    visit.services.consultations.note_event(reference, visit.actor, "printed")
    return visit.page(
        "print.html",
        view=view,
        with_notes=visit.request.query_params.get("notizen") == "ja",
        now=visit.services.now(),
    )


ROUTES = [
    staff_route("/anfragen/export.csv", export_csv, "POST"),
    staff_route("/anfragen/export.xlsx", export_xlsx, "POST"),
    staff_route("/anfragen/{reference}/anhang/{file}", send_attachment),
    staff_route("/anfragen/{reference}/druck", show_print),
]


def download(content: bytes, name: str, media_type: str) -> Response:
    """Return a file that the browser saves."""
    disposition = f"attachment; filename*=UTF-8''{quote(name or 'datei', safe='')}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _rows(visit: Visit) -> list[list[Cell]]:
    services, filters = visit.services, read_filters(visit.form)
    lines = services.requests.find(
        filters,
        visit.actor,
        services.today(),
        search=search_text(visit, filters),
        limit=MAX_EXPORTED,
        offset=0,
    )
    names = {account.username: account.shown_name for account in services.staff.all()}
    services.log.note(visit.actor, "list_exported", str(len(lines)))
    return rows_of(lines, names)


def _file_name(visit: Visit, ending: str) -> str:
    return f"anfragen-{visit.services.today().isoformat()}.{ending}"
