"""The chat as a plain form: the same conversation, the same cards, no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.conversations.models import (
    Reason,
    Role,
    StoredMessage,
    UnknownMessageError,
    UnknownSessionError,
    Verdict,
)
from bot.field_values import storable
from bot.gateway.chat.offers import PayloadNotOfferedError, question_payload
from bot.gateway.chat.service import REQUEST_HUMAN_PAYLOAD
from bot.gateway.chat.texts import UNANSWERED
from bot.gateway.chat.turns import TurnRefusedError
from bot.gateway.chat.user_text import MAX_TEXT_CHARACTERS, TextProblem, check_text
from bot.gateway.door.security import require_same_site
from bot.gateway.rendering import render
from bot.gateway.requests.form_fields import read_fields
from bot.gateway.services import services_of
from bot.gateway.web_chat.chat_cookie import (
    forget_session,
    has_ended,
    remember_session,
    remembered_session,
)
from bot.gateway.web_chat.chat_requests import read_number
from bot.gateway.web_chat.readable_cards import readable, readable_greeting
from bot.privacy.token_hash import token_hash
from bot.texts import text
from bot.web.clients import address_key

PAGE_PATH = "/chat"
CHANNEL = "page"
TEXT_FIELD, PAYLOAD_FIELD, RESTART_FIELD = "text", "payload", "neu"
NUMBER_FIELD, VERDICT_FIELD, REASON_FIELD = "nummer", "urteil", "grund"


@dataclass(frozen=True)
class Notice:
    """Why a message was not taken; what was typed stays in the field."""

    status: int
    message: str
    wait_seconds: int = 0


async def show_chat(request: Request) -> Response:
    """Show the conversation of this browser; nothing is stored before the first message."""
    session = await remembered_session(request)
    asked = storable(request.query_params.get("frage", "")[:MAX_TEXT_CHARACTERS])
    if await has_ended(request):
        return await _ended(request, asked, Notice(200, text("gateway.session_over")))
    return await _page(request, session, typed=asked)


async def answer(request: Request) -> Response:
    """Take a text, a chosen button, a rating or the wish to start over, then show the page anew."""
    services = services_of(request)
    require_same_site(request, services.settings.public_url)
    fields = await read_fields(request)
    session = await remembered_session(request)
    if RESTART_FIELD in fields:
        return await _restart(request, session)
    if await has_ended(request):
        typed = fields.get(TEXT_FIELD, "")
        return await _ended(request, typed, Notice(404, text("gateway.unknown_session")))
    notice = await _refused_rate(request, session)
    if notice is not None:
        return await _page(request, session, fields.get(TEXT_FIELD, ""), notice)
    if VERDICT_FIELD in fields:
        return await _rate(request, session, fields)
    return await _speak(request, session, fields)


async def _ended(request: Request, typed: str, notice: Notice) -> Response:
    """Say that the conversation is over, before a new one answers what was meant for the old."""
    page = await _page(request, None, typed, notice)
    forget_session(request, page)
    return page


async def _speak(request: Request, session: str | None, fields: Mapping[str, str]) -> Response:
    chat = services_of(request).chat
    typed = fields.get(TEXT_FIELD, "")
    payload = fields.get(PAYLOAD_FIELD, "")
    checked = typed if payload else check_text(typed)
    if isinstance(checked, TextProblem):
        problem = text(f"gateway.text_{checked.value}", limit=MAX_TEXT_CHARACTERS)
        return await _page(request, session, typed, Notice(422, problem))
    if session is None:
        limit = services_of(request).limits.sessions_per_address
        wait = await limit.ask(address_key(request.scope))
        if wait:
            return await _page(request, None, typed, _too_many(wait))
        session, _ = await chat.open()
        services_of(request).figures.count_session(CHANNEL)
    notice = None
    messages: Sequence[StoredMessage] = ()
    try:
        if payload:
            messages = await chat.choose(session, payload, CHANNEL)
        else:
            messages = await chat.say(session, checked, CHANNEL)
    except PayloadNotOfferedError:
        notice = Notice(422, text("gateway.payload_not_offered"))
    except TurnRefusedError as refused:
        seconds = refused.retry_after_seconds
        notice = Notice(503, text("gateway.overloaded", seconds=seconds), seconds)
    except UnknownSessionError:
        # Somebody deleted it in another window at this moment.
        session, notice = None, Notice(404, text("gateway.unknown_session"))
    if notice is not None:
        return await _page(request, session, typed, notice)
    assert session is not None  # noqa: S101 - for the type checker
    if typed and any(message.payload.get(UNANSWERED) for message in messages):
        # Nobody has read it: it stays in the field and can be sent once more.
        return await _page(request, session, typed)
    return await _shown(request, session, messages)


async def _shown(request: Request, session: str, messages: Sequence[StoredMessage]) -> Response:
    """Lead to the new messages, or show at once what is stored nowhere."""
    kept = {m.number: m.payload for m in await services_of(request).chat.history(session, 0)}
    if any(kept.get(message.number) != message.payload for message in messages):
        return await _page(request, session, fleeting=messages)
    first = min((message.number for message in messages), default=0)
    return _redirect(request, session, first)


async def _rate(request: Request, session: str | None, fields: Mapping[str, str]) -> Response:
    number = read_number(fields.get(NUMBER_FIELD, ""))
    try:
        verdict = Verdict(fields[VERDICT_FIELD])
        reason = Reason(fields[REASON_FIELD]) if REASON_FIELD in fields else None
        if session is None or number is None:
            raise HTTPException(422)
        await services_of(request).chat.rate(session, number, verdict, reason)
    except (ValueError, UnknownMessageError, UnknownSessionError):
        raise HTTPException(422) from None
    return _redirect(request, session, number)


async def _restart(request: Request, session: str | None) -> Response:
    if session is not None:
        await services_of(request).chat.erase(session)
    response = RedirectResponse(PAGE_PATH, status_code=303)
    forget_session(request, response)
    return response


async def _page(
    request: Request,
    session: str | None,
    typed: str = "",
    notice: Notice | None = None,
    fleeting: Sequence[StoredMessage] = (),
) -> Response:
    services = services_of(request)
    history: Sequence[StoredMessage] = ()
    is_human = False
    if session is not None:
        try:
            history = await services.chat.history(session, 0)
            is_human = await services.chat.is_human(session)
        except UnknownSessionError:
            session = None
    shown = {message.number: message for message in (*history, *fleeting)}
    page = render(
        request,
        "chat_plain.html",
        200 if notice is None else notice.status,
        greeting=readable_greeting(services.chat.greeting) if session is None else (),
        messages=[readable(shown[number]) for number in sorted(shown)],
        live=_live_numbers(history),
        reasons=[(reason.value, text(f"gateway.reason_{reason.value}")) for reason in Reason],
        is_human=is_human,
        request_human=REQUEST_HUMAN_PAYLOAD,
        question_payload=question_payload,
        typed=typed,
        notice=notice,
        office=services.office,
        emergency=services.emergency.overview(),
        limit=MAX_TEXT_CHARACTERS,
        retention_days=services.settings.chat_retention_days,
    )
    if notice is not None and notice.wait_seconds:
        page.headers["Retry-After"] = str(notice.wait_seconds)
    if session is not None:
        remember_session(request, page, session)
    return page


def _live_numbers(history: Sequence[StoredMessage]) -> frozenset[int]:
    """Return the messages since the person last spoke: their buttons can still be pressed."""
    spoken = [m.number for m in history if m.role is Role.USER]
    last = spoken[-1] if spoken else -1
    return frozenset(m.number for m in history if m.number > last)


async def _refused_rate(request: Request, session: str | None) -> Notice | None:
    limits = services_of(request).limits
    wait = await limits.chat_per_address.ask(address_key(request.scope))
    if not wait and session is not None:
        wait = await limits.chat_per_session.ask(token_hash(session))
    return _too_many(wait) if wait else None


def _too_many(seconds: int) -> Notice:
    return Notice(429, text("gateway.too_many", seconds=seconds), seconds)


def _redirect(request: Request, session: str, number: int) -> Response:
    response = RedirectResponse(f"{PAGE_PATH}#n{number}", status_code=303)
    remember_session(request, response, session)
    return response


ROUTES = [
    Route(PAGE_PATH, show_chat, methods=["GET"]),
    Route(PAGE_PATH, answer, methods=["POST"]),
]
