"""What can be asked for: the routes of the app itself, the forms in its pages, a valid chat."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import httpx
from starlette.applications import Starlette
from starlette.routing import Route

_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
_LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)"')
_JSON_FIELDS = ("text", "payload", "number", "verdict", "reason", "message", "update_id")


@dataclass(frozen=True)
class Form:
    """A form as a page offers it; ``fields`` with the values that stand in it."""

    action: str
    method: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Target:
    """Everything a client could know; ``addresses`` are real ones, found in pages."""

    routes: Sequence[tuple[str, str]]
    forms: Sequence[Form]
    addresses: Sequence[str]
    cookies: str
    session: str
    json_fields: Sequence[str] = _JSON_FIELDS


def routes_of(app: Starlette) -> list[tuple[str, str]]:
    """Return path pattern and method of every route, so that new ones are fuzzed by themselves."""
    return [
        (route.path, method)
        for route in app.routes
        if isinstance(route, Route)
        for method in sorted(route.methods or {"GET"})
    ]


def parameters_of(path: str) -> list[str]:
    """Return the names of the parameters in a path pattern."""
    return _PARAMETER.findall(path)


def filled(path: str, values: Mapping[str, str]) -> str:
    """Return the path with values for its parameters."""
    return _PARAMETER.sub(lambda found: values[found[1]], path)


def explore(app: Starlette, url: str, most_pages: int = 1000) -> Target:
    """Look at the pages once, as a visitor would, at most so many besides those of the routes."""
    routes = routes_of(app)
    forms: list[Form] = []
    addresses: dict[str, None] = {}
    with httpx.Client(base_url=url, trust_env=False, timeout=30, follow_redirects=True) as client:
        plain = [path for path, method in routes if method == "GET" and not parameters_of(path)]
        for path in plain:
            page = _get(client, path)
            forms += _forms_in(page, path)
            addresses.update(
                dict.fromkeys(link.replace("&amp;", "&") for link in _LINK.findall(page))
            )
        for address in list(addresses)[:most_pages]:
            if urlsplit(address).path not in plain:
                forms += _forms_in(_get(client, address), urlsplit(address).path)
        session = _open_session(client, url)
        client.post("/chat", data={"text": "Hallo"}, headers={"Origin": url})
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return Target(routes, forms, list(addresses), cookies, session)


def _get(client: httpx.Client, path: str) -> str:
    # The stream of a chat never ends.
    with client.stream("GET", path) as response:
        if "html" not in response.headers.get("content-type", ""):
            return ""
        return response.read().decode("utf-8", "replace")


def _open_session(client: httpx.Client, url: str) -> str:
    headers = {"Origin": url, "Content-Type": "application/json"}
    opened = client.post("/api/chat/sessions", content="{}", headers=headers)
    return str(opened.json()["session"]) if opened.is_success else ""


def _forms_in(page: str, path: str) -> list[Form]:
    reader = _FormReader(path)
    reader.feed(page)
    return reader.forms


class _FormReader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._open: dict[str, Any] | None = None
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = values.get("method", "get").upper()
            self._open = {"action": values.get("action") or self._path, "method": method}
            self._open["fields"] = {}
        elif self._open is not None and values.get("name"):
            self._open["fields"][values["name"]] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open is not None:
            self.forms.append(Form(**self._open))
            self._open = None
