"""Signing in and out."""

from __future__ import annotations

import ipaddress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.desk.accounts import DEVICE_AGE, Account
from bot.desk.passwords import MAX_CHARACTERS
from bot.desk.protection import (
    CSRF_FIELD,
    LOGIN_PATH,
    SESSION_COOKIE,
    Visit,
    current_session,
    is_same_token,
    session_token,
    staff_route,
)
from bot.desk.rendering import render
from bot.desk.security import cookie_name, is_secure, read_form, require_own_page
from bot.desk.services import DeskServices, services_of
from bot.texts import text

HOME_PATH = "/anfragen"
LOGIN_COOKIE = "desk_login"
DEVICE_COOKIE = "desk_device"
MAX_USERNAME_CHARACTERS = 64


async def show_login(request: Request) -> Response:
    """Show the form, or the requests to somebody who is signed in."""
    if await current_session(request) is not None:
        return RedirectResponse(HOME_PATH, status_code=303)
    return _login_page(request)


async def log_in(request: Request) -> Response:
    """Check name and password; the answer never tells which of the two was wrong."""
    require_own_page(request)
    form = await read_form(request)
    # The token stops a foreign page from signing somebody in with an account of its own.
    expected = request.cookies.get(cookie_name(request, LOGIN_COOKIE), "")
    if not expected or not is_same_token(form.get(CSRF_FIELD), expected):
        return _login_page(request, text("desk.login_stale"), 400)
    services = services_of(request)
    username = form.get("username", "").strip().casefold()[:MAX_USERNAME_CHARACTERS]
    known_device = await _known_device(request, username)
    client = (username, _address(request), known_device)
    wait = services.throttle.attempt(*client)
    if wait:
        page = _login_page(request, text("desk.login_wait", seconds=wait), 429)
        page.headers["Retry-After"] = str(wait)
        return page
    account = await _check(services, username, form.get("password", ""))
    if account is None:
        return _login_page(request, text("desk.login_wrong"), 401)
    services.throttle.succeeded(*client)
    return await _signed_in(request, account, known_device)


async def log_out(visit: Visit) -> Response:
    """Close the session."""
    services = services_of(visit.request)
    await run_in_threadpool(services.sessions.end, session_token(visit.request))
    response = RedirectResponse(LOGIN_PATH, status_code=303)
    delete_session_cookie(visit.request, response)
    return response


ROUTES = [
    Route(LOGIN_PATH, show_login, methods=["GET"]),
    Route(LOGIN_PATH, log_in, methods=["POST"]),
    staff_route("/logout", log_out, "POST"),
]


def set_session_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser the token; it is gone when the browser closes."""
    response.set_cookie(
        cookie_name(request, SESSION_COOKIE),
        token,
        httponly=True,
        secure=is_secure(request),
        samesite="strict",
    )


def delete_session_cookie(request: Request, response: Response) -> None:
    """Take the token away from the browser."""
    response.delete_cookie(
        cookie_name(request, SESSION_COOKIE),
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


async def _signed_in(request: Request, account: Account, known_device: str | None) -> Response:
    services = services_of(request)
    old = session_token(request)
    if old:
        await run_in_threadpool(services.sessions.end, old)
    token = await run_in_threadpool(services.sessions.start, account, services.now())
    response = RedirectResponse(HOME_PATH, status_code=303)
    set_session_cookie(request, response, token)
    response.delete_cookie(cookie_name(request, LOGIN_COOKIE), secure=is_secure(request))
    if known_device is None:
        device = services.new_token()
        await run_in_threadpool(services.accounts.remember_device, account, device, services.now())
        response.set_cookie(
            cookie_name(request, DEVICE_COOKIE),
            device,
            max_age=int(DEVICE_AGE.total_seconds()),
            httponly=True,
            secure=is_secure(request),
            samesite="strict",
        )
    return response


async def _known_device(request: Request, username: str) -> str | None:
    token = request.cookies.get(cookie_name(request, DEVICE_COOKIE), "")
    services = services_of(request)
    is_known = bool(token) and await run_in_threadpool(
        services.accounts.is_known_device, username, token, services.now()
    )
    return token if is_known else None


def _address(request: Request) -> str:
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    # One IPv6 customer owns a whole /64.
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else host


def _login_page(request: Request, problem: str | None = None, status_code: int = 200) -> Response:
    name = cookie_name(request, LOGIN_COOKIE)
    token = request.cookies.get(name) or services_of(request).new_token()
    page = render(request, "login.html", status_code, problem=problem, csrf=token)
    page.set_cookie(name, token, httponly=True, secure=is_secure(request), samesite="strict")
    return page
