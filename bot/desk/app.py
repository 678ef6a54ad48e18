"""Puts the desk together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.consultations.errors import (
    RequestErasedError,
    StoreUnavailableError,
    UnknownReferenceError,
)
from bot.desk.access.returning import HOME_PATH
from bot.desk.access.security import SecurityHeadersMiddleware
from bot.desk.pages import all_routes
from bot.desk.rendering import environment, render
from bot.desk.services import DeskServices
from bot.logs.lines import place_of
from bot.texts import first_text
from bot.web.error_boundary import ErrorBoundaryMiddleware, route_of
from bot.web.static_files import StaticFiles

logger = logging.getLogger(__name__)

STATIC_FOLDER = Path(__file__).with_name("static")
DELIVER_EVERY_SECONDS = 20


def create_app(services: DeskServices) -> Starlette:
    """Return the staff web application; while it runs, it takes answers into chats."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(_deliver_forever(services))
        try:
            yield
        finally:
            task.cancel()

    static = StaticFiles.load(STATIC_FOLDER)
    app = Starlette(
        routes=[
            Route("/", _home),
            Route("/static/{version}/{name}", static.response),
            *all_routes(),
        ],
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeadersMiddleware),
            Middleware(ErrorBoundaryMiddleware, answer_to=_answer_to, note=_note),
        ],
        exception_handlers={
            HTTPException: _http_error,
            UnknownReferenceError: _unknown,
            RequestErasedError: _erased,
            StoreUnavailableError: _unavailable,
        },
    )
    app.router.redirect_slashes = False
    app.state.services = services
    app.state.templates = environment(*map(static.url, ("desk.css", "desk.js", "icon.svg")))
    return app


async def _deliver_forever(services: DeskServices) -> None:
    while True:
        try:
            await run_in_threadpool(services.chats.deliver_waiting)
        except StoreUnavailableError as error:
            logger.error("answers wait for the database: %s", type(error).__name__)
        except Exception as error:  # the next round may work, and nobody restarts this task
            logger.error("answers cannot be taken into chats: %s", type(error).__name__)
        await asyncio.sleep(DELIVER_EVERY_SECONDS)


def _note(scope: Scope, error: Exception) -> None:
    logger.error("%s in %s at %s", type(error).__name__, route_of(scope), place_of(error))


def _answer_to(_error: Exception) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await _error_page(Request(scope, receive), 500)(scope, receive, send)

    return answer


async def _home(_request: Request) -> Response:
    return RedirectResponse(HOME_PATH, status_code=303)


async def _http_error(request: Request, error: Exception) -> Response:
    return _error_page(request, getattr(error, "status_code", 500))


async def _unknown(request: Request, _error: Exception) -> Response:
    return _error_page(request, 404)


async def _erased(request: Request, _error: Exception) -> Response:
    return _error_page(request, 410)


async def _unavailable(request: Request, error: Exception) -> Response:
    logger.error("the database did not answer: %s", type(error).__name__)
    return _error_page(request, 503)


def _error_page(request: Request, status_code: int) -> Response:
    message = first_text(f"desk.error_{status_code}", "desk.error_400")
    return render(request, "error.html", status_code, status=status_code, message=message)
