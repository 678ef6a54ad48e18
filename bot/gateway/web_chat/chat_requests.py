"""Reads and checks what clients of the chat send."""

from __future__ import annotations

import json
import re
from enum import Enum
from typing import Any, TypeVar

from starlette.requests import Request

from bot.gateway.chat.user_text import MAX_TEXT_CHARACTERS, TextProblem, check_text
from bot.gateway.door.cross_origin import is_allowed_page
from bot.gateway.door.limits import RateLimiter
from bot.gateway.errors import ApiError, too_many
from bot.gateway.services import services_of
from bot.texts import text
from bot.web.forms import media_type_of

SESSION_HEADER = "x-session"
MAX_SESSION_CHARACTERS = 64
MAX_PAYLOAD_CHARACTERS = 2000
MAX_NUMBER_DIGITS = 18
JSON_TYPE = "application/json"
_KEY = re.compile(r"[A-Za-z0-9-]{1,40}")

Choice = TypeVar("Choice", bound=Enum)


def require_our_page(request: Request, needs_json: bool = True) -> None:
    """Refuse what another website makes a browser send, and what is no JSON."""
    if not is_allowed_page(request, services_of(request).settings):
        raise ApiError(403, "bad_origin", text("gateway.bad_origin"))
    if needs_json and media_type_of(request) != JSON_TYPE:
        raise ApiError(415, "bad_media_type", text("gateway.bad_media_type"))


def session_of(request: Request) -> str:
    """Return the session that the client names; its token never stands in an address."""
    session = request.headers.get(SESSION_HEADER, "")
    if not 0 < len(session) <= MAX_SESSION_CHARACTERS:
        raise unknown_session()
    return session


async def spend(limiter: RateLimiter, key: str) -> None:
    """Take one from the limit, or refuse with the time to wait."""
    seconds = await limiter.ask(key)
    if seconds:
        raise too_many(seconds)


async def json_object(request: Request) -> dict[str, Any]:
    """Return the body as an object."""
    raw = await request.body()
    try:
        # ValueError covers bad UTF-8 and absurd numbers, RecursionError absurd nesting.
        body = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise bad_request() from None
    if not isinstance(body, dict):
        raise bad_request()
    return body


def checked_text(raw: object) -> str:
    """Return what a person typed, trimmed."""
    checked = check_text(raw)
    if isinstance(checked, TextProblem):
        message = text(f"gateway.text_{checked.value}", limit=MAX_TEXT_CHARACTERS)
        raise ApiError(422, f"text_{checked.value}", message)
    return checked


def checked_payload(raw: object) -> str:
    """Return the payload of a chosen button."""
    if not isinstance(raw, str) or not 0 < len(raw) <= MAX_PAYLOAD_CHARACTERS:
        raise not_offered()
    return raw


def checked_number(raw: object) -> int:
    """Return the number of a message in a body."""
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw < 10**MAX_NUMBER_DIGITS:
        raise bad_request()
    return raw


def checked_key(raw: object) -> str | None:
    """Return the name that a client gave to a message, None if it gave none."""
    if raw is None:
        return None
    if not isinstance(raw, str) or not _KEY.fullmatch(raw):
        raise bad_request()
    return raw


def bad_request() -> ApiError:
    """Return the error for a request that is not complete."""
    return ApiError(400, "bad_request", text("gateway.bad_request"))


def not_offered() -> ApiError:
    """Return the error for a button that was never shown."""
    return ApiError(422, "payload_not_offered", text("gateway.payload_not_offered"))


def unknown_session() -> ApiError:
    """Return the error for a session that has ended."""
    return ApiError(404, "unknown_session", text("gateway.unknown_session"))


def number_after(raw: str) -> int:
    """Return the number of a message as a client names it in an address or a header."""
    number = read_number(raw)
    if number is None:
        raise bad_request()
    return number


def read_number(raw: str) -> int | None:
    """Return the number of a message that is written as digits, None for anything else."""
    is_number = raw.isascii() and raw.isdigit() and len(raw) <= MAX_NUMBER_DIGITS
    return int(raw) if is_number else None


def one_of(choices: type[Choice], raw: object) -> Choice:
    """Return the choice with this value."""
    try:
        return choices(raw)
    except ValueError:
        raise bad_request() from None
