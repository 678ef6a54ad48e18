"""Puts the public door together."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from bot.consultations.errors import StoreUnavailableError
from bot.gateway import (
    chat_api,
    confirm_page,
    deadline_pages,
    event_pages,
    fit_page,
    form,
    glossary_page,
    health,
    own_request,
    pages,
    places_page,
    planner_page,
    programme_pages,
    reminder_pages,
)
from bot.gateway.access_log import AccessLogMiddleware, ErrorBoundaryMiddleware
from bot.gateway.errors import (
    ApiError,
    api_error_response,
    http_error_response,
    unexpected_error_app,
)
from bot.gateway.limits import BodyLimitMiddleware
from bot.gateway.rendering import environment
from bot.gateway.security import SecurityHeadersMiddleware, is_https
from bot.gateway.services import FORM_PATH, GatewayServices
from bot.gateway.static_files import StaticFiles

logger = logging.getLogger(__name__)

STATIC_FOLDER = Path(__file__).with_name("static")
BODY_BYTES = 16 * 1024
# A long description in another script takes up to twelve bytes a character in a form.
FORM_BODY_BYTES = 96 * 1024
BODY_SECONDS = 15.0
PURGE_EVERY_SECONDS = 3600.0


ROUTES = [
    *pages.ROUTES,
    *programme_pages.ROUTES,
    *fit_page.ROUTES,
    *deadline_pages.ROUTES,
    *event_pages.ROUTES,
    *planner_page.ROUTES,
    *reminder_pages.ROUTES,
    *places_page.ROUTES,
    *glossary_page.ROUTES,
    *form.ROUTES,
    *confirm_page.ROUTES,
    *own_request.ROUTES,
    *chat_api.ROUTES,
    *health.ROUTES,
]


def public_paths() -> frozenset[str]:
    """Return the paths that the gateway answers, for example ``/fragen/{id}``."""
    return frozenset(route.path for route in ROUTES)


def create_app(services: GatewayServices) -> Starlette:
    """Return the public web application."""
    static = StaticFiles.load(STATIC_FOLDER)
    app = Starlette(
        routes=[*ROUTES, Route("/static/{version}/{name}", static.response)],
        middleware=[
            Middleware(SecurityHeadersMiddleware, is_https=is_https(services.settings.public_url)),
            Middleware(AccessLogMiddleware),
            Middleware(ErrorBoundaryMiddleware, error_app=unexpected_error_app),
            Middleware(
                BodyLimitMiddleware,
                limits={
                    FORM_PATH: FORM_BODY_BYTES,
                    own_request.ADD_PATH: FORM_BODY_BYTES,
                },
                default=BODY_BYTES,
                seconds=BODY_SECONDS,
            ),
        ],
        exception_handlers={
            ApiError: api_error_response,
            HTTPException: http_error_response,
        },
        lifespan=_lifespan(services),
    )
    app.router.redirect_slashes = False
    app.state.services = services
    app.state.templates = environment(static)
    return app


def _lifespan(
    services: GatewayServices,
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        purging = asyncio.create_task(_purge_for_ever(services))
        try:
            yield
        finally:
            purging.cancel()
            await services.close()

    return lifespan


async def _purge_for_ever(services: GatewayServices) -> None:
    while True:
        await purge_once(services)
        await asyncio.sleep(PURGE_EVERY_SECONDS)


async def purge_once(services: GatewayServices) -> None:
    """Delete what is kept longer than the settings allow."""
    try:
        report = await run_in_threadpool(services.retention.run, services.now())
    except (StoreUnavailableError, sqlite3.Error, OSError) as error:
        logger.error("old data could not be deleted: %s", type(error).__name__)
        return
    counts = {name: count for name, count in vars(report).items() if count}
    if counts:
        logger.info("deleted what is over its time: %s", counts)
