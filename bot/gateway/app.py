"""Puts the public door together."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from bot.consultations.errors import StoreUnavailableError
from bot.conversations.rasa_events import RasaEvents
from bot.gateway import chat_api, form, health, pages
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


def create_app(services: GatewayServices) -> Starlette:
    """Return the public web application."""
    static = StaticFiles.load(STATIC_FOLDER)
    app = Starlette(
        routes=[
            *pages.ROUTES,
            *form.ROUTES,
            *chat_api.ROUTES,
            *health.ROUTES,
            Route("/static/{version}/{name}", static.response),
        ],
        middleware=[
            Middleware(SecurityHeadersMiddleware, is_https=is_https(services.settings.public_url)),
            Middleware(AccessLogMiddleware),
            Middleware(ErrorBoundaryMiddleware, error_app=unexpected_error_app),
            Middleware(
                BodyLimitMiddleware,
                limits={FORM_PATH: FORM_BODY_BYTES},
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
    """Delete the chats that are older than the settings allow."""
    limit = services.now() - timedelta(days=services.settings.chat_retention_days)
    try:
        count = await run_in_threadpool(services.store.purge, limit)
        # Rasa keeps every message in a database of its own and never deletes any.
        await run_in_threadpool(RasaEvents(services.settings.rasa_database).purge, limit)
    except (StoreUnavailableError, sqlite3.Error) as error:
        logger.error("old chats could not be deleted: %s", type(error).__name__)
        return
    if count:
        logger.info("deleted %d old chats", count)
