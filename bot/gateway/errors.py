"""German error answers: pages for people, JSON for the chat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.gateway.rendering import render
from bot.gateway.services import services_of
from bot.texts import keys, text

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


def error_response(
    request: Request, status_code: int, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the page or the JSON for a status."""
    key = f"gateway.error_{status_code}"
    message = text(key) if key in keys() else text("gateway.error_400")
    if request.scope["path"].startswith(API_PREFIX):
        response: Response = JSONResponse(
            {"error": f"http_{status_code}", "message": message}, status_code=status_code
        )
    else:
        response = render(
            request,
            "error.html",
            status_code,
            status=status_code,
            message=message,
            office=services_of(request).office,
        )
    response.headers.update(headers or {})
    return response


async def unexpected_error_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer for a route that broke."""
    await error_response(Request(scope, receive), 500)(scope, receive, send)


def too_many(seconds: int) -> ApiError:
    """Return the error for a client that sends too fast."""
    return ApiError(429, "too_many", text("gateway.too_many", seconds=seconds), seconds)
