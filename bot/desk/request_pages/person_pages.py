"""What admins do when a person asks what is stored about them, or wants it gone."""

from __future__ import annotations

import json

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from bot.consultations.erasure import ErasureReason, ErasureReceipt
from bot.consultations.people import export_of_person, references_of_person
from bot.desk.access.protection import Visit, staff_route
from bot.desk.rendering import render
from bot.desk.request_pages.file_pages import download
from bot.desk.request_pages.request_rendering import alone, reference_of

# The names of the fields that choose further requests of the person.
CHOSEN = "auch-"


async def show_erasure(visit: Visit) -> Response:
    """Show what would be erased, and the other requests of the same person."""
    reference = reference_of(visit)

    def load() -> dict[str, dict[str, int]]:
        return {
            name: visit.services.erasures.preview(name)
            for name in [reference, *_others(visit, reference)]
        }

    previews = await run_in_threadpool(load)
    receipt = await run_in_threadpool(visit.services.erasures.receipt, reference)
    if receipt is not None:
        return _receipts(visit, [receipt])
    return render(
        visit.request,
        "erase.html",
        session=visit.session,
        reference=reference,
        previews=previews,
        chosen=CHOSEN,
        problem=None,
    )


async def erase(visit: Visit) -> Response:
    """Erase the chosen requests and show the receipts."""
    reference = reference_of(visit)

    def run() -> list[ErasureReceipt]:
        others = [name for name in _others(visit, reference) if f"{CHOSEN}{name}" in visit.form]
        return [
            visit.services.erasures.erase(name, ErasureReason.OFFICE, visit.actor)
            for name in [reference, *others]
        ]

    return _receipts(visit, await run_in_threadpool(run))


async def export(visit: Visit) -> Response:
    """Send everything that is stored about the person, for them."""
    reference = reference_of(visit)

    def run() -> bytes:
        names = [reference, *_others(visit, reference)]
        content = export_of_person(visit.services.engine, names)
        for name in names:
            visit.services.consultations.note_event(name, visit.actor, "exported")
        return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", "replace")

    name = f"auskunft-{reference}.json"
    return download(await run_in_threadpool(run), name, "application/json")


ROUTES = [
    staff_route("/anfragen/{reference}/loeschen", show_erasure, for_admins=True),
    staff_route("/anfragen/{reference}/loeschen", alone(erase), "POST", for_admins=True),
    staff_route("/anfragen/{reference}/auskunft", export, "POST", for_admins=True),
]


def _others(visit: Visit, reference: str) -> list[str]:
    request = visit.services.consultations.get(reference)
    found: list[str] = []
    for contact in (request.email, request.phone):
        if contact:
            found += references_of_person(visit.services.engine, contact)
    return [name for name in dict.fromkeys(found) if name != reference]


def _receipts(visit: Visit, receipts: list[ErasureReceipt]) -> Response:
    return render(visit.request, "erased.html", session=visit.session, receipts=receipts)
