from __future__ import annotations

import threading
from collections.abc import Iterable

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from bot.metrics.state import Reading, StateCollector


def registry(*readers: object) -> CollectorRegistry:
    registry = CollectorRegistry(auto_describe=True)
    registry.register(StateCollector(readers))  # type: ignore[arg-type]
    return registry


def test_values_are_read_when_they_are_asked_for() -> None:
    waiting = [3]
    figures = registry(lambda: [Reading("ija_outbox_pending", waiting[0])])
    waiting[0] = 5
    assert figures.get_sample_value("ija_outbox_pending") == 5


def test_a_label_makes_one_value_each() -> None:
    figures = registry(
        lambda: [Reading("ija_requests", 2, "web_form"), Reading("ija_requests", 0, "telegram")]
    )
    written = generate_latest(figures).decode()
    assert (
        '# TYPE ija_requests_total counter\nija_requests_total{channel="web_form"} 2.0' in written
    )
    assert 'ija_requests_total{channel="telegram"} 0.0' in written


def test_what_cannot_be_read_is_missing_and_costs_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> Iterable[Reading]:
        yield Reading("ija_outbox_dead", 1)
        raise RuntimeError("Erika Musterfrau")

    figures = registry(broken, lambda: [Reading("ija_database_up", 1)])
    assert figures.get_sample_value("ija_database_up") == 1
    assert figures.get_sample_value("ija_outbox_dead") is None
    assert "RuntimeError" in caplog.text
    assert "Erika" not in caplog.text


def test_scrapes_do_not_pile_up_behind_a_database_that_hangs() -> None:
    entered, free = threading.Event(), threading.Event()

    def hanging() -> Iterable[Reading]:
        entered.set()
        free.wait(10)
        return [Reading("ija_database_up", 1)]

    figures = registry(hanging)
    first = threading.Thread(target=generate_latest, args=(figures,))
    first.start()
    assert entered.wait(10)
    assert figures.get_sample_value("ija_database_up") is None
    free.set()
    first.join(10)
    assert figures.get_sample_value("ija_database_up") == 1
