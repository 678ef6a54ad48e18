"""Response headers and origin checks of the public door."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.headers import COMMON_HEADERS, HSTS, completing
from bot.web.origins import is_own_page

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    **COMMON_HEADERS,
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
# Who is turned away for now is told when to come back.
RETRY_STATUSES = frozenset({429, 503, 504})
RETRY_SECONDS = "10"


class SecurityHeadersMiddleware:
    """Adds the headers that every response has, error pages included."""

    def __init__(self, app: ASGIApp, is_https: bool) -> None:
        """Add HSTS only where visitors come over TLS."""
        self._app = app
        self._headers = dict(SECURITY_HEADERS)
        if is_https:
            self._headers["Strict-Transport-Security"] = HSTS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a ``send`` that completes the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        await self._app(scope, receive, completing(send, self._complete))

    def _complete(self, headers: MutableHeaders, status: int) -> None:
        for name, value in self._headers.items():
            # A route may say less about itself, such as the script that others embed.
            headers.setdefault(name, value)
        # Pages may hold what a person typed; only files with a hash in their address stay.
        headers.setdefault("Cache-Control", "no-store")
        if status in RETRY_STATUSES:
            headers.setdefault("Retry-After", RETRY_SECONDS)


def is_https(public_url: str) -> bool:
    """Say whether visitors reach us over TLS."""
    return urlsplit(public_url).scheme == "https"


def require_same_site(request: Request, public_url: str) -> None:
    """Refuse what another website makes a browser send.

    Raises:
        HTTPException: 403.
    """
    if not is_same_site(request, public_url):
        raise HTTPException(403)


def is_same_site(request: Request, public_url: str) -> bool:
    """Say whether a request that changes something was made by one of our own pages."""
    parts = urlsplit(public_url)
    return is_own_page(request, f"{parts.scheme}://{parts.netloc}")
