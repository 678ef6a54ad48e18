"""What leaves the desk as a file or on paper: attachments, tables, the printed request."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.desk.access.protection import Visit, staff_route
from bot.desk.rendering import render
from bot.desk.request_pages.list_page import search_text
from bot.desk.request_pages.request_rendering import reference_of
from bot.desk.request_pages.request_view import load_view
from bot.desk.request_pages.table_files import Cell, csv_bytes, rows_of, xlsx_bytes
from bot.desk.requests.filters import read_filters
from bot.desk.requests.request_list import MAX_EXPORTED

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def send_attachment(visit: Visit) -> Response:
    """Send a file that came with a mail; no browser ever shows or runs it."""
    services, reference = visit.services, reference_of(visit)
    file = visit.request.path_params["file"]

    def load() -> tuple[str, bytes] | None:
        attachment = services.threads.attachment(reference, file)
        if attachment is None or attachment.file is None:
            return None
        content = services.attachments.read(attachment.file)
        services.consultations.note_event(reference, visit.actor, "attachment_read")
        return attachment.name, content

    try:
        loaded = await run_in_threadpool(load)
    except FileNotFoundError:
        loaded = None
    if loaded is None:
        raise HTTPException(404)
    return download(loaded[1], loaded[0], "application/octet-stream")


async def export_csv(visit: Visit) -> Response:
    """Send the filtered list as CSV."""
    return download(csv_bytes(await _rows(visit)), _file_name(visit, "csv"), CSV_TYPE)


async def export_xlsx(visit: Visit) -> Response:
    """Send the filtered list for Excel."""
    rows = await _rows(visit)
    content = await run_in_threadpool(xlsx_bytes, rows)
    return download(content, _file_name(visit, "xlsx"), XLSX_TYPE)


async def show_print(visit: Visit) -> Response:
    """Show the request on one page without anything to click, with notes only if wanted."""
    reference = reference_of(visit)

    def load() -> object:
        view = load_view(visit, reference)
        visit.services.consultations.note_event(reference, visit.actor, "printed")
        return view

    return render(
        visit.request,
        "print.html",
        session=visit.session,
        view=await run_in_threadpool(load),
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


async def _rows(visit: Visit) -> list[list[Cell]]:
    services, filters = visit.services, read_filters(visit.form)

    def load() -> list[list[Cell]]:
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

    return await run_in_threadpool(load)


def _file_name(visit: Visit, ending: str) -> str:
    return f"anfragen-{visit.services.today().isoformat()}.{ending}"
