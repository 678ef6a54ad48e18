"""What admins do when a person asks what is stored about them, or wants it gone."""

from __future__ import annotations

import json

from starlette.responses import Response

from bot.consultations.erasure import ErasureReason, ErasureReceipt
from bot.consultations.people import export_of_person, references_of_person
from bot.desk.access.protection import Visit, staff_route
from bot.desk.request_pages.file_pages import download
from bot.desk.request_pages.request_rendering import alone, reference_of

# The names of the fields that choose further requests of the person.
CHOSEN = "auch-"


def show_erasure(visit: Visit) -> Response:
    """Show what would be erased, and the other requests of the same person."""
    reference = reference_of(visit)
    names = [reference, *_others(visit, reference)]
    previews = {name: visit.services.erasures.preview(name) for name in names}
    receipt = visit.services.erasures.receipt(reference)
    if receipt is not None:
        return _receipts(visit, [receipt])
    return visit.page(
        "erase.html",
        reference=reference,
        previews=previews,
        chosen=CHOSEN,
        problem=None,
    )


def erase(visit: Visit) -> Response:
    """Erase the chosen requests and show the receipts."""
    reference = reference_of(visit)
    others = [name for name in _others(visit, reference) if f"{CHOSEN}{name}" in visit.form]
    erase_one = visit.services.erasures.erase
    receipts = [erase_one(name, ErasureReason.OFFICE, visit.actor) for name in [reference, *others]]
    return _receipts(visit, receipts)


def export(visit: Visit) -> Response:
    """Send everything that is stored about the person, for them."""
    reference = reference_of(visit)
    names = [reference, *_others(visit, reference)]
    exported = export_of_person(visit.services.engine, names)
    for name in names:
        visit.services.consultations.note_event(name, visit.actor, "exported")
    content = json.dumps(exported, ensure_ascii=False, indent=2).encode("utf-8", "replace")
    return download(content, f"auskunft-{reference}.json", "application/json")


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
    return visit.page("erased.html", receipts=receipts)
