"""Says whether the desk lives and whether it can do its work."""

from __future__ import annotations

import asyncio
import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.consultations.errors import StoreUnavailableError
from bot.desk.request_pages.troubles import Troubles, find_troubles
from bot.desk.services import DeskServices, services_of

logger = logging.getLogger(__name__)

DATABASE_SECONDS = 8.0


async def healthz(_request: Request) -> Response:
    """Answer as long as the process lives."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Write to the database and look at both ends of mail; names nobody."""
    services = services_of(request)
    work = run_in_threadpool(_look, services)
    try:
        troubles = await asyncio.wait_for(work, DATABASE_SECONDS)
    except (StoreUnavailableError, asyncio.TimeoutError) as error:
        logger.error("the database takes no writes: %s", type(error).__name__)
        return JSONResponse({"status": "unavailable", "database": "unavailable"}, status_code=503)
    has_trouble = troubles.outbox.dead or troubles.mailbox_error or troubles.mailbox_silent_since
    ages = [(services.now() - since).total_seconds() for since in troubles.outbox.waiting_since]
    return JSONResponse(
        {
            "status": "degraded" if has_trouble else "ok",
            "database": "ok",
            "oldest_pending_mail_seconds": max(ages, default=None),
            "dead_mails": troubles.outbox.dead,
            "mailbox_error": troubles.mailbox_error or None,
            "unsorted_mails": troubles.unsorted,
        }
    )


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]


def _look(services: DeskServices) -> Troubles:
    services.searches.forget_old(services.now())
    return find_troubles(services)
