"""Pushes what is new in a chat to its open windows (server-sent events)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.consultations.errors import StoreUnavailableError
from bot.conversations.models import UnknownSessionError
from bot.gateway.chat.live_feed import Subscription, TooManyStreamsError
from bot.gateway.errors import overloaded
from bot.gateway.services import GatewayServices, services_of
from bot.gateway.web_chat.chat_json import message_as_json
from bot.gateway.web_chat.chat_requests import number_after, session_of, unknown_session
from bot.privacy.token_hash import token_hash

STREAM_PATH = "/api/chat/stream"
HEARTBEAT_SECONDS = 15.0
# A stream that never ended would also outlive every new version of the gateway.
LONGEST_SECONDS = 600.0
RETRY_AFTER_SECONDS = 5
HEADERS = {
    "Cache-Control": "no-store",
    # A proxy that collects the stream before it passes it on would make it useless.
    "X-Accel-Buffering": "no",
}


async def stream(request: Request) -> Response:
    """Send the messages after ``Last-Event-ID`` and every new one, until the client leaves.

    Events: ``message`` with its number as id; ``state`` with ``typing`` and ``human``; ``gone``
    when the chat has ended. A comment every 15 seconds shows that the connection is alive.
    """
    services = services_of(request)
    session = session_of(request)
    after = number_after(request.headers.get("last-event-id", "0"))
    try:
        await services.chat.require(session)
    except UnknownSessionError:
        raise unknown_session() from None
    leave = ExitStack()
    try:
        news = leave.enter_context(services.feed.subscribed(token_hash(session)))
    except TooManyStreamsError:
        raise overloaded(RETRY_AFTER_SECONDS) from None
    events = _events(services, session, after, news, leave)
    return StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)


async def _events(
    services: GatewayServices, session: str, after: int, news: Subscription, leave: ExitStack
) -> AsyncIterator[str]:
    conversation = token_hash(session)
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + LONGEST_SECONDS
    told: Mapping[str, Any] | None = None
    with leave:
        # Proxies and browsers open the stream with its first bytes.
        yield ": ok\n\n"
        while loop.time() < ends_at and not services.feed.is_closed:
            if not await news.news(HEARTBEAT_SECONDS):
                yield ": alive\n\n"
                continue
            try:
                messages = await services.chat.history(session, after)
                human = await services.chat.is_human(session)
            except UnknownSessionError:
                yield _event("gone", {})
                return
            except StoreUnavailableError:
                return
            for message in messages:
                after = message.number
                yield _event("message", message_as_json(message), after)
            state = {"typing": services.feed.is_typing(conversation), "human": human}
            if state != told:
                told = state
                yield _event("state", state)


def _event(name: str, data: Mapping[str, Any], number: int | None = None) -> str:
    head = f"event: {name}\n" if number is None else f"event: {name}\nid: {number}\n"
    # One line without ASCII control characters: JSON has escaped them all.
    return f"{head}data: {json.dumps(data)}\n\n"


ROUTES = [Route(STREAM_PATH, stream, methods=["GET"])]
