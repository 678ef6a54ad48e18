"""Signing in and out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.desk.access.protection import (
    CODE_PATH,
    CSRF_FIELD,
    SESSION_COOKIE,
    Visit,
    current_session,
    is_same_token,
    session_token,
    staff_route,
)
from bot.desk.access.returning import LOGIN_PATH, RETURN_FIELD, safe_target, with_target
from bot.desk.access.security import cookie_of, is_secure, read_form, require_own_page
from bot.desk.rendering import render
from bot.desk.services import DeskServices, services_of
from bot.desk.staff.accounts import DEVICE_AGE, Account
from bot.desk.staff.passwords import MAX_CHARACTERS
from bot.desk.staff.sessions import StaffSession
from bot.texts import text
from bot.web.clients import address_key

LOGIN_COOKIE = "desk_login"
DEVICE_COOKIE = "desk_device"
MAX_USERNAME_CHARACTERS = 64
# Six digits, or ten characters of a code on paper with what people type between them.
MAX_CODE_CHARACTERS = 40


async def show_login(request: Request) -> Response:
    """Show the form, or the requests to somebody who is signed in."""
    if await current_session(request) is not None:
        return RedirectResponse(_target(request), status_code=303)
    return _login_page(request, target=_target(request))


async def log_in(request: Request) -> Response:
    """Check name and password; the answer never tells which of the two was wrong."""
    require_own_page(request)
    form = await read_form(request)
    # The token stops a foreign page from signing somebody in with an account of its own.
    expected = request.cookies.get(cookie_of(request, LOGIN_COOKIE), "")
    target = safe_target(form.get(RETURN_FIELD, ""))
    if not expected or not is_same_token(form.get(CSRF_FIELD), expected):
        return _login_page(request, text("desk.login_stale"), 400, target=target)
    services = services_of(request)
    username = form.get("username", "").strip().casefold()[:MAX_USERNAME_CHARACTERS]
    known_device = await _known_device(request, username)
    client = (username, address_key(request.scope), known_device)
    wait = services.throttle.attempt(*client)
    if wait:
        page = _login_page(request, text("desk.login_wait", seconds=wait), 429, target=target)
        page.headers["Retry-After"] = str(wait)
        return page
    account = await _check(services, username, form.get("password", ""))
    if account is None:
        # Named only if there is such an account: people type passwords into the wrong field.
        is_known = await run_in_threadpool(services.accounts.find, username) is not None
        named = username if is_known else "-"
        await run_in_threadpool(services.log.note, named, "login_failed", named)
        return _login_page(request, text("desk.login_wrong"), 401, target=target)
    services.throttle.succeeded(*client)
    return await _signed_in(request, account, known_device, target)


async def show_code_form(request: Request) -> Response:
    """Ask for the second factor of whoever gave the right password."""
    session = await current_session(request)
    if session is None:
        return RedirectResponse(LOGIN_PATH, status_code=303)
    if session.is_complete:
        return RedirectResponse(_target(request), status_code=303)
    return _code_page(request, session, _target(request))


async def check_code(request: Request) -> Response:
    """Complete the session if the code is right."""
    require_own_page(request)
    session = await current_session(request)
    if session is None or session.is_complete:
        return RedirectResponse(LOGIN_PATH, status_code=303)
    form = await read_form(request)
    if not is_same_token(form.get(CSRF_FIELD), session.csrf_token):
        raise HTTPException(403)
    services, account = services_of(request), session.account
    target = safe_target(form.get(RETURN_FIELD, ""))
    # Six digits are soon guessed; the account's own count stops that from wherever it comes.
    client = (f"code {account.username}", address_key(request.scope), None)
    wait = services.throttle.attempt(*client)
    if wait:
        problem = text("desk.login_wait", seconds=wait)
        page = _code_page(request, session, target, problem, 429)
        page.headers["Retry-After"] = str(wait)
        return page
    is_right = await run_in_threadpool(
        services.second_factors.is_right,
        account,
        form.get("code", "")[:MAX_CODE_CHARACTERS],
        services.now(),
    )
    if not is_right:
        return _code_page(request, session, target, text("desk.code_wrong"), 401)
    services.throttle.succeeded(*client)
    known_device = await _known_device(request, account.username)
    return await _signed_in(request, account, known_device, target, has_code=True)


async def log_out(visit: Visit) -> Response:
    """Close the session."""
    services = services_of(visit.request)
    await run_in_threadpool(services.sessions.end, session_token(visit.request))
    await run_in_threadpool(services.log.note, visit.actor, "logout", visit.actor)
    response = RedirectResponse(LOGIN_PATH, status_code=303)
    delete_session_cookie(visit.request, response)
    return response


ROUTES = [
    Route(LOGIN_PATH, show_login, methods=["GET"]),
    Route(LOGIN_PATH, log_in, methods=["POST"]),
    Route(CODE_PATH, show_code_form, methods=["GET"]),
    Route(CODE_PATH, check_code, methods=["POST"]),
    staff_route("/logout", log_out, "POST", is_setup=True),
]


@dataclass(frozen=True)
class BegunSession:
    """A session that was just begun, before the browser knows of it."""

    token: str
    session: StaffSession

    def set_cookie(self, request: Request, response: Response) -> None:
        """Give the browser the token."""
        set_session_cookie(request, response, self.token)


async def begin_session(request: Request, account: Account) -> BegunSession:
    """Begin a complete session of somebody who has just proved who they are."""
    services = services_of(request)
    token = await run_in_threadpool(services.sessions.start, account, services.now())
    session = await run_in_threadpool(services.sessions.use, token, services.now())
    if session is None:
        raise HTTPException(403)
    return BegunSession(token, session)


def set_session_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser the token; it is gone when the browser closes."""
    response.set_cookie(
        cookie_of(request, SESSION_COOKIE),
        token,
        httponly=True,
        secure=is_secure(request),
        samesite="strict",
    )


