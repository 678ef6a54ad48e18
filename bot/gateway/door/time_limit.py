"""Answers for a route that takes too long."""

from __future__ import annotations

import asyncio
import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)


class TimeLimitMiddleware:
    """Lets ``late_app`` answer if no response has begun in time.

    Only the beginning counts: a stream of messages may last as long as its chat is open.
    """

    def __init__(self, app: ASGIApp, seconds: float, late_app: ASGIApp) -> None:
        """Wait ``seconds`` for ``app`` to begin its response."""
        self._app = app
        self._seconds = seconds
        self._late_app = late_app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and look at the clock."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_started = is_over = False

        async def send_in_time(message: Message) -> None:
            nonlocal has_started
            if is_over:
                return
            has_started = True
            await send(message)

        # Not wait_for: a route in a thread cannot be stopped, and nobody shall wait for its end.
        work = asyncio.ensure_future(self._app(scope, receive, send_in_time))
        try:
            await asyncio.wait({work}, timeout=self._seconds)
            if work.done() or has_started:
                await work
                return
        except asyncio.CancelledError:
            work.cancel()
            raise
        is_over = True
        work.cancel()
        work.add_done_callback(_forget)
        logger.error("a route took longer than %g s", self._seconds)
        await self._late_app(scope, receive, send)


def _forget(work: asyncio.Future[None]) -> None:
    if not work.cancelled() and work.exception() is not None:
        logger.info("what took too long ended with %s", type(work.exception()).__name__)
