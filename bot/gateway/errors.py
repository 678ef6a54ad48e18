"""German error answers: pages for people, JSON for the chat."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.gateway.door.security import RETRY_SECONDS, RETRY_STATUSES
from bot.gateway.rendering import error_text, render
from bot.gateway.services import services_of
from bot.knowledge.files.problems import ProblemsError
from bot.logs.lines import place_of
from bot.logs.request_id import request_id
from bot.metrics.figures import Figures
from bot.texts import text
from bot.web.error_boundary import route_of

logger = logging.getLogger(__name__)

API_PREFIX = "/api/"


class ApiError(Exception):
    """An error of the chat API with a stable code and a German sentence."""

    def __init__(
        self, status_code: int, code: str, message: str, retry_after: int | None = None
    ) -> None:
        """Remember everything the answer needs."""
        super().__init__(code)
        self.status_code = status_code
        self.code = code
        self.message = message
        self.retry_after = retry_after


async def api_error_response(_request: Request, error: Exception) -> Response:
    """Answer an ``ApiError``."""
    problem = cast(ApiError, error)
    body: dict[str, object] = {"error": problem.code, "message": problem.message}
    headers = {}
    if problem.retry_after is not None:
        body["retry_after"] = problem.retry_after
        headers["Retry-After"] = str(problem.retry_after)
    return JSONResponse(body, status_code=problem.status_code, headers=headers)


async def http_error_response(request: Request, error: Exception) -> Response:
    """Answer an error that the framework or a route raised."""
    problem = cast(HTTPException, error)
    return error_response(request, problem.status_code, problem.headers)


async def store_error_response(request: Request, error: Exception) -> Response:
    """Answer for a database that is silent; nothing was confirmed."""
    logger.error("the database is silent: %s", type(error).__name__)
    return error_response(request, 503)


async def knowledge_error_response(request: Request, error: Exception) -> Response:
    """Answer for a file of the office that has not been usable since the start."""
    count = len(cast(ProblemsError, error).problems)
    logger.error("the knowledge base is not usable: %s, %d findings", type(error).__name__, count)
    return error_response(request, 503)


def error_response(
    request: Request, status_code: int, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the page or the JSON for a status."""
    message = error_text(status_code)
    fields = dict(headers or {})
    if status_code in RETRY_STATUSES:
        fields.setdefault("Retry-After", RETRY_SECONDS)
    if request.scope["path"].startswith(API_PREFIX):
        body: dict[str, object] = {"error": f"http_{status_code}", "message": message}
        if "Retry-After" in fields:
            body["retry_after"] = int(fields["Retry-After"])
        response: Response = JSONResponse(body, status_code=status_code)
    else:
        response = render(
            request,
            "error.html",
            status_code,
            status=status_code,
            message=message,
            office=services_of(request).office,
            report=request_id.get(),
        )
    response.headers.update(fields)
    return response


def note_unexpected(figures: Figures, scope: Scope, error: Exception) -> None:
    """Count and log an error of ours by type and place; its message quotes what people typed."""
    if not isinstance(error, HTTPException):
        figures.count_error(route_of(scope))
        name = type(error).__name__
        logger.error("%s in %s at %s", name, route_of(scope), place_of(error))


def answer_to(error: Exception) -> ASGIApp:
    """Return what answers for an error that no handler knows."""
    status_code, headers = 500, None
    if isinstance(error, HTTPException):
        status_code, headers = error.status_code, error.headers

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = error_response(Request(scope), status_code, headers)
        except Exception as failure:
            # Even if the templates or the office's file are what broke.
            logger.error("no error page: %s at %s", type(failure).__name__, place_of(failure))
            response = PlainTextResponse(error_text(status_code), status_code)
        await response(scope, receive, send)

    return answer


async def late_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer for a route that took too long."""
    await error_response(Request(scope), 504)(scope, receive, send)


def too_many(seconds: int) -> ApiError:
    """Return the error for a client that sends too fast."""
    return ApiError(429, "too_many", text("gateway.too_many", seconds=seconds), seconds)


def overloaded(seconds: int) -> ApiError:
    """Return the error for a chat message that would have to wait too long."""
    return ApiError(503, "overloaded", text("gateway.overloaded", seconds=seconds), seconds)
