"""Turns every error of what lies inside into an answer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

UNMATCHED = "(other)"


def route_of(scope: Scope) -> str:
    """Return the pattern of the matched route, so that nothing a person typed is logged."""
    return str(getattr(scope.get("route"), "path", UNMATCHED))


class ErrorBoundaryMiddleware:
    """Answers for a route that broke.

    It sits inside the header middleware, so that error pages carry the same headers.
    """

    def __init__(
        self,
        app: ASGIApp,
        answer_to: Callable[[Exception], ASGIApp],
        note: Callable[[Scope, Exception], None],
    ) -> None:
        """Let ``answer_to(error)`` answer where ``app`` breaks, after ``note(scope, error)``.

        What is noted must not hold the error's message: messages quote what people typed.
        """
        self._app = app
        self._answer_to = answer_to
        self._note = note

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
            self._note(scope, error)
            # Once a response has begun, the server closes the connection: the client sees the cut.
            if not has_started:
                await self._answer_to(error)(scope, receive, send)
