"""Response headers and what a request must bring to change something."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.forms import first_values, require_form
from bot.web.headers import COMMON_HEADERS, HSTS, completing, cookie_name
from bot.web.origins import is_own_page

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'"
    ),
    **COMMON_HEADERS,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
MAX_BODY_BYTES = 16 * 1024
MAX_FIELDS = 60


class SecurityHeadersMiddleware:
    """Adds the security headers to every response, error pages included."""

    def __init__(self, app: ASGIApp) -> None:
        """Complete what ``app`` answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a ``send`` that completes the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        def complete(headers: MutableHeaders, _status: int) -> None:
            headers.update(SECURITY_HEADERS)
            if scope["scheme"] == "https":
                headers["Strict-Transport-Security"] = HSTS
            headers.setdefault("Cache-Control", "no-store")

        await self._app(scope, receive, completing(send, complete))


def is_secure(request: Request) -> bool:
    """Say whether the person reached us over TLS."""
    return request.url.scheme == "https"


def cookie_of(request: Request, name: str) -> str:
    """Return the cookie's name for whoever came as this request did."""
    return cookie_name(name, is_secure(request))


def require_own_page(request: Request) -> None:
    """Refuse a request that another site made.

    Raises:
        HTTPException: 403.
    """
    if not is_own_page(request):
        raise HTTPException(403)


async def read_form(request: Request, limit: int = MAX_BODY_BYTES) -> dict[str, str]:
    """Return the first value of every field.

    Raises:
        HTTPException: 415 for another encoding, 413 or 400 for too much.
    """
    require_form(request)
    raw = b""
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > limit:
            raise HTTPException(413)
    # No database wants NUL.
    fields = first_values(raw, MAX_FIELDS)
    return {name: value.replace("\x00", "") for name, value in fields.items()}
