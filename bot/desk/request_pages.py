"""The list of consultation requests and the page of one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.consultations.errors import TransitionNotAllowedError, UnknownReferenceError
from bot.consultations.models import (
    ALLOWED_TRANSITIONS,
    ConsultationRequest,
    RequestState,
)
from bot.desk.mail_states import MailState
from bot.desk.protection import Visit, staff_route
from bot.desk.rendering import render
from bot.desk.services import DeskServices, services_of
from bot.texts import text

PAGE_SIZE = 25
LAST_PAGE = 10_000
_OPEN_STATES = frozenset({RequestState.RECEIVED, RequestState.IN_PROGRESS})


@dataclass(frozen=True)
class ListedRequest:
    """One line of the list."""

    request: ConsultationRequest
    is_overdue: bool
    mail: MailState | None


async def show_list(visit: Visit) -> Response:
    """Show one page of requests, newest first."""
    services = services_of(visit.request)
    state = _wanted_state(visit.request.query_params.get("status", ""))
    number = _page_number(visit.request.query_params.get("seite", "1"))
    lines = await run_in_threadpool(_lines, services, state, number)
    overview = await run_in_threadpool(services.outbox.overview)
    return render(
        visit.request,
        "list.html",
        session=visit.session,
        lines=lines[:PAGE_SIZE],
        state=state,
        states=list(RequestState),
        number=number,
        has_next=len(lines) > PAGE_SIZE,
        overview=overview,
    )


async def show_request(visit: Visit) -> Response:
    """Show everything about one request."""
    return await _request_page(visit)


async def change_state(visit: Visit) -> Response:
    """Note how far the office is."""
    services = services_of(visit.request)
    reference = visit.request.path_params["reference"]
    wanted = _wanted_state(visit.form.get("state", ""))
    if wanted is None:
        raise HTTPException(400)
    try:
        await run_in_threadpool(
            services.consultations.change_state, reference, wanted, visit.session.account.username
        )
    except UnknownReferenceError:
        raise HTTPException(404) from None
    except TransitionNotAllowedError:
        return await _request_page(visit, text("desk.state_not_allowed"), 409)
    return RedirectResponse(f"/anfragen/{reference}", status_code=303)


ROUTES = [
    staff_route("/anfragen", show_list),
    staff_route("/anfragen/{reference}", show_request),
    staff_route("/anfragen/{reference}/status", change_state, "POST"),
]


def is_overdue(request: ConsultationRequest, today: date) -> bool:
    """Say whether the promised day has passed and nobody has answered."""
    return request.state in _OPEN_STATES and request.answer_by < today


async def _request_page(
    visit: Visit, problem: str | None = None, status_code: int = 200
) -> Response:
    services = services_of(visit.request)
    reference = visit.request.path_params["reference"]
    try:
        request = await run_in_threadpool(services.consultations.get, reference)
    except UnknownReferenceError:
        raise HTTPException(404) from None
    mails = await run_in_threadpool(services.mail_states.of, [request.uuid])
    allowed = ALLOWED_TRANSITIONS[request.state]
    return render(
        visit.request,
        "request.html",
        status_code,
        session=visit.session,
        item=request,
        is_overdue=is_overdue(request, services.today()),
        mail=mails.get(request.uuid),
        next_states=[state for state in RequestState if state in allowed],
        events=await run_in_threadpool(services.consultations.events, reference),
        problem=problem,
    )


def _lines(services: DeskServices, state: RequestState | None, number: int) -> list[ListedRequest]:
    # One more than shown tells whether there is a next page.
    requests = services.consultations.list_requests(
        state, limit=PAGE_SIZE + 1, offset=(number - 1) * PAGE_SIZE
    )
    mails = services.mail_states.of([request.uuid for request in requests])
    today = services.today()
    return [
        ListedRequest(request, is_overdue(request, today), mails.get(request.uuid))
        for request in requests
    ]


def _wanted_state(raw: str) -> RequestState | None:
    return next((state for state in RequestState if state.value == raw), None)


def _page_number(raw: str) -> int:
    is_number = raw.isascii() and raw.isdigit() and len(raw) <= len(str(LAST_PAGE))
    return min(max(int(raw), 1), LAST_PAGE) if is_number else 1
