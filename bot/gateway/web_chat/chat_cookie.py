"""Which chat a browser is in, for pages without JavaScript.

The cookie holds the same token that the chat with JavaScript keeps, so on our own pages both go on
with one conversation. The server alone makes tokens: one that it does not know opens nothing.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from bot.conversations.models import UnknownSessionError
from bot.gateway.cookies import give_cookie, read_cookie, take_cookie
from bot.gateway.services import services_of
from bot.gateway.web_chat.chat_requests import MAX_SESSION_CHARACTERS
from bot.privacy.token_hash import token_hash

COOKIE = "ija_chat"


async def remembered_session(request: Request) -> str | None:
    """Return the session of this browser if it can still go on, else None."""
    session = read_cookie(request, COOKIE)
    if not 0 < len(session) <= MAX_SESSION_CHARACTERS:
        return None
    try:
        await services_of(request).chat.require(session)
    except UnknownSessionError:
        return None
    return session


async def has_ended(request: Request) -> bool:
    """Say whether this browser was in a conversation that is still kept, but idle for too long."""
    session = read_cookie(request, COOKIE)
    is_possible = 0 < len(session) <= MAX_SESSION_CHARACTERS
    if not is_possible or await remembered_session(request) is not None:
        return False
    return await run_in_threadpool(services_of(request).store.knows, token_hash(session))


def remember_session(request: Request, response: Response, session: str) -> None:
    """Let this browser go on with a session until it is closed."""
    give_cookie(request, response, COOKIE, session, same_site="lax")


def forget_session(request: Request, response: Response) -> None:
    """Take the session out of this browser."""
    take_cookie(request, response, COOKIE, same_site="lax")


def is_own_script(request: Request) -> bool:
    """Say whether a script of our own pages asks; browsers tell, and pages cannot lie about it."""
    return request.headers.get("sec-fetch-site") == "same-origin"
