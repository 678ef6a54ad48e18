"""Cookies of the public door: closed to scripts, and over TLS only where visitors come that way."""

from __future__ import annotations

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from bot.gateway.door.security import is_https
from bot.gateway.services import services_of
from bot.web.headers import cookie_name

SameSite = Literal["lax", "strict"]


def read_cookie(request: Request, name: str) -> str:
    """Return what the browser brought back, empty if it brought nothing."""
    return request.cookies.get(cookie_name(name, _is_secure(request)), "")


def give_cookie(
    request: Request,
    response: Response,
    name: str,
    value: str,
    *,
    same_site: SameSite,
    seconds: int | None = None,
) -> None:
    """Let the browser keep a value for so long, or until it is closed."""
    secure = _is_secure(request)
    response.set_cookie(
        cookie_name(name, secure),
        value,
        max_age=seconds,
        httponly=True,
        secure=secure,
        samesite=same_site,
    )


def take_cookie(request: Request, response: Response, name: str, *, same_site: SameSite) -> None:
    """Let the browser forget a value."""
    secure = _is_secure(request)
    response.delete_cookie(
        cookie_name(name, secure), httponly=True, secure=secure, samesite=same_site
    )


def _is_secure(request: Request) -> bool:
    return is_https(services_of(request).settings.public_url)
