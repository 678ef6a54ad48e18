"""Gives every request an id, for the log, for Rasa and for the person who reports an error."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.logs.request_id import HEADER, new_request_id, request_id
from bot.web.headers import completing


class RequestIdMiddleware:
    """Takes the id that a proxy gave, or a new one, and says it in the response."""

    def __init__(self, app: ASGIApp) -> None:
        """Name the requests of ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its id in ``request_id``."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        current = new_request_id(Headers(scope=scope).get(HEADER, ""))

        def name_request(headers: MutableHeaders, _status: int) -> None:
            headers[HEADER] = current

        token = request_id.set(current)
        try:
            await self._app(scope, receive, completing(send, name_request))
        finally:
            request_id.reset(token)