def delete_session_cookie(request: Request, response: Response) -> None:
    """Take the token away from the browser."""
    response.delete_cookie(
        cookie_of(request, SESSION_COOKIE),
        httponly=True,
        secure=is_secure(request),
        samesite="strict",
    )


async def _check(services: DeskServices, username: str, password: str) -> Account | None:
    # A cut password is wrong for every account, and hashing a novel helps nobody.
    async with services.password_checks:
        return await run_in_threadpool(
            services.accounts.check, username, password[: MAX_CHARACTERS + 1]
        )


async def _signed_in(
    request: Request,
    account: Account,
    known_device: str | None,
    target: str,
    *,
    has_code: bool = False,
) -> Response:
    services, now = services_of(request), services_of(request).now()
    old = session_token(request)
    if old:
        await run_in_threadpool(services.sessions.end, old)
    is_complete = has_code or not account.has_second_factor
    start = partial(services.sessions.start, account, now, is_complete=is_complete)
    token = await run_in_threadpool(start)
    following = target if is_complete else with_target(CODE_PATH, target)
    response = RedirectResponse(following, status_code=303)
    set_session_cookie(request, response, token)
    if not is_complete:
        return response
    await run_in_threadpool(services.accounts.note_login, account, now)
    await run_in_threadpool(services.log.note, account.username, "login", account.username)
    response.delete_cookie(cookie_of(request, LOGIN_COOKIE), secure=is_secure(request))
    if known_device is None:
        device = services.new_token()
        await run_in_threadpool(services.accounts.remember_device, account, device, services.now())
        response.set_cookie(
            cookie_of(request, DEVICE_COOKIE),
            device,
            max_age=int(DEVICE_AGE.total_seconds()),
            httponly=True,
            secure=is_secure(request),
            samesite="strict",
        )
    return response


async def _known_device(request: Request, username: str) -> str | None:
    token = request.cookies.get(cookie_of(request, DEVICE_COOKIE), "")
    services = services_of(request)
    is_known = bool(token) and await run_in_threadpool(
        services.accounts.is_known_device, username, token, services.now()
    )
    return token if is_known else None


def _target(request: Request) -> str:
    return safe_target(request.query_params.get(RETURN_FIELD, ""))


def _code_page(
    request: Request,
    session: StaffSession,
    target: str,
    problem: str | None = None,
    status_code: int = 200,
) -> Response:
    values = {"csrf": session.csrf_token, "problem": problem, "target": target}
    return render(request, "code.html", status_code, **values)


def _login_page(
    request: Request, problem: str | None = None, status_code: int = 200, *, target: str
) -> Response:
    name = cookie_of(request, LOGIN_COOKIE)
    token = request.cookies.get(name) or services_of(request).new_token()
    values = {"problem": problem, "csrf": token, "target": target}
    page = render(request, "login.html", status_code, **values)
    page.set_cookie(name, token, httponly=True, secure=is_secure(request), samesite="strict")
    return page
