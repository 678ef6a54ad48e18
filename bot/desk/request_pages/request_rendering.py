"""Shows the page of one request, also with what could not be stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from bot.consultations.models import RequestEvent
from bot.desk.access.protection import Handler, PlainHandler, Visit
from bot.desk.answering.placeholders import NAMES
from bot.desk.form_values import whole_number
from bot.desk.request_pages.request_view import load_view

# What nobody of the staff did: mails go out and answers arrive in chats by themselves.
_MACHINES = ("mail_worker", "desk")
_VERSION_DIGITS = 15


@dataclass(frozen=True)
class EnteredWork:
    """What somebody entered about assignee, day and tags."""

    assignee: str
    follow_up: str
    tags: str


@dataclass(frozen=True)
class Entered:
    """What somebody entered that could not be stored; the page shows it again."""

    answer: str | None = field(default=None, repr=False)
    note: str | None = field(default=None, repr=False)
    channel: str = ""
    module: str = ""
    programme: str | None = None
    work: EnteredWork | None = None


def request_page(
    visit: Visit,
    problem: str | None = None,
    status_code: int = 200,
    entered: Entered | None = None,
    changes: list[RequestEvent] | None = None,
    hint: str | None = None,
) -> Response:
    """Return the page; ``changes`` is what colleagues did since the person opened it.

    ``hint`` stands at the answer, which then gets the focus, even if it is empty.

    Raises:
        UnknownReferenceError: no request has this reference.
    """
    services = visit.services
    view = load_view(visit, reference_of(visit))
    return visit.page(
        "request.html",
        status_code,
        view=view,
        item=view.item,
        entered=entered or Entered(),
        entered_work=(entered and entered.work)
        or _stored_work(view.work.assignee, view.work.follow_up_on, view.work.tags),  # fmt: skip
        problem=problem,
        changes=changes or [],
        hint=hint,
        placeholders=NAMES,
        key=services.new_token(),
        today=services.today(),
    )


def conflict(visit: Visit, entered: Entered) -> Response | None:
    """Return the page with a notice if a colleague or the person did something meanwhile."""
    version = visit.form.get("version", "")
    changes = changes_by_others(visit, version)
    if not changes:
        return None
    return request_page(visit, None, 409, entered, changes)


def changes_by_others(visit: Visit, version: str) -> list[RequestEvent]:
    """Return what others than the visitor and our own machinery did since a version.

    ``version`` is what the page said; if that is none, all changes count.
    """
    since = whole_number(version, _VERSION_DIGITS) or 0
    found = visit.services.presence.changes_since(reference_of(visit), since)
    return [event for event in found if event.actor not in (visit.actor, *_MACHINES)]


def reference_of(visit: Visit) -> str:
    """Return the reference in the address."""
    reference: str = visit.request.path_params["reference"]
    return reference


def back(visit: Visit, anchor: str) -> Response:
    """Send the browser to a place on the page of the request."""
    target = f"/anfragen/{reference_of(visit)}#{anchor}"
    return RedirectResponse(target, status_code=303)


def alone(handler: PlainHandler) -> Handler:
    """Run a handler while no other one changes the same request.

    So nobody can store something between our look at the version and our own change.
    """

    async def endpoint(visit: Visit) -> Response:
        async with visit.services.locks[reference_of(visit)]:
            return await run_in_threadpool(handler, visit)

    return endpoint


def _stored_work(
    assignee: str | None, follow_up: date | None, tags: tuple[str, ...]
) -> EnteredWork:
    day = "" if follow_up is None else follow_up.isoformat()
    return EnteredWork(assignee or "", day, ", ".join(tags))
