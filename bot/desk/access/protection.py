"""Makes a route one for signed-in staff; forms must carry the session's own token."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import Any, cast

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.desk.access.returning import LOGIN_PATH, not_stored, page_of, with_target
from bot.desk.access.security import cookie_of, read_form, require_own_page
from bot.desk.rendering import render
from bot.desk.services import DeskServices, services_of
from bot.desk.staff.accounts import Account
from bot.desk.staff.sessions import StaffSession

CODE_PATH = "/login/code"
SETUP_PATH = "/konto/zweiter-faktor"
PASSWORD_PATH = "/passwort"  # noqa: S105 - an address
SESSION_COOKIE = "desk"
CSRF_FIELD = "csrf"
# A long answer with umlauts, each of which takes six characters on its way.
MAX_STAFF_BODY_BYTES = 192 * 1024


@dataclass(frozen=True)
class Visit:
    """A request of a signed-in person; ``form`` is empty unless something is to be changed."""

    request: Request
    session: StaffSession
    form: Mapping[str, str]

    @property
    def account(self) -> Account:
        """Return who is here."""
        return self.session.account

    @property
    def actor(self) -> str:
        """Return the name under which the audit trail knows them."""
        return self.session.account.username

    @property
    def services(self) -> DeskServices:
        """Return what the pages work with."""
        return services_of(self.request)

    def page(self, template: str, status_code: int = 200, **values: Any) -> Response:
        """Return a page for who is signed in."""
        return render(self.request, template, status_code, session=self.session, **values)


# As with Starlette: whatever waits for nothing but the database is a plain function, which gets a
# thread of its own.
PlainHandler = Callable[[Visit], Response]
Handler = PlainHandler | Callable[[Visit], Awaitable[Response]]


def staff_route(
    path: str,
    handler: Handler,
    method: str = "GET",
    *,
    for_admins: bool = False,
    is_setup: bool = False,
    keeps_alive: bool = True,
) -> Route:
    """Return a route that only signed-in staff reach, or only admins.

    ``is_setup`` marks what somebody reaches who still has a start password, which others may have
    seen, or lacks a second factor that all must have. ``keeps_alive`` is false for what a page
    asks by itself: nobody need sit in front of it.
    """

    async def endpoint(request: Request) -> Response:
        if method == "POST":
            require_own_page(request)
        session = await current_session(request, keeps_alive=keeps_alive)
        if session is None:
            return await _signed_out(request)
        if not session.is_complete:
            return await _signed_out(request, CODE_PATH)
        owed = None if is_setup else _owed(request, session.account)
        if owed is not None:
            return RedirectResponse(owed, status_code=303)
        form = await read_form(request, MAX_STAFF_BODY_BYTES) if method == "POST" else {}
        if method == "POST" and not is_same_token(form.get(CSRF_FIELD), session.csrf_token):
            return _of_earlier_session(request, form)
        if for_admins and not session.account.is_admin:
            raise HTTPException(403)
        return await _handled(handler, Visit(request, session, form))

    return Route(path, endpoint, methods=[method])


def _of_earlier_session(request: Request, form: Mapping[str, str]) -> Response:
    """Give back what was written on a page from an earlier session, if it is ours at all."""
    page = not_stored(request, form, is_signed_in=True)
    if page is None:
        raise HTTPException(403)
    return page


async def _handled(handler: Handler, visit: Visit) -> Response:
    if iscoroutinefunction(handler):
        return cast(Response, await handler(visit))
    return await run_in_threadpool(cast(PlainHandler, handler), visit)


def _owed(request: Request, account: Account) -> str | None:
    """Return the page of what somebody has to do before all else."""
    if account.has_start_password:
        return PASSWORD_PATH
    lacks_factor = not account.has_second_factor and needs_second_factor(request)
    return SETUP_PATH if lacks_factor else None


async def current_session(request: Request, *, keeps_alive: bool = True) -> StaffSession | None:
    """Return who is signed in, or None; if wanted without keeping the session alive."""
    token = session_token(request)
    if not token:
        return None
    services = services_of(request)
    read = services.sessions.use if keeps_alive else services.sessions.look
    return await run_in_threadpool(read, token, services.now())


async def _signed_out(request: Request, path: str = LOGIN_PATH) -> Response:
    """Lead to the sign-in page, but never away from what somebody has just written."""
    page = None
    if request.method == "POST":
        with suppress(HTTPException):  # no form of ours: nothing was written
            form = await read_form(request, MAX_STAFF_BODY_BYTES)
            page = not_stored(request, form, is_signed_in=False)
    if page is not None:
        return page
    return RedirectResponse(with_target(path, page_of(request)), status_code=303)


def needs_second_factor(request: Request) -> bool:
    """Say whether everybody must have a second factor."""
    return services_of(request).settings.desk_second_factor == "required"


def session_token(request: Request) -> str:
    """Return the session's token as the browser sent it."""
    return request.cookies.get(cookie_of(request, SESSION_COOKIE), "")


def is_same_token(given: str | None, expected: str) -> bool:
    """Compare without telling by the time taken how much was right."""
    return hmac.compare_digest((given or "").encode("utf-8", "replace"), expected.encode())
