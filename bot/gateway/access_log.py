"""One line per request that says what was asked and how it went, but never by whom."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.logs.lines import FIELDS, place_of
from bot.metrics.figures import Figures

logger = logging.getLogger(__name__)
UNMATCHED = "(other)"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def route_of(scope: Scope) -> str:
    """Return the pattern of the matched route, so that nothing a person typed is logged."""
    return str(getattr(scope.get("route"), "path", UNMATCHED))


class AccessLogMiddleware:
    """Logs and counts method, route, status and duration; no address, no query, no text."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        """Log what ``app`` answers."""
        self._app = app
        self._figures = figures

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
            with self._figures.requests_in_progress.track_inprogress():
                await self._app(scope, receive, send_and_remember)
        finally:
            seconds = time.perf_counter() - started
            method = scope["method"] if scope["method"] in METHODS else UNMATCHED
            route = route_of(scope)
            self._figures.count_request(route, method, status, seconds)
            fields = {"method": method, "route": route, "status": status}
            fields["ms"] = round(seconds * 1000)
            logger.info("request", extra={FIELDS: fields})


class ErrorBoundaryMiddleware:
    """Turns every error of what lies inside into an answer.

    It sits inside the header middleware, so that error pages carry the same headers. The log gets
    an unexpected error's type and place but not its message: messages quote what people typed.
    """

    def __init__(
        self, app: ASGIApp, answer_to: Callable[[Exception], ASGIApp], figures: Figures
    ) -> None:
        """Let ``answer_to(error)`` answer where ``app`` breaks."""
        self._app = app
        self._answer_to = answer_to
        self._figures = figures

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
            if not isinstance(error, HTTPException):
                self._figures.count_error(route_of(scope))
                name = type(error).__name__
                logger.error("%s in %s at %s", name, route_of(scope), place_of(error))
            # Once a response has begun, the server closes the connection: the client sees the cut.
            if not has_started:
                await self._answer_to(error)(scope, receive, send)
