"""The spans of the public door: one for the request, one for the assistant inside of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.messages import BotMessage
from bot.channels.rasa_client import AssistantUnavailableError
from bot.channels.rasa_pool import Core
from bot.logs.request_id import request_id
from bot.tracing.spans import Spans
from bot.web.error_boundary import route_of


class TracingMiddleware:
    """Records every request."""

    def __init__(self, app: ASGIApp, spans: Spans) -> None:
        """Record what ``app`` answers."""
        self._app = app
        self._spans = spans

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on within a span."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with self._spans.begin("request") as span:

            async def send_and_note(message: Message) -> None:
                if message["type"] == "http.response.start":
                    span.set("http.response.status_code", message["status"])
                await send(message)

            span.set("ija.request_id", request_id.get())
            try:
                await self._app(scope, receive, send_and_note)
            finally:
                # Known only now; the pattern and never the path.
                span.set("http.route", route_of(scope))


class TracedAssistant:
    """The assistant, with a span for each message."""

    def __init__(self, assistant: Core, spans: Spans) -> None:
        """Ask ``assistant``."""
        self._assistant = assistant
        self._spans = spans

    async def send(
        self, session_id: str, message: str, metadata: Mapping[str, Any]
    ) -> list[BotMessage]:
        """Return the answer, as the assistant does."""
        with self._spans.begin("assistant") as span:
            try:
                return await self._assistant.send(session_id, message, metadata)
            except AssistantUnavailableError as error:
                span.set("ija.failure", error.reason.value)
                raise

    async def is_up(self) -> bool:
        """Return whether the assistant answers at all."""
        return await self._assistant.is_up()

    async def aclose(self) -> None:
        """Close all connections and send the last spans."""
        await self._assistant.aclose()
        self._spans.close()
