"""The page on which a person sees and continues a request of their own; needs no JavaScript."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.consultations.access import Grant
from bot.consultations.errors import (
    AccessDeniedError,
    MessageRejectedError,
    RequestErasedError,
    StoreUnavailableError,
    TooManyAttemptsError,
    TransitionNotAllowedError,
    UnknownReferenceError,
)
from bot.consultations.keys.references import read_reference
from bot.consultations.problem_texts import message_problem_text
from bot.consultations.threads.thread_rules import MAX_PERSON_MESSAGE
from bot.gateway.door.security import require_same_site
from bot.gateway.requests.form_fields import CSRF_FIELD, FORM_KEY_FIELD, is_form_key, read_fields
from bot.gateway.requests.own_pages import (
    PATH,
    SENT_PARAMETER,
    confirm_page,
    login_page,
    request_page,
    unavailable,
    wait_page,
)
from bot.gateway.requests.own_session import end_session, grant_of, is_own_form, start_session
from bot.gateway.services import services_of
from bot.intake.own_request import REFERENCE_PARAMETER
from bot.texts import text
from bot.web.clients import address_key

ADD_PATH = f"{PATH}/ergaenzen"
WITHDRAW_PATH = f"{PATH}/zurueckziehen"
ERASE_PATH = f"{PATH}/loeschen"
EXPORT_PATH = f"{PATH}/daten"
CLOSE_PATH = f"{PATH}/schliessen"
MESSAGE_FIELD = "message"
MAX_TYPED = 60

Action = Callable[[Request, Grant], Awaitable[Response]]


async def show(request: Request) -> Response:
    """Show the request of the session, or ask for reference and PIN.

    The address may bring the number along; one that is not our own kind of number is dropped.
    """
    grant = grant_of(request)
    if grant is not None:
        return await request_page(request, grant)
    named = request.query_params.get(REFERENCE_PARAMETER, "")[:MAX_TYPED]
    return login_page(request, read_reference(named) or "")


async def enter(request: Request) -> Response:
    """Check reference and PIN."""
    services = services_of(request)
    require_same_site(request, services.settings.public_url)
    fields = await read_fields(request)
    reference, pin = (fields.get(name, "")[:MAX_TYPED] for name in ("reference", "pin"))
    wait = await services.limits.status_per_address.ask(address_key(request.scope))
    if wait:
        return wait_page(request, reference, wait)
    try:
        grant = await run_in_threadpool(services.access.authorise, reference, pin)
    except TooManyAttemptsError as error:
        return wait_page(request, reference, error.seconds)
    except AccessDeniedError:
        notice = text("gateway.own_denied")
        return login_page(request, reference, notice, 422, is_denied=True)
    except StoreUnavailableError as error:
        return login_page(request, reference, unavailable(error), 503)
    response = RedirectResponse(PATH, status_code=303)
    start_session(request, response, grant)
    return response


async def leave(request: Request) -> Response:
    """End the session."""
    require_same_site(request, services_of(request).settings.public_url)
    response = RedirectResponse(PATH, status_code=303)
    end_session(request, response)
    return response


async def add(request: Request, grant: Grant) -> Response:
    """Add a text to the request."""
    fields = await _own_fields(request)
    key = fields.get(FORM_KEY_FIELD, "")
    typed = fields.get(MESSAGE_FIELD, "")
    if not is_form_key(key):
        raise HTTPException(400)
    access = services_of(request).access
    try:
        await run_in_threadpool(access.add_information, grant, typed, key)
    except MessageRejectedError as error:
        problem = message_problem_text(error.code, MAX_PERSON_MESSAGE)
        return await request_page(request, grant, typed, problem=problem, status=422)
    except (RequestErasedError, TransitionNotAllowedError):
        notice = text("gateway.own_settled")
        return await request_page(request, grant, typed, notice=notice, status=409)
    except StoreUnavailableError as error:
        return await request_page(request, grant, typed, notice=unavailable(error), status=503)
    return RedirectResponse(f"{PATH}?{SENT_PARAMETER}=ja#nachrichten", status_code=303)


async def ask_withdraw(request: Request, grant: Grant) -> Response:
    """Ask whether the office should really stop."""
    return await confirm_page(request, grant, "own_withdraw.html")


async def withdraw(request: Request, grant: Grant) -> Response:
    """Tell the office to stop."""
    await _own_fields(request)
    try:
        await run_in_threadpool(services_of(request).access.withdraw, grant)
    except (RequestErasedError, TransitionNotAllowedError):
        return await request_page(request, grant, notice=text("gateway.own_settled"), status=409)
    return RedirectResponse(PATH, status_code=303)


async def ask_erase(request: Request, grant: Grant) -> Response:
    """Ask whether everything should really be erased."""
    return await confirm_page(request, grant, "own_erase.html")


async def erase(request: Request, grant: Grant) -> Response:
    """Erase everything; the page of the request shows the receipt from now on."""
    await _own_fields(request)
    await run_in_threadpool(services_of(request).access.erase, grant)
    return RedirectResponse(PATH, status_code=303)


async def export(request: Request, grant: Grant) -> Response:
    """Send everything that is stored as a file."""
    data = await run_in_threadpool(services_of(request).access.export, grant)
    content = json.dumps(data, ensure_ascii=False, indent=2)
    return _download(content.encode(), "application/json", f"{grant.reference}.json")


async def attachment(request: Request, grant: Grant) -> Response:
    """Send a file that came with an answer."""
    access = services_of(request).access
    found = await run_in_threadpool(access.attachment, grant, request.path_params["file"])
    if found is None:
        raise HTTPException(404)
    described, content = found
    return _download(content, described.media_type, described.name)


def _with_session(action: Action) -> Callable[[Request], Awaitable[Response]]:
    """Run a page only for a browser that may see a request; others are asked for the PIN."""

    async def run(request: Request) -> Response:
        grant = grant_of(request)
        if grant is None:
            return RedirectResponse(PATH, status_code=303)
        try:
            return await action(request, grant)
        except UnknownReferenceError:
            return await leave(request)
        except StoreUnavailableError as error:
            return login_page(request, "", unavailable(error), 503)

    return run


ROUTES = [
    Route(PATH, show, methods=["GET"]),
    Route(PATH, enter, methods=["POST"]),
    Route(CLOSE_PATH, leave, methods=["POST"]),
    Route(ADD_PATH, _with_session(add), methods=["POST"]),
    Route(WITHDRAW_PATH, _with_session(ask_withdraw), methods=["GET"]),
    Route(WITHDRAW_PATH, _with_session(withdraw), methods=["POST"]),
    Route(ERASE_PATH, _with_session(ask_erase), methods=["GET"]),
    Route(ERASE_PATH, _with_session(erase), methods=["POST"]),
    Route(EXPORT_PATH, _with_session(export), methods=["GET"]),
    Route(f"{PATH}/anhang/{{file}}", _with_session(attachment), methods=["GET"]),
]


async def _own_fields(request: Request) -> dict[str, str]:
    services = services_of(request)
    require_same_site(request, services.settings.public_url)
    fields = await read_fields(request)
    if not is_own_form(request, fields.get(CSRF_FIELD, "")):
        raise HTTPException(403)
    return fields


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers: dict[str, Any] = {
        # Never shown by the browser: a file from outside must not run on our address.
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
    }
    return Response(content, media_type=media_type, headers=headers)
