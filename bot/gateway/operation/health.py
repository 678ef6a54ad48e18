"""Says whether the gateway lives and whether it can do its work."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mails.outbox_mails import OutboxOverview
from bot.gateway.operation.recent import Recent
from bot.gateway.services import GatewayServices, services_of

logger = logging.getLogger(__name__)

DATABASE_SECONDS = 8.0
READY_SECONDS = 1.0


async def healthz(_request: Request) -> Response:
    """Answer as long as the process lives."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Write to the database, ask Rasa, look at the outbox.

    Only a database that takes no writes makes the gateway unready: without Rasa the form and
    the pages still work. Looking costs writes, so an answer is good for a second.
    """
    services = services_of(request)
    recent: Recent[dict[str, Any]] = request.app.state.readiness
    body = await recent.get(lambda: _look(services))
    return JSONResponse(body, status_code=200 if body["database"] == "ok" else 503)


async def _look(services: GatewayServices) -> dict[str, Any]:
    database_ok, assistant_ok = await asyncio.gather(
        _database_takes_writes(services), services.assistant.is_up()
    )
    overview = await _overview(services) if database_ok else None
    mailbox_error = await _mailbox_error(services) if database_ok else ""
    status = "unavailable" if not database_ok else "ok" if assistant_ok else "degraded"
    has_dead = overview is not None and overview.dead > 0
    if (has_dead or mailbox_error) and status == "ok":
        # Somebody has to look at the mail settings; what people send is safe meanwhile.
        status = "degraded"
    return {
        "status": status,
        "database": "ok" if database_ok else "unavailable",
        "assistant": "ok" if assistant_ok else "unavailable",
        "oldest_pending_mail_seconds": _waiting_seconds(overview, services),
        "dead_mails": None if overview is None else overview.dead,
        "mailbox_error": mailbox_error or None,
    }


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]


async def _database_takes_writes(services: GatewayServices) -> bool:
    write = run_in_threadpool(services.store.probe, services.now())
    try:
        await asyncio.wait_for(write, DATABASE_SECONDS)
    except (StoreUnavailableError, asyncio.TimeoutError) as error:
        logger.error("the database takes no writes: %s", type(error).__name__)
        return False
    return True


async def _overview(services: GatewayServices) -> OutboxOverview | None:
    try:
        return await run_in_threadpool(services.outbox_overview)
    except StoreUnavailableError as error:
        logger.error("the outbox cannot be read: %s", type(error).__name__)
        return None


async def _mailbox_error(services: GatewayServices) -> str:
    try:
        return await run_in_threadpool(services.mailbox_error)
    except StoreUnavailableError as error:
        logger.error("the checks of the mailbox cannot be read: %s", type(error).__name__)
        return ""


def _waiting_seconds(overview: OutboxOverview | None, services: GatewayServices) -> float | None:
    if overview is None:
        return None
    ages = [(services.now() - since).total_seconds() for since in overview.waiting_since]
    return max(ages, default=None)
