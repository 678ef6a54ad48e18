"""What the door refuses, whatever the route."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from bot.consultations.errors import StoreUnavailableError
from bot.gateway.app import create_app
from bot.gateway.door.door import CrowdMiddleware
from bot.gateway.door.limits import Rate, RateLimiter
from bot.gateway.door.rate_limits import RateLimits
from bot.gateway.door.time_limit import TimeLimitMiddleware
from bot.logs.lines import FIELDS, JsonLines
from tests.unit.gateway.gateway_rig import JSON, PUBLIC_URL, GatewayRig

SCOPE: Scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}


@contextmanager
def with_limit(rig: GatewayRig, name: str) -> Iterator[TestClient]:
    """Run a gateway whose limit ``name`` lets two requests through."""
    two = RateLimiter(Rate(burst=2, per_second=0.1), lambda: rig.seconds)
    limits = RateLimits(**{**vars(rig.services.limits), name: two})
    object.__setattr__(rig.services, "limits", limits)
    with TestClient(create_app(rig.services), PUBLIC_URL, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("limit", "path"),
    [
        ("pages_per_address", "/kontakt"),
        ("pages_per_address", "/gibt-es-nicht"),
        ("searches_per_address", "/fragen?suche=visum"),
        ("searches_per_address", "/zustaendig?ort=K%C3%B6ln"),
        ("feeds_per_address", "/termine.ics"),
        ("feeds_per_address", "/fristen.json?programm=x"),
    ],
)
def test_who_asks_too_often_has_to_wait(rig: GatewayRig, limit: str, path: str) -> None:
    with with_limit(rig, limit) as client:
        statuses = [client.get(path).status_code for _ in range(2)]
        assert 429 not in statuses
        refused = client.get(path)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "10")
        assert "sehr viele Anfragen" in refused.text
        assert client.get(path, headers={"X-Forwarded-For": "192.0.2.9"}).status_code == 429
        rig.seconds += 10
        assert client.get(path).status_code != 429
    name = limit.removesuffix("_per_address")
    value = rig.services.figures.registry.get_sample_value
    assert value("ija_rate_limited_total", {"limit": name}) == 2


def test_the_api_says_it_in_json(rig: GatewayRig) -> None:
    with with_limit(rig, "posts_per_address") as client:
        for _ in range(2):
            client.post("/api/chat/sessions", content="{}", headers=JSON)
        refused = client.post("/api/chat/sessions", content="{}", headers=JSON)
    assert refused.status_code == 429
    assert refused.json()["retry_after"] == int(refused.headers["retry-after"]) == 10


def test_health_and_files_are_not_counted(rig: GatewayRig) -> None:
    with with_limit(rig, "pages_per_address") as client:
        for path in ("/healthz", "/static/x/site.css"):
            assert 429 not in [client.get(path).status_code for _ in range(5)]


def test_an_address_that_is_too_long_is_refused(client: TestClient) -> None:
    response = client.get("/fragen?suche=" + "a" * 5000)
    assert response.status_code == 414
    assert "zu lang" in response.text


STATUSES = [400, 403, 404, 405, 408, 413, 414, 415, 422, 429, 431, 500, 502, 503, 504]


def test_every_error_has_a_german_page_of_its_own(rig: GatewayRig, client: TestClient) -> None:
    said = set()
    for status in STATUSES:
        error = HTTPException(status)
        rig.services.content.catalogue.get = _raiser(error)  # type: ignore[assignment,method-assign]
        response = client.get("/fragen/gruppe")
        assert response.status_code == status
        assert f"Fehler {status}" in response.text
        assert response.headers["x-request-id"] in response.text
        assert ("retry-after" in response.headers) == (status in (429, 503, 504))
        assert "default-src 'none'" in response.headers["content-security-policy"]
        said.add(response.text.partition('class="lead">')[2].partition("<")[0])
    assert len(said) == len(STATUSES)


def test_a_silent_database_is_no_bug(rig: GatewayRig, client: TestClient) -> None:
    error = StoreUnavailableError("x")
    rig.services.content.catalogue.get = _raiser(error)  # type: ignore[assignment,method-assign]
    response = client.get("/fragen/gruppe")
    assert (response.status_code, response.headers["retry-after"]) == (503, "10")
    value = rig.services.figures.registry.get_sample_value
    assert value("ija_http_errors_total", {"route": "/fragen/{id}"}) == 0


def test_even_a_broken_error_page_is_an_answer(rig: GatewayRig, client: TestClient) -> None:
    rig.services.content.office.current = _raiser(RuntimeError("Erika"))  # type: ignore[method-assign]
    response = client.get("/kontakt")
    assert response.status_code == 500
    assert "Auf unserer Seite ist ein Fehler" in response.text
    value = rig.services.figures.registry.get_sample_value
    assert value("ija_http_errors_total", {"route": "/kontakt"}) == 1


def test_a_request_is_logged_and_counted_by_route_alone(
    rig: GatewayRig, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="bot.gateway.operation.access_log")
    response = client.get("/fragen/erika-musterfrau?thema=geheim")
    [record] = [r for r in caplog.records if hasattr(r, FIELDS)]
    fields = getattr(record, FIELDS)
    assert {**fields, "ms": 0} == {
        "method": "GET",
        "route": "/fragen/{id}",
        "status": 404,
        "ms": 0,
    }
    line = JsonLines().format(record)
    assert json.loads(line)["route"] == "/fragen/{id}"
    assert "erika" not in line
    assert "testclient" not in line
    labels = {"route": "/fragen/{id}", "method": "GET", "status": "404"}
    value = rig.services.figures.registry.get_sample_value
    assert value("ija_http_requests_total", labels) == 1
    assert response.headers["x-request-id"]


def test_made_up_methods_and_paths_make_no_new_figures(rig: GatewayRig, client: TestClient) -> None:
    for number in range(5):
        client.request(f"ERIKA{number}", f"/erika-{number}")
    names = str(list(rig.services.figures.registry.collect()))
    assert "erika" not in names.casefold()
    labels = {"route": "(other)", "method": "(other)", "status": "404"}
    value = rig.services.figures.registry.get_sample_value
    assert value("ija_http_requests_total", labels) == 5


def test_the_id_of_a_request_goes_on_to_whoever_asked(client: TestClient) -> None:
    given = client.get("/healthz", headers={"X-Request-ID": "0123456789abcdef"})
    assert given.headers["x-request-id"] == "0123456789abcdef"
    ids = {client.get("/healthz").headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3


async def _ask(app: Any) -> list[int]:
    statuses: list[int] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(dict(SCOPE), receive, send)
    return statuses


async def _answer(status: int, send: Send) -> None:
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def late(_scope: Scope, _receive: Receive, send: Send) -> None:
    await _answer(504, send)


async def test_who_takes_too_long_to_begin_is_answered_for() -> None:
    async def slow(_scope: Scope, _receive: Receive, send: Send) -> None:
        await asyncio.sleep(60)
        await _answer(200, send)

    assert await _ask(TimeLimitMiddleware(slow, 0.01, late)) == [504]


async def test_who_has_begun_may_go_on() -> None:
    async def long(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await asyncio.sleep(0.05)
        await send({"type": "http.response.body", "body": b""})

    assert await _ask(TimeLimitMiddleware(long, 0.01, late)) == [200]


async def test_what_comes_after_the_answer_is_thrown_away() -> None:
    async def stubborn(_scope: Scope, _receive: Receive, send: Send) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await _answer(200, send)

    assert await _ask(TimeLimitMiddleware(stubborn, 0.01, late)) == [504]


async def test_a_crowd_is_asked_to_come_back() -> None:
    inside, free = asyncio.Event(), asyncio.Event()

    async def busy(_scope: Scope, _receive: Receive, send: Send) -> None:
        inside.set()
        await free.wait()
        await _answer(200, send)

    app = CrowdMiddleware(busy, at_once=1, streams=())
    first = asyncio.create_task(_ask(app))
    await inside.wait()
    with pytest.raises(HTTPException) as refused:
        await _ask(app)
    assert refused.value.status_code == 503
    assert refused.value.headers["Retry-After"] == "5"  # type: ignore[index]
    free.set()
    assert await first == [200]
    assert await _ask(app) == [200]


def _raiser(error: Exception) -> Any:
    def raise_it(*_: object) -> None:
        raise error

    return raise_it
