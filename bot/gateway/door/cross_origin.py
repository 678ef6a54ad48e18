"""Lets the pages that embed the chat use it, and no others (docs/adr, number 18)."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.gateway.door.security import is_same_site
from bot.settings import Settings
from bot.web.headers import completing

CHAT_PREFIX = "/api/chat/"
PREFLIGHT_SECONDS = 600
ALLOWED = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Content-Type, X-Session, Last-Event-ID",
    "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
}


def is_allowed_page(request: Request, settings: Settings) -> bool:
    """Say whether a request that changes something came from one of our pages or an allowed one."""
    origin = request.headers.get("origin")
    return origin in settings.widget_origins or is_same_site(request, settings.public_url)


class CrossOriginMiddleware:
    """Answers what browsers ask before a page of another origin may use the chat.

    Never with credentials: away from our own pages the chat has no cookie, its token travels in a
    header of its own.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        """Open the chat, and nothing else, to pages from ``origins``."""
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer a question of the browser."""
        if scope["type"] != "http" or not scope["path"].startswith(CHAT_PREFIX):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        is_allowed = origin in self._origins

        def allow(answer: MutableHeaders, _status: int) -> None:
            answer.add_vary_header("Origin")
            if is_allowed and origin is not None:
                answer["Access-Control-Allow-Origin"] = origin

        completed = completing(send, allow)
        is_preflight = scope["method"] == "OPTIONS" and "access-control-request-method" in headers
        if is_allowed and is_preflight:
            await Response(status_code=204, headers=ALLOWED)(scope, receive, completed)
            return
        await self._app(scope, receive, completed)
