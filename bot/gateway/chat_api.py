"""The JSON endpoints of the chat page."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.conversations.models import StoredMessage, UnknownSessionError
from bot.conversations.store import token_hash
from bot.gateway.chat_service import PayloadNotOfferedError
from bot.gateway.errors import ApiError, too_many
from bot.gateway.limits import RateLimiter, address_key
from bot.gateway.security import is_same_site
from bot.gateway.services import services_of
from bot.gateway.user_text import MAX_TEXT_CHARACTERS, TextProblem, check_text
from bot.texts import text

SESSION_HEADER = "x-session"
MAX_SESSION_CHARACTERS = 64
MAX_PAYLOAD_CHARACTERS = 2000
MAX_NUMBER_DIGITS = 18
JSON_TYPE = "application/json"


async def open_session(request: Request) -> Response:
    """Open a session; the body is ignored, because clients choose nothing here."""
    _require_our_page(request)
    services = services_of(request)
    _spend(services.limits.sessions_per_address, address_key(request.scope))
    session, messages = await services.chat.open()
    return JSONResponse({"session": session, "messages": _as_json(messages)}, status_code=201)


async def send_message(request: Request) -> Response:
    """Take one text or one chosen button and return the answers."""
    _require_our_page(request)
    services = services_of(request)
    session = _session(request)
    _spend(services.limits.chat_per_address, address_key(request.scope))
    _spend(services.limits.chat_per_session, token_hash(session))
    body = await _json_object(request)
    try:
        if body.keys() == {"text"}:
            messages = await services.chat.say(session, _checked_text(body["text"]))
        elif body.keys() == {"payload"}:
            messages = await services.chat.choose(session, _checked_payload(body["payload"]))
        else:
            raise _bad_request()
    except PayloadNotOfferedError:
        raise _not_offered() from None
    except UnknownSessionError:
        raise _unknown_session() from None
    return JSONResponse({"messages": _as_json(messages)})


async def show_history(request: Request) -> Response:
    """Return what was said after message number ``after``."""
    services = services_of(request)
    session = _session(request)
    _spend(services.limits.chat_per_address, address_key(request.scope))
    after = request.query_params.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) <= MAX_NUMBER_DIGITS):
        raise _bad_request()
    try:
        messages = await services.chat.history(session, int(after))
    except UnknownSessionError:
        raise _unknown_session() from None
    return JSONResponse({"messages": _as_json(messages)})


async def erase_session(request: Request) -> Response:
    """Delete the session; it is gone afterwards, whether or not it existed."""
    _require_our_page(request, needs_json=False)
    services = services_of(request)
    session = _session(request)
    _spend(services.limits.chat_per_address, address_key(request.scope))
    await services.chat.erase(session)
    return Response(status_code=204)


ROUTES = [
    Route("/api/chat/sessions", open_session, methods=["POST"]),
    Route("/api/chat/messages", send_message, methods=["POST"]),
    Route("/api/chat/history", show_history, methods=["GET"]),
    Route("/api/chat/session", erase_session, methods=["DELETE"]),
]


def _require_our_page(request: Request, needs_json: bool = True) -> None:
    if not is_same_site(request, services_of(request).settings.public_url):
        raise ApiError(403, "bad_origin", text("gateway.bad_origin"))
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if needs_json and media_type != JSON_TYPE:
        raise ApiError(415, "bad_media_type", text("gateway.bad_media_type"))


def _session(request: Request) -> str:
    session = request.headers.get(SESSION_HEADER, "")
    if not 0 < len(session) <= MAX_SESSION_CHARACTERS:
        raise _unknown_session()
    return session


def _spend(limiter: RateLimiter, key: str) -> None:
    seconds = limiter.seconds_to_wait(key)
    if seconds:
        raise too_many(seconds)


async def _json_object(request: Request) -> dict[str, Any]:
    raw = await request.body()
    try:
        # ValueError covers bad UTF-8 and absurd numbers, RecursionError absurd nesting.
        body = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise _bad_request() from None
    if not isinstance(body, dict):
        raise _bad_request()
    return body


def _checked_text(raw: object) -> str:
    checked = check_text(raw)
    if isinstance(checked, TextProblem):
        message = text(f"gateway.text_{checked.value}", limit=MAX_TEXT_CHARACTERS)
        raise ApiError(422, f"text_{checked.value}", message)
    return checked


def _checked_payload(raw: object) -> str:
    if not isinstance(raw, str) or not 0 < len(raw) <= MAX_PAYLOAD_CHARACTERS:
        raise _not_offered()
    return raw


def _bad_request() -> ApiError:
    return ApiError(400, "bad_request", text("gateway.bad_request"))


def _not_offered() -> ApiError:
    return ApiError(422, "payload_not_offered", text("gateway.payload_not_offered"))


def _unknown_session() -> ApiError:
    return ApiError(404, "unknown_session", text("gateway.unknown_session"))


def _as_json(messages: list[StoredMessage]) -> list[dict[str, Any]]:
    return [
        {"number": message.number, "role": message.role.value, "message": dict(message.payload)}
        for message in messages
    ]
