"""Putting requests together that are about the same."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from bot.consultations.errors import UnknownReferenceError
from bot.consultations.keys.references import read_reference
from bot.desk.access.protection import Visit, staff_route
from bot.desk.rendering import render
from bot.desk.request_pages.request_rendering import alone, back, reference_of
from bot.desk.requests.duplicates import find_duplicates
from bot.desk.requests.merging import merge as put_together
from bot.desk.requests.separating import separate as take_back
from bot.texts import text


async def show_merge(visit: Visit) -> Response:
    """Show what may be the same, and a field for the number of any other request."""
    return await _page(visit)


async def merge(visit: Visit) -> Response:
    """Close the chosen request and show it with this one from now on."""
    target, raw = reference_of(visit), visit.form.get("other", "")
    duplicate = read_reference(raw)
    if duplicate is None:
        return await _page(visit, text("desk.merge_no_reference"), raw)
    if visit.form.get("direction") == "away":
        target, duplicate = duplicate, target
    try:
        await run_in_threadpool(_merge, visit, duplicate, target)
    except UnknownReferenceError:
        return await _page(visit, text("desk.merge_unknown", reference=duplicate), raw)
    except ValueError:
        return await _page(visit, text("desk.merge_not_possible"), raw)
    return RedirectResponse(f"/anfragen/{target}#zusammengefuehrt", status_code=303)


async def separate(visit: Visit) -> Response:
    """Take a merge back and open the request again."""
    engine, now = visit.services.engine, visit.services.now
    await run_in_threadpool(take_back, engine, now, reference_of(visit), visit.actor)
    return back(visit, "getrennt")


ROUTES = [
    staff_route("/anfragen/{reference}/zusammenfuehren", show_merge),
    staff_route("/anfragen/{reference}/zusammenfuehren", alone(merge), "POST"),
    staff_route("/anfragen/{reference}/trennen", alone(separate), "POST"),
]


def _merge(visit: Visit, duplicate: str, target: str) -> None:
    services = visit.services
    notice = services.new_token() if visit.form.get("tell") == "ja" else None
    put_together(services.engine, services.now, duplicate, target, visit.actor, notice=notice)


async def _page(visit: Visit, problem: str | None = None, entered: str = "") -> Response:
    services = visit.services
    request = await run_in_threadpool(services.consultations.get, reference_of(visit))
    return render(
        visit.request,
        "merge.html",
        422 if problem else 200,
        session=visit.session,
        item=request,
        duplicates=await run_in_threadpool(find_duplicates, services.engine, request),
        problem=problem,
        entered=entered,
    )
