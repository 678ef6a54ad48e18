"""The JSON endpoints of the chat page."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.conversations.models import (
    Reason,
    UnknownMessageError,
    UnknownSessionError,
    Verdict,
)
from bot.gateway.chat.offers import PayloadNotOfferedError
from bot.gateway.chat.service import CHANNEL
from bot.gateway.chat.turns import TurnRefusedError
from bot.gateway.errors import overloaded
from bot.gateway.services import services_of
from bot.gateway.web_chat.chat_cookie import is_own_script, remember_session, remembered_session
from bot.gateway.web_chat.chat_json import messages_as_json, questions_as_json, start_as_json
from bot.gateway.web_chat.chat_requests import (
    bad_request,
    checked_key,
    checked_number,
    checked_payload,
    checked_text,
    json_object,
    not_offered,
    number_after,
    one_of,
    require_our_page,
    session_of,
    spend,
    unknown_session,
)
from bot.privacy.token_hash import token_hash
from bot.web.clients import address_key

# The same for everybody, so it may stay in the browser for a while.
FOR_EVERYBODY = {"Cache-Control": "public, max-age=300"}


async def open_session(request: Request) -> Response:
    """Open a session; the body is ignored, because clients choose nothing here.

    On our own pages it is the conversation that this browser is in already, if there is one.
    """
    require_our_page(request)
    services = services_of(request)
    await spend(services.limits.sessions_per_address, address_key(request.scope))
    is_own = is_own_script(request)
    session = await remembered_session(request) if is_own else None
    if session is None:
        session, messages = await services.chat.open()
        services.figures.count_session(CHANNEL)
    else:
        messages = await services.chat.history(session, 0)
    body = {"session": session, "messages": messages_as_json(messages)}
    response = JSONResponse(body, status_code=201)
    if is_own:
        remember_session(request, response, session)
    return response


async def send_message(request: Request) -> Response:
    """Take one text or one chosen button and return the answers.

    A client may name the message with a ``key`` of its own: the history shows it, and the same
    message with the same key is answered once.
    """
    require_our_page(request)
    services = services_of(request)
    session = session_of(request)
    await spend(services.limits.chat_per_address, address_key(request.scope))
    await spend(services.limits.chat_per_session, token_hash(session))
    body = await json_object(request)
    try:
        key = checked_key(body.pop("key", None))
        if body.keys() == {"text"}:
            said = checked_text(body["text"])
            messages = await services.chat.say(session, said, key=key)
        elif body.keys() == {"payload"}:
            chosen = checked_payload(body["payload"])
            messages = await services.chat.choose(session, chosen, key=key)
        else:
            raise bad_request()
    except PayloadNotOfferedError:
        raise not_offered() from None
    except UnknownSessionError:
        raise unknown_session() from None
    except TurnRefusedError as refused:
        raise overloaded(refused.retry_after_seconds) from None
    return JSONResponse({"messages": messages_as_json(messages)})


async def show_history(request: Request) -> Response:
    """Return what was said after message number ``after``."""
    services = services_of(request)
    session = session_of(request)
    await spend(services.limits.chat_per_address, address_key(request.scope))
    after = number_after(request.query_params.get("after", "0"))
    try:
        messages = await services.chat.history(session, after)
    except UnknownSessionError:
        raise unknown_session() from None
    return JSONResponse({"messages": messages_as_json(messages)})


async def erase_session(request: Request) -> Response:
    """Delete the session; it is gone afterwards, whether or not it existed."""
    require_our_page(request, needs_json=False)
    services = services_of(request)
    session = session_of(request)
    await spend(services.limits.chat_per_address, address_key(request.scope))
    await services.chat.erase(session)
    return Response(status_code=204)


async def rate_answer(request: Request) -> Response:
    """Take what the person thinks of an answer: ``number``, ``verdict``, perhaps ``reason``."""
    require_our_page(request)
    services = services_of(request)
    session = session_of(request)
    await spend(services.limits.chat_per_address, address_key(request.scope))
    body = await json_object(request)
    number = checked_number(body.get("number"))
    verdict = one_of(Verdict, body.get("verdict"))
    reason = None if body.get("reason") is None else one_of(Reason, body["reason"])
    try:
        rated = await services.chat.rate(session, number, verdict, reason)
    except UnknownMessageError:
        raise bad_request() from None
    except UnknownSessionError:
        raise unknown_session() from None
    return JSONResponse({"messages": messages_as_json([rated])})


async def show_start(request: Request) -> Response:
    """Return what a chat shows before anybody has said anything."""
    services = services_of(request)
    await spend(services.limits.chat_per_address, address_key(request.scope))
    return JSONResponse(await run_in_threadpool(start_as_json, services), headers=FOR_EVERYBODY)


async def list_questions(request: Request) -> Response:
    """Return all questions that have an answer."""
    services = services_of(request)
    await spend(services.limits.chat_per_address, address_key(request.scope))
    questions = await run_in_threadpool(questions_as_json, services)
    return JSONResponse({"questions": questions}, headers=FOR_EVERYBODY)


ROUTES = [
    Route("/api/chat/start", show_start, methods=["GET"]),
    Route("/api/chat/questions", list_questions, methods=["GET"]),
    Route("/api/chat/feedback", rate_answer, methods=["POST"]),
    Route("/api/chat/sessions", open_session, methods=["POST"]),
    Route("/api/chat/messages", send_message, methods=["POST"]),
    Route("/api/chat/history", show_history, methods=["GET"]),
    Route("/api/chat/session", erase_session, methods=["DELETE"]),
]
