"""How long the parts of a request took, for a collector of traces.

Spans carry what the log carries: method, pattern of the route, status, request id. Nothing typed,
no address, no session.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

logger = logging.getLogger(__name__)

EXPORT_SECONDS = 5
TRACES_PATH = "/v1/traces"


class Span(Protocol):
    """A part of a request that is going on."""

    def set(self, name: str, value: str | int) -> None:
        """Say something about it; never anything of a person."""


class Spans(Protocol):
    """Begins spans."""

    def begin(self, name: str) -> Any:
        """Return a context whose value is a ``Span``, child of the one that is going on."""

    def close(self) -> None:
        """Send what is left."""


class _Silent:
    def set(self, name: str, value: str | int) -> None:
        del name, value


class NoSpans:
    """What everybody has who traces nothing."""

    @contextmanager
    def begin(self, name: str) -> Iterator[Span]:
        """Do nothing."""
        del name
        yield _Silent()

    def close(self) -> None:
        """Do nothing."""


class _Recorded:
    def __init__(self, span: Any) -> None:
        self._span = span

    def set(self, name: str, value: str | int) -> None:
        self._span.set_attribute(name, value)


class RecordedSpans:
    """Spans of an OpenTelemetry provider."""

    def __init__(self, provider: Any) -> None:
        """Use a provider of the SDK."""
        self._provider = provider
        self._tracer = provider.get_tracer("ija-lotse")

    @contextmanager
    def begin(self, name: str) -> Iterator[Span]:
        """Record how long the block takes, and the kind of an error but not its message."""
        with self._tracer.start_as_current_span(
            name, record_exception=False, set_status_on_exception=False
        ) as span:
            try:
                yield _Recorded(span)
            except BaseException as error:
                span.set_attribute("error.type", type(error).__name__)
                raise

    def close(self) -> None:
        """Send what is left."""
        self._provider.shutdown()


def open_spans(url: str, service: str) -> Spans:
    """Return spans that go to the collector at ``url`` (OTLP over HTTP), or none without one."""
    if not url:
        return NoSpans()
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        # Nobody is left without an answer because a figure cannot be sent.
        logger.error("IJA_TRACING_URL is set, but requirements/tracing.in is not installed")
        return NoSpans()
    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    exporter = OTLPSpanExporter(endpoint=f"{url}{TRACES_PATH}", timeout=EXPORT_SECONDS)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return RecordedSpans(provider)
