"""One line per request that says what was asked and how it went, but never by whom."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.logs.lines import FIELDS
from bot.metrics.figures import Figures
from bot.web.error_boundary import UNMATCHED, route_of

logger = logging.getLogger(__name__)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


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
