"""Puts the desk together."""

from __future__ import annotations

import hashlib
import logging
import traceback
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.desk import login, password_page, request_pages
from bot.desk.rendering import environment, render
from bot.desk.security import SecurityHeadersMiddleware
from bot.desk.services import DeskServices
from bot.texts import keys, text

logger = logging.getLogger(__name__)

STATIC_FOLDER = Path(__file__).with_name("static")
FOREVER = "public, max-age=31536000, immutable"
MEDIA_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def create_app(services: DeskServices) -> Starlette:
    """Return the staff web application."""
    stylesheet, icon = (_static_route(name) for name in ("desk.css", "icon.svg"))
    app = Starlette(
        routes=[
            Route("/", _home),
            Route("/healthz", _healthz),
            stylesheet,
            icon,
            *login.ROUTES,
            *request_pages.ROUTES,
            *password_page.ROUTES,
        ],
        middleware=[
            Middleware(SecurityHeadersMiddleware),
            Middleware(_ErrorBoundaryMiddleware),
        ],
        exception_handlers={HTTPException: _http_error},
    )
    app.router.redirect_slashes = False
    app.state.services = services
    app.state.templates = environment(stylesheet.path, icon.path)
    return app


class _ErrorBoundaryMiddleware:
    """Answers for a route that broke and logs the place, never the message with its content."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_started = False

        async def send_and_remember(message: Message) -> None:
            nonlocal has_started
            has_started = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_remember)
        except ClientDisconnect:
            logger.info("client left")
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)[-6:]
            places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
            logger.error("%s at %s", type(error).__name__, places)
            if not has_started:
                page = _error_page(Request(scope, receive), 500)
                await page(scope, receive, send)


async def _home(_request: Request) -> Response:
    return RedirectResponse(login.HOME_PATH, status_code=303)


async def _healthz(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _http_error(request: Request, error: Exception) -> Response:
    return _error_page(request, getattr(error, "status_code", 500))


def _error_page(request: Request, status_code: int) -> Response:
    key = f"desk.error_{status_code}"
    message = text(key) if key in keys() else text("desk.error_400")
    return render(request, "error.html", status_code, status=status_code, message=message)


def _static_route(name: str) -> Route:
    content = (STATIC_FOLDER / name).read_bytes()
    version = hashlib.sha256(content).hexdigest()[:16]

    def serve(_request: Request) -> Response:
        media_type = MEDIA_TYPES[Path(name).suffix]
        return Response(content, media_type=media_type, headers={"Cache-Control": FOREVER})

    return Route(f"/static/{version}/{name}", serve)
