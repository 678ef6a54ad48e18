"""Turns templates into pages."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.clock import german_day, german_moment
from bot.gateway.services import services_of
from bot.knowledge.files.blocks import beginning
from bot.texts import first_text, keys, text
from bot.web.static_files import StaticFiles

MAX_SUMMARY = 155
SAFE_LINK_PREFIXES = ("https://", "mailto:", "tel:", "/")


def environment(static: StaticFiles) -> Environment:
    """Return the templates of the public pages."""
    env = Environment(
        loader=PackageLoader("bot.gateway"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["static"] = static.url
    env.globals["group_title"] = group_title
    env.globals["status_title"] = status_title
    env.globals["request_state"] = request_state
    env.filters["short"] = partial(beginning, characters=MAX_SUMMARY)
    env.filters["german_date"] = german_date
    env.filters["german_moment"] = german_moment
    env.filters["tel"] = tel_link
    env.tests["safe_link"] = is_safe_link
    return env


def render(request: Request, template: str, status_code: int = 200, **values: Any) -> HTMLResponse:
    """Return the page; every template knows where it stands, for its links and its address."""
    templates: Environment = request.app.state.templates
    path = request.scope["path"]
    html = templates.get_template(template).render(
        path=path,
        canonical=services_of(request).site + quote(path),
        has_query=bool(request.scope["query_string"]),
        **values,
    )
    return HTMLResponse(html, status_code=status_code)


@cache
def bare_page(status: int) -> bytes:
    """Return an error page without styles, for a request that no route will ever see.

    It is made once: whoever floods the door with garbage shall not make us work.
    """
    env = Environment(loader=PackageLoader("bot.gateway"), autoescape=True)
    page = env.get_template("bare_error.html")
    return page.render(status=status, message=error_text(status)).encode()


def error_text(status: int) -> str:
    """Return the German sentence for a status."""
    return first_text(f"gateway.error_{status}", "gateway.error_400")


def group_title(group: str) -> str:
    """Return the German heading of a group of questions; a new group shows its folder's name."""
    key = f"gateway.group_{group}"
    return text(key) if key in keys() else group.replace("_", " ").capitalize()


def status_title(status: str) -> str:
    """Return the German word for the status of an item of a ``facts`` card."""
    return text(f"cards.status_{status}")


def german_date(value: date | str) -> str:
    """Return ``01.02.2026`` for a date or an ISO string, as in mails and facts."""
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return german_day(day)


def request_state(state: str) -> str:
    """Return the German word for the state of a consultation request."""
    return text(f"consultations.state_{state}")


def tel_link(number: str) -> str:
    """Return the ``tel:`` address of a number as people write it."""
    return "tel:" + "".join(c for c in number if c.isdigit() or c == "+")


def is_safe_link(url: object) -> bool:
    """Say whether a link leads to a page, a mailbox or a phone, and not to a script."""
    return isinstance(url, str) and url.startswith(SAFE_LINK_PREFIXES) and not url.startswith("//")
