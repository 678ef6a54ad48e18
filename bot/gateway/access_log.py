"""One line per request that says what was asked and how it went, but never by whom."""

from __future__ import annotations

import logging
import time
import traceback

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)
UNMATCHED = "(other)"


def route_of(scope: Scope) -> str:
    """Return the pattern of the matched route, so that nothing a person typed is logged."""
    return str(getattr(scope.get("route"), "path", UNMATCHED))


class AccessLogMiddleware:
    """Logs method, route, status and duration; no address, no query, no text."""

    def __init__(self, app: ASGIApp) -> None:
        """Log what ``app`` answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log it when the answer is complete."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0

        async def send_and_remember(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_remember)
        finally:
            took_ms = (time.perf_counter() - started) * 1000
            method = scope["method"] if scope["method"].isalpha() else UNMATCHED
            logger.info("%s %s %d %.0f ms", method, route_of(scope), status, took_ms)


class ErrorBoundaryMiddleware:
    """Turns an unexpected error into ``error_app``'s answer.

    It sits inside the header middleware, so that error pages carry the same headers. The log gets
    the error's type and place but not its message: messages quote what people typed.
    """

    def __init__(self, app: ASGIApp, error_app: ASGIApp) -> None:
        """Let ``error_app`` answer where ``app`` breaks."""
        self._app = app
        self._error_app = error_app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and answer for it if it breaks before a response began."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_started = False

        async def send_and_remember(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_remember)
        except ClientDisconnect:
            logger.info("client left during %s", route_of(scope))
        except Exception as error:
            logger.error("%s in %s at %s", type(error).__name__, route_of(scope), _place_of(error))
            # Once a response has begun, the server closes the connection: the client sees the cut.
            if not has_started:
                await self._error_app(scope, receive, send)


def _place_of(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-6:]))
