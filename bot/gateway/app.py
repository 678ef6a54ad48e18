"""Puts the public door together."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from bot.channels.telegram.webhook import WEBHOOK_PATH
from bot.consultations.errors import StoreUnavailableError
from bot.gateway.deadlines import deadline_pages, event_pages, planner_page, reminder_pages
from bot.gateway.door.cross_origin import CrossOriginMiddleware
from bot.gateway.door.door import CrowdMiddleware, DoorMiddleware
from bot.gateway.door.limits import BodyLimitMiddleware
from bot.gateway.door.page_cache import PageCacheMiddleware
from bot.gateway.door.security import SecurityHeadersMiddleware, is_https
from bot.gateway.door.time_limit import TimeLimitMiddleware
from bot.gateway.errors import (
    ApiError,
    answer_to,
    api_error_response,
    http_error_response,
    knowledge_error_response,
    late_app,
    note_unexpected,
    store_error_response,
)
from bot.gateway.operation import health
from bot.gateway.operation.access_log import AccessLogMiddleware
from bot.gateway.operation.pausing import PausingMiddleware
from bot.gateway.operation.recent import Recent
from bot.gateway.operation.request_ids import RequestIdMiddleware
from bot.gateway.operation.traced import TracingMiddleware
from bot.gateway.pages import (
    about_pages,
    fit_page,
    glossary_page,
    places_page,
    programme_pages,
    question_pages,
    site_map,
)
from bot.gateway.rendering import environment
from bot.gateway.requests import confirm_page, form, own_request, telegram_api
from bot.gateway.services import FORM_PATH, GatewayServices
from bot.gateway.web_chat import chat_api, chat_page, chat_stream
from bot.gateway.web_chat.widget_file import WIDGET_PATH, WidgetFile
from bot.knowledge.files.problems import ProblemsError
from bot.maintenance.switch import MaintenanceSwitch
from bot.metrics.tasks import RETENTION, TaskRecords
from bot.programmes.cards import PAGES_PATH
from bot.retention.missed import NOT_IN_JOURNAL
from bot.web.error_boundary import UNMATCHED, ErrorBoundaryMiddleware
from bot.web.static_files import StaticFiles

logger = logging.getLogger(__name__)

STATIC_FOLDER = Path(__file__).with_name("static")
BODY_BYTES = 16 * 1024
# A long description in another script takes up to twelve bytes a character in a form.
FORM_BODY_BYTES = 96 * 1024
BODY_SECONDS = 15.0
# Longer than the longest wait in front of Rasa and Rasa's own time together.
REQUEST_SECONDS = 30.0
REQUESTS_AT_ONCE = 400
PURGE_EVERY_SECONDS = 3600.0
PUBLIC_FOLDERS = (f"{question_pages.PAGE_PATH}/", f"{PAGES_PATH}/")


# They are tried in this order for every request; most requests are the chat's.
ROUTES = [
    *chat_api.ROUTES,
    *chat_stream.ROUTES,
    *about_pages.ROUTES,
    *question_pages.ROUTES,
    *site_map.ROUTES,
    *programme_pages.ROUTES,
    *fit_page.ROUTES,
    *deadline_pages.ROUTES,
    *event_pages.ROUTES,
    *planner_page.ROUTES,
    *reminder_pages.ROUTES,
    *places_page.ROUTES,
    *glossary_page.ROUTES,
    *form.ROUTES,
    *telegram_api.ROUTES,
    *confirm_page.ROUTES,
    *own_request.ROUTES,
    *chat_page.ROUTES,
    *health.ROUTES,
]


def public_paths() -> frozenset[str]:
    """Return the paths that the gateway answers, for example ``/fragen/{id}``."""
    return frozenset(route.path for route in ROUTES)


def create_app(services: GatewayServices) -> Starlette:
    """Return the public web application."""
    static = StaticFiles.load(STATIC_FOLDER)
    widget = WidgetFile.build()
    routes = [
        *ROUTES,
        Route("/static/{version}/{name}", static.response),
        Route(WIDGET_PATH, widget.response),
    ]
    services.figures.expect_errors_in([UNMATCHED, *(route.path for route in routes)])
    app = Starlette(
        routes=routes,
        middleware=_middleware(services),
        exception_handlers={
            ApiError: api_error_response,
            HTTPException: http_error_response,
            StoreUnavailableError: store_error_response,
            ProblemsError: knowledge_error_response,
        },
        lifespan=_lifespan(services),
    )
    app.router.redirect_slashes = False
    app.state.services = services
    app.state.readiness = Recent(health.READY_SECONDS, time.monotonic)
    app.state.templates = environment(static)
    app.state.templates.globals["widget_url"] = widget.url
    return app


def _middleware(services: GatewayServices) -> list[Middleware]:
    """Return what a request passes, from outside in (why in this order: ADR 19)."""
    settings = services.settings
    return [
        Middleware(RequestIdMiddleware),
        Middleware(TracingMiddleware, spans=services.spans),
        Middleware(SecurityHeadersMiddleware, is_https=is_https(settings.public_url)),
        Middleware(CrossOriginMiddleware, origins=settings.widget_origins),
        Middleware(AccessLogMiddleware, figures=services.figures),
        Middleware(
            ErrorBoundaryMiddleware,
            answer_to=answer_to,
            note=partial(note_unexpected, services.figures),
        ),
        Middleware(CrowdMiddleware, at_once=REQUESTS_AT_ONCE, streams=(chat_stream.STREAM_PATH,)),
        Middleware(PageCacheMiddleware, paths=site_map.FIXED_PAGES, folders=PUBLIC_FOLDERS),
        Middleware(TimeLimitMiddleware, seconds=REQUEST_SECONDS, late_app=late_app),
        Middleware(PausingMiddleware, switch=MaintenanceSwitch(settings.maintenance_file)),
        Middleware(DoorMiddleware, limits=services.limits, figures=services.figures),
        Middleware(
            BodyLimitMiddleware,
            limits={
                FORM_PATH: FORM_BODY_BYTES,
                own_request.ADD_PATH: FORM_BODY_BYTES,
                WEBHOOK_PATH: telegram_api.UPDATE_BYTES,
            },
            default=BODY_BYTES,
            seconds=BODY_SECONDS,
        ),
    ]


def _lifespan(
    services: GatewayServices,
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        purging = asyncio.create_task(_purge_for_ever(services))
        looking = asyncio.create_task(services.feed.look_for_ever())
        # The first person who searches shall not wait for the index.
        indexing = asyncio.create_task(run_in_threadpool(services.search.prepare))
        try:
            yield
        finally:
            purging.cancel()
            indexing.cancel()
            looking.cancel()
            await services.close()

    return lifespan


async def _purge_for_ever(services: GatewayServices) -> None:
    while True:
        await purge_once(services)
        await asyncio.sleep(PURGE_EVERY_SECONDS)


async def purge_once(services: GatewayServices) -> None:
    """Delete what is kept longer than the settings allow."""
    ended = partial(TaskRecords(services.settings.tasks_dir).ended, RETENTION)
    try:
        await services.chat.forget_idle()
        report = await run_in_threadpool(services.retention.run, services.now())
        if services.telegram is not None:
            await run_in_threadpool(services.telegram.expire, services.now())
    except Exception:  # whatever it was: in an hour it is tried again, and never given up silently
        logger.exception("old data could not be deleted")
        await run_in_threadpool(ended, 1, services.now())
        return
    code = NOT_IN_JOURNAL if report.unjournaled else 0
    await run_in_threadpool(ended, code, services.now())
    counts = {name: count for name, count in vars(replace(report, unjournaled=0)).items() if count}
    if counts:
        logger.info("deleted what is over its time: %s", counts)
