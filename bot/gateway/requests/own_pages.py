"""What the page of a request of one's own shows: the request, or the question for its PIN."""

from __future__ import annotations

import logging
import math

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.consultations.access import Grant
from bot.consultations.errors import StoreUnavailableError, UnknownReferenceError
from bot.consultations.facts import filled_facts
from bot.consultations.threads.thread_rules import MAX_PERSON_MESSAGE
from bot.gateway.rendering import render
from bot.gateway.requests.own_session import end_session, form_token
from bot.gateway.services import services_of
from bot.texts import text

logger = logging.getLogger(__name__)

PATH = "/anfrage"
SENT_PARAMETER = "gesendet"


async def request_page(
    request: Request,
    grant: Grant,
    typed: str = "",
    *,
    problem: str | None = None,
    notice: str | None = None,
    status: int = 200,
) -> Response:
    """Show the request; ``problem`` is about what was typed, ``notice`` about anything else."""
    services = services_of(request)
    try:
        view = await run_in_threadpool(services.access.view, grant)
    except UnknownReferenceError:
        response = RedirectResponse(PATH, status_code=303)
        end_session(request, response)
        return response
    except StoreUnavailableError as error:
        return login_page(request, grant.reference, unavailable(error), 503)
    if view.receipt is not None:
        return render(request, "own_erased.html", receipt=view.receipt, csrf=form_token(request))
    today = services.today()
    return render(
        request,
        "own_request.html",
        status,
        view=view,
        item=view.request,
        facts=filled_facts(view.request),
        is_late=view.request.settled_at is None and view.request.answer_by < today,
        problem=problem,
        notice=notice,
        is_sent=SENT_PARAMETER in request.query_params,
        typed=typed,
        limit=MAX_PERSON_MESSAGE,
        csrf=form_token(request),
        form_key=services.new_token(),
        office=services.office,
    )


async def confirm_page(request: Request, grant: Grant, template: str) -> Response:
    """Ask once more before something that cannot be undone."""
    view = await run_in_threadpool(services_of(request).access.view, grant)
    if view.request.is_erased:
        return RedirectResponse(PATH, status_code=303)
    return render(
        request,
        template,
        item=view.request,
        csrf=form_token(request),
        office=services_of(request).office,
    )


def login_page(
    request: Request,
    reference: str,
    notice: str | None = None,
    status: int = 200,
    *,
    is_denied: bool = False,
) -> Response:
    """Ask for reference and PIN."""
    return render(
        request,
        "own_login.html",
        status,
        reference=reference,
        notice=notice,
        is_denied=is_denied,
        office=services_of(request).office,
    )


def wait_page(request: Request, reference: str, seconds: int) -> Response:
    """Say that it was tried too often, and how long to wait."""
    minutes = math.ceil(seconds / 60)
    notice = text("gateway.own_wait", minutes=minutes)
    page = login_page(request, reference, notice, 429)
    page.headers["Retry-After"] = str(seconds)
    return page


def unavailable(error: StoreUnavailableError) -> str:
    """Log that the store failed, and return what to tell."""
    logger.error("a request could not be shown or changed: %s", type(error).__name__)
    return text("gateway.own_unavailable")
