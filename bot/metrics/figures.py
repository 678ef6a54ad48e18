"""What the gateway counts while it works; every figure begins at 0 with the process."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

TURN_BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2.5, 5, 10)
# Why a turn finds no place.
REFUSALS = ("full", "late")
REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Figures:
    """The counters of one gateway, in a registry of its own.

    Labels must come from fixed sets: whoever passes what a person typed fills the memory and
    tells a stranger about it.
    """

    def __init__(self) -> None:
        """Begin with all figures at 0."""
        registry = CollectorRegistry(auto_describe=True)
        self.registry = registry
        self._turns = Counter(
            "ija_chat_turns", "Turns of the chat", ("outcome", "channel"), registry=registry
        )
        self._turn_seconds = Histogram(
            "ija_chat_turn_seconds",
            "From a message to its answer, waiting included",
            ("channel",),
            buckets=TURN_BUCKETS,
            registry=registry,
        )
        self._fallbacks = Counter(
            "ija_fallback", "Turns in which nothing was understood", ("channel",), registry=registry
        )
        self._sessions = Counter(
            "ija_chat_sessions", "Conversations opened", ("channel",), registry=registry
        )
        self._verdicts = Counter(
            "ija_chat_verdicts", "What people think of answers", ("verdict",), registry=registry
        )
        self._refused = Counter(
            "ija_chat_refused", "Turns refused under load", ("reason",), registry=registry
        )
        self.turns_in_progress = Gauge(
            "ija_chat_in_progress", "Turns that Rasa works on", registry=registry
        )
        self.turns_waiting = Gauge(
            "ija_chat_waiting", "Turns that wait for a place", registry=registry
        )
        self._requests = Counter(
            "ija_http_requests", "Requests", ("route", "method", "status"), registry=registry
        )
        self._request_seconds = Histogram(
            "ija_http_request_seconds",
            "Time until an answer was complete",
            ("route",),
            buckets=REQUEST_BUCKETS,
            registry=registry,
        )
        self.requests_in_progress = Gauge(
            "ija_http_in_progress", "Requests being answered", registry=registry
        )
        self._errors = Counter(
            "ija_http_errors",
            "Answers that an unexpected error made",
            ("route",),
            registry=registry,
        )
        self._limited = Counter(
            "ija_rate_limited", "Requests refused by a rate limit", ("limit",), registry=registry
        )
        self._unjournaled = Counter(
            "ija_erasures_unjournaled",
            "Erasures that the journal did not take",
            registry=registry,
        )
        # A figure that first appears with 1 has not risen for Prometheus: no alarm would ring.
        for reason in REFUSALS:
            self._refused.labels(reason)
        # They add the figures of the process to the registry.
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        GCCollector(registry=registry)

    def count_turn(self, outcome: str, channel: str, seconds: float) -> None:
        """Count one answered turn of the chat."""
        self._turns.labels(outcome, channel).inc()
        self._turn_seconds.labels(channel).observe(seconds)
        if outcome == "fallback":
            self._fallbacks.labels(channel).inc()

    def count_session(self, channel: str) -> None:
        """Count a conversation that was opened."""
        self._sessions.labels(channel).inc()

    def count_verdict(self, verdict: str) -> None:
        """Count what a person thinks of an answer."""
        self._verdicts.labels(verdict).inc()

    def count_refused_turn(self, reason: str) -> None:
        """Count a turn that found no place: ``full`` or ``late``."""
        self._refused.labels(reason).inc()

    def count_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answered request; status 0 means that the client left before."""
        self._requests.labels(route, method, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def expect_errors_in(self, routes: Iterable[str]) -> None:
        """Show no errors of these routes from now on, so that the first one is a rise."""
        for route in routes:
            self._errors.labels(route)

    def count_error(self, route: str) -> None:
        """Count an answer that an unexpected error made."""
        self._errors.labels(route).inc()

    def count_unjournaled(self) -> None:
        """Count an erasure that a backup could bring back: the journal did not take it."""
        self._unjournaled.inc()

    def count_limited(self, limit: str) -> None:
        """Count a request that a rate limit refused."""
        self._limited.labels(limit).inc()
