"""Where the link in a mail leads: the person says that the address is theirs.

Opening the page confirms nothing, because mail scanners open every link. The button does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mails.confirmation_store import Confirmation
from bot.gateway.door.limits import slow_down
from bot.gateway.door.security import require_same_site
from bot.gateway.rendering import render
from bot.gateway.services import services_of
from bot.texts import text

PATH = "/anfrage/bestaetigen/{token}"

_STATUS = {
    Confirmation.OPEN: 200,
    Confirmation.CONFIRMED: 200,
    Confirmation.USED_BEFORE: 200,
    Confirmation.EXPIRED: 410,
    Confirmation.UNKNOWN: 404,
}


async def ask(request: Request) -> Response:
    """Show the button, or why there is none."""
    return await _state_page(request, services_of(request).confirmations.look_up)


async def confirm(request: Request) -> Response:
    """Confirm the address."""
    services = services_of(request)
    require_same_site(request, services.settings.public_url)
    return await _state_page(request, services.confirmations.confirm)


ROUTES = [
    Route(PATH, ask, methods=["GET"]),
    Route(PATH, confirm, methods=["POST"]),
]


async def _state_page(
    request: Request, state_of: Callable[[str, datetime], Confirmation]
) -> Response:
    services = services_of(request)
    await slow_down(services.limits.status_per_address, request.scope)
    token = request.path_params["token"]
    try:
        state = await run_in_threadpool(state_of, token, services.now())
    except StoreUnavailableError:
        return _page(request, None)
    return _page(request, state)


def _page(request: Request, state: Confirmation | None) -> Response:
    message = text("gateway.own_unavailable" if state is None else f"gateway.copy_{state.value}")
    return render(
        request,
        "confirm.html",
        503 if state is None else _STATUS[state],
        message=message,
        can_confirm=state is Confirmation.OPEN,
    )
