"""The off-switch at the public door: pages say so, the chat says so, the office stays reachable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.messages import BotMessage
from bot.channels.rasa_pool import Core
from bot.gateway.rendering import render
from bot.gateway.services import FORM_PATH, services_of
from bot.knowledge.office import Office
from bot.knowledge.shown.cards import contact_card
from bot.maintenance.switch import Closed, MaintenanceSwitch
from bot.texts import text

RETRY_SECONDS = 600
# Chat: the assistant itself gives the notice, so that an open window hears it too. Reminders: a
# link in a mail must always end what it promises to end.
_ALWAYS_OPEN = ("/static/", "/healthz", "/readyz", "/api/", "/kontakt", "/impressum",
                "/datenschutz", "/barrierefreiheit", "/erinnerung", "/widget.js",
                "/telegram/")  # fmt: skip
_FORMS = (FORM_PATH, "/anfrage")


class PausableAssistant:
    """The assistant; while the switch is off it gives the notice, on every channel."""

    def __init__(
        self, assistant: Core, switch: MaintenanceSwitch, read_office: Callable[[], Office]
    ) -> None:
        """Ask ``assistant`` unless the switch is off."""
        self._assistant = assistant
        self._switch = switch
        self._read_office = read_office

    async def send(
        self, session_id: str, message: str, metadata: Mapping[str, Any]
    ) -> list[BotMessage]:
        """Return the answer, or the notice and how to reach the office.

        Raises:
            AssistantUnavailableError: as the assistant.
        """
        closed = self._switch.state()
        if closed is None:
            return await self._assistant.send(session_id, message, metadata)
        contact = contact_card(self._read_office(), FORM_PATH)
        return [BotMessage(text=notice_of(closed)), BotMessage(card=contact)]

    async def is_up(self) -> bool:
        """Return whether the assistant answers at all."""
        return await self._assistant.is_up()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._assistant.aclose()


class PausingMiddleware:
    """Shows the notice instead of pages while the switch is off."""

    def __init__(self, app: ASGIApp, switch: MaintenanceSwitch) -> None:
        """Let everything through unless the switch is off."""
        self._app = app
        self._switch = switch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on or answer with the notice."""
        closed = self._switch.state() if scope["type"] == "http" else None
        if closed is None or _is_open(scope["path"], closed):
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        page = render(
            request,
            "pause.html",
            503,
            notice=notice_of(closed),
            form_path=FORM_PATH if closed.form_open else None,
            office=services_of(request).office,
        )
        page.headers["Retry-After"] = str(RETRY_SECONDS)
        await page(scope, receive, send)


def notice_of(closed: Closed) -> str:
    """Return what people read: the operator's own words, or the usual ones."""
    return closed.notice or text("maintenance.notice")


def _is_open(path: str, closed: Closed) -> bool:
    prefixes = (*_ALWAYS_OPEN, *(_FORMS if closed.form_open else ()))
    return any(path == prefix or path.startswith(prefix.rstrip("/") + "/") for prefix in prefixes)
