"""Where Telegram brings updates, and where the one-time links of its chats lead."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.telegram.handovers import LINK_PATH, VALID_FOR
from bot.channels.telegram.webhook import SECRET_HEADER, WEBHOOK_PATH
from bot.consultations.errors import StoreUnavailableError
from bot.consultations.models import Channel, ConsultationDraft
from bot.gateway.cookies import give_cookie, read_cookie
from bot.gateway.door.limits import slow_down
from bot.gateway.rendering import render
from bot.gateway.requests.form_fields import PREFILL
from bot.gateway.services import FORM_PATH, services_of

logger = logging.getLogger(__name__)

HANDOVER_COOKIE = "ija_telegram"
UPDATE_BYTES = 512 * 1024
"""An update repeats the message it answers to, with a keyboard of its own."""


async def receive(request: Request) -> Response:
    """Store an update and say so at once; what is not stored Telegram brings again.

    Raises:
        StoreUnavailableError: the database did not answer; that is a 503.
    """
    door = services_of(request).telegram
    if door is None:
        raise HTTPException(404)
    # Before a single byte of the body is looked at.
    if not door.is_genuine(request.headers.get(SECRET_HEADER, "")):
        raise HTTPException(403)
    try:
        update = json.loads((await request.body()).decode("utf-8"))
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    await run_in_threadpool(door.take, update, services_of(request).now)
    return Response(status_code=200)


async def open_form(request: Request) -> Response:
    """Lead to the form, filled in with what the chat was about; opening it uses nothing up."""
    services = services_of(request)
    await slow_down(services.limits.status_per_address, request.scope)
    token = request.path_params["token"]
    found = None
    if services.telegram is not None:
        found = await run_in_threadpool(services.telegram.handovers.find, token, services.now())
    if found is None:
        return render(request, "telegram_link.html", 410)
    query = urlencode({PREFILL[name]: value for name, value in found.fields.items()})
    response = RedirectResponse(f"{FORM_PATH}?{query}" if query else FORM_PATH, status_code=303)
    seconds = int(VALID_FOR.total_seconds())
    # Lax: the person comes from Telegram, which is another site.
    give_cookie(request, response, HANDOVER_COOKIE, token, same_site="lax", seconds=seconds)
    return response


async def from_chat(request: Request, draft: ConsultationDraft) -> ConsultationDraft:
    """Return the draft with the chat that its answers go to, where a valid link led here."""
    services, token = services_of(request), read_cookie(request, HANDOVER_COOKIE)
    if services.telegram is None or not token:
        return draft
    try:
        found = await run_in_threadpool(services.telegram.handovers.find, token, services.now())
    except StoreUnavailableError:
        # The form says in its own way that nothing can be stored.
        return draft
    if found is None:
        return draft
    return replace(draft, channel=Channel.TELEGRAM, conversation=found.conversation)


async def bind_to_chat(request: Request, reference: str) -> None:
    """Use the link up: answers to the stored request are told in its chat."""
    services, token = services_of(request), read_cookie(request, HANDOVER_COOKIE)
    if services.telegram is None or not token:
        return
    now = services.now()
    try:
        await run_in_threadpool(services.telegram.handovers.use, token, reference, now)
    except StoreUnavailableError:
        # The request is stored; its answers come by mail or phone all the same.
        logger.error("the chat of %s could not be noted", reference)


ROUTES = [
    Route(WEBHOOK_PATH, receive, methods=["POST"]),
    Route(f"{LINK_PATH}/{{token}}", open_form, methods=["GET"]),
]
