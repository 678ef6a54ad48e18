"""Putting requests together that are about the same."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from bot.consultations.errors import UnknownReferenceError
from bot.consultations.keys.references import read_reference
from bot.desk.access.protection import Visit, staff_route
from bot.desk.request_pages.request_rendering import alone, back, reference_of
from bot.desk.requests.duplicates import find_duplicates
from bot.desk.requests.merging import merge as put_together
from bot.desk.requests.separating import separate as take_back
from bot.texts import text


def merge_page(visit: Visit, problem: str | None = None, entered: str = "") -> Response:
    """Show what may be the same, and a field for the number of any other request."""
    services = visit.services
    request = services.consultations.get(reference_of(visit))
    return visit.page(
        "merge.html",
        422 if problem else 200,
        item=request,
        duplicates=find_duplicates(services.engine, request),
        problem=problem,
        entered=entered,
    )


def merge(visit: Visit) -> Response:
    """Close the chosen request and show it with this one from now on."""
    services, target, raw = visit.services, reference_of(visit), visit.form.get("other", "")
    duplicate = read_reference(raw)
    if duplicate is None:
        return merge_page(visit, text("desk.merge_no_reference"), raw)
    if visit.form.get("direction") == "away":
        target, duplicate = duplicate, target
    notice = services.new_token() if visit.form.get("tell") == "ja" else None
    try:
        put_together(services.engine, services.now, duplicate, target, visit.actor, notice=notice)
    except UnknownReferenceError:
        return merge_page(visit, text("desk.merge_unknown", reference=duplicate), raw)
    except ValueError:
        return merge_page(visit, text("desk.merge_not_possible"), raw)
    return RedirectResponse(f"/anfragen/{target}#zusammengefuehrt", status_code=303)


def separate(visit: Visit) -> Response:
    """Take a merge back and open the request again."""
    engine, now = visit.services.engine, visit.services.now
    take_back(engine, now, reference_of(visit), visit.actor)
    return back(visit, "getrennt")


ROUTES = [
    staff_route("/anfragen/{reference}/zusammenfuehren", merge_page),
    staff_route("/anfragen/{reference}/zusammenfuehren", alone(merge), "POST"),
    staff_route("/anfragen/{reference}/trennen", alone(separate), "POST"),
]
