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

from bot.desk.security import cookie_name, read_form, require_own_page
from bot.desk.services import services_of
from bot.desk.sessions import StaffSession

LOGIN_PATH = "/login"
SESSION_COOKIE = "desk"
CSRF_FIELD = "csrf"


@dataclass(frozen=True)
class Visit:
    """A request of a signed-in person; ``form`` is empty unless something is to be changed."""

    request: Request
    session: StaffSession
    form: Mapping[str, str]


Handler = Callable[[Visit], Awaitable[Response]]


def staff_route(path: str, handler: Handler, method: str = "GET") -> Route:
    """Return a route that only signed-in staff reach."""

    async def endpoint(request: Request) -> Response:
        if method == "POST":
            require_own_page(request)
        session = await current_session(request)
        if session is None:
            return RedirectResponse(LOGIN_PATH, status_code=303)
        form = await read_form(request) if method == "POST" else {}
        if method == "POST" and not is_same_token(form.get(CSRF_FIELD), session.csrf_token):
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


def session_token(request: Request) -> str:
    """Return the session's token as the browser sent it."""
    return request.cookies.get(cookie_name(request, SESSION_COOKIE), "")


def is_same_token(given: str | None, expected: str) -> bool:
    """Compare without telling by the time taken how much was right."""
    return hmac.compare_digest((given or "").encode("utf-8", "replace"), expected.encode())
