"""Traces of a real gateway at a real collector: what is in them, and what never is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.channels.rasa_client import AssistantUnavailableError, RasaClient
from bot.gateway.operation.traced import TracedAssistant, TracingMiddleware
from bot.settings import PROJECT_ROOT
from bot.tracing.spans import NoSpans, open_spans
from tests.unit.channels.fake_rasa import running_fake_rasa, served


class Collector:
    """Takes what the exporter sends."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.url = ""

    def app(self) -> Starlette:
        async def take(request: Request) -> Response:
            self.raw.append(await request.body())
            return Response(b"", media_type="application/x-protobuf")

        return Starlette(routes=[Route("/v1/traces", take, methods=["POST"])])

    @property
    def spans(self) -> list[Any]:
        return [
            span
            for raw in self.raw
            for resource in ExportTraceServiceRequest.FromString(raw).resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]


@pytest.fixture
def collector() -> Iterator[Collector]:
    collector = Collector()
    with served(collector.app()) as url:
        collector.url = url
        yield collector


def test_a_request_and_the_assistant_in_it_are_recorded_and_nothing_that_was_said(
    collector: Collector,
) -> None:
    spans = open_spans(collector.url, "gateway")
    with running_fake_rasa() as rasa:
        assistant = TracedAssistant(RasaClient(rasa.url, 5), spans)

        async def ask(request: Request) -> Response:
            answers = await assistant.send("KANARIE-1", request.query_params["q"], {})
            return PlainTextResponse(str(answers[0].text))

        app = Starlette(
            routes=[Route("/fragen/{id}", ask)],
            middleware=[Middleware(TracingMiddleware, spans=spans)],
        )
        with TestClient(app) as client:
            assert client.get("/fragen/KANARIE-2?q=KANARIE-3").status_code == 200
            client.portal.call(assistant.aclose)  # type: ignore[union-attr]
    request, inner = sorted(collector.spans, key=lambda span: span.name != "request")
    assert (request.name, inner.name) == ("request", "assistant")
    assert inner.parent_span_id == request.span_id
    told = {
        item.key: item.value.string_value or item.value.int_value for item in request.attributes
    }
    assert told["http.route"] == "/fragen/{id}"
    assert told["http.response.status_code"] == 200
    assert b"KANARIE" not in b"".join(collector.raw)


async def test_a_failure_is_named_without_its_words(collector: Collector) -> None:
    spans = open_spans(collector.url, "gateway")
    assistant = TracedAssistant(RasaClient("http://127.0.0.1:1", 1), spans)
    with pytest.raises(AssistantUnavailableError):
        await assistant.send("s", "Hallo", {})
    await assistant.aclose()
    [span] = collector.spans
    told = {item.key: item.value.string_value for item in span.attributes}
    assert told == {"ija.failure": "connection", "error.type": "AssistantUnavailableError"}
    assert not span.events


def test_without_an_address_nothing_is_traced_and_nothing_loaded() -> None:
    assert isinstance(open_spans("", "gateway"), NoSpans)


def test_a_collector_that_is_away_costs_no_answer() -> None:
    spans = open_spans("http://127.0.0.1:1", "gateway")
    with spans.begin("request") as span:
        span.set("http.response.status_code", 200)
    spans.close()


def test_the_packages_are_optional() -> None:
    run = Path(PROJECT_ROOT / "requirements" / "run.in").read_text(encoding="utf-8")
    assert "opentelemetry" not in run
