"""Makes a route one for signed-in staff; forms must carry the session's own token."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.desk.accounts import Account
from bot.desk.security import cookie_name, read_form, require_own_page
from bot.desk.services import DeskServices, services_of
from bot.desk.sessions import StaffSession

LOGIN_PATH = "/login"
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


Handler = Callable[[Visit], Awaitable[Response]]


def staff_route(
    path: str,
    handler: Handler,
    method: str = "GET",
    *,
    for_admins: bool = False,
    is_setup: bool = False,
) -> Route:
    """Return a route that only signed-in staff reach, or only admins.

    ``is_setup`` marks what somebody reaches who still has a start password, which others may have
    seen, or lacks a second factor that all must have.
    """

    async def endpoint(request: Request) -> Response:
        if method == "POST":
            require_own_page(request)
        session = await current_session(request)
        if session is None:
            return RedirectResponse(LOGIN_PATH, status_code=303)
        if not session.is_complete:
            return RedirectResponse(CODE_PATH, status_code=303)
        if session.account.has_start_password and not is_setup:
            return RedirectResponse(PASSWORD_PATH, status_code=303)
        lacks_factor = not session.account.has_second_factor
        if lacks_factor and not is_setup and needs_second_factor(request):
            return RedirectResponse(SETUP_PATH, status_code=303)
        form = await read_form(request, MAX_STAFF_BODY_BYTES) if method == "POST" else {}
        if method == "POST" and not is_same_token(form.get(CSRF_FIELD), session.csrf_token):
            raise HTTPException(403)
        if for_admins and not session.account.is_admin:
            raise HTTPException(403)
        return await handler(Visit(request, session, form))

    return Route(path, endpoint, methods=[method])


async def current_session(request: Request) -> StaffSession | None:
    """Return who is signed in, or None."""
    token = session_token(request)
    if not token:
        return None
    services = services_of(request)
    return await run_in_threadpool(services.sessions.use, token, services.now())


def needs_second_factor(request: Request) -> bool:
    """Say whether everybody must have a second factor."""
    return services_of(request).settings.desk_second_factor == "required"


def session_token(request: Request) -> str:
    """Return the session's token as the browser sent it."""
    return request.cookies.get(cookie_name(request, SESSION_COOKIE), "")


def is_same_token(given: str | None, expected: str) -> bool:
    """Compare without telling by the time taken how much was right."""
    return hmac.compare_digest((given or "").encode("utf-8", "replace"), expected.encode())
