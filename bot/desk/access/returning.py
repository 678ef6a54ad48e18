"""Where somebody wanted to go, and what they had written, when they are no longer signed in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from bot.desk.navigation import NAVIGATION
from bot.desk.rendering import render

LOGIN_PATH = "/login"
HOME_PATH = "/anfragen"
RETURN_FIELD = "weiter"
# The fields in which people write more than a word or two.
_WRITTEN = ("text", "body", "answer", "details", "simple")
_MAX_PATH = 120
_PATH = re.compile(r"/[\w-]+(?:/[\w-]+){0,4}", re.ASCII)


def safe_target(raw: str) -> str:
    """Return the address of a page of ours, the list for anything else.

    Never one on another host: whoever signs in by a link must stay here.
    """
    is_ours = len(raw) <= _MAX_PATH and _PATH.fullmatch(raw) is not None
    return raw if is_ours and _first_page(raw) else HOME_PATH


def page_of(request: Request) -> str:
    """Return the page from which a form was sent, or that was asked for."""
    if request.method == "GET":
        return safe_target(request.url.path)
    reference = request.path_params.get("reference")
    if reference is not None:
        return safe_target(f"{HOME_PATH}/{reference}")
    return _first_page(request.url.path) or HOME_PATH


def with_target(path: str, target: str) -> str:
    """Return the path with where to go after it, the list if nothing is said."""
    return path if target == HOME_PATH else f"{path}?{urlencode({RETURN_FIELD: target})}"


def not_stored(request: Request, form: Mapping[str, str], *, is_signed_in: bool) -> Response | None:
    """Return a page with what somebody wrote and we could not take, None if they wrote nothing."""
    written = [form[name] for name in _WRITTEN if form.get(name, "").strip()]
    if not written:
        return None
    target = page_of(request)
    return render(
        request,
        "not_stored.html",
        403 if is_signed_in else 401,
        written=written,
        target=target if is_signed_in else with_target(LOGIN_PATH, target),
        is_signed_in=is_signed_in,
    )


def _first_page(path: str) -> str | None:
    first = f"/{path.split('/')[1]}" if path.count("/") else ""
    return first if any(item.path == first for item in NAVIGATION) else None
