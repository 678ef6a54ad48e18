from __future__ import annotations

import logging

import pytest

from actions import wiring
from actions.ready import get_ready

SERVICES = ("catalogue", "deadlines", "programmes", "places", "glossary", "former_names", "fit",
            "plans", "settings", "consultations")  # fmt: skip


@pytest.fixture(autouse=True)
def fresh() -> None:
    for name in SERVICES:
        getattr(wiring, name).cache_clear()


def test_content_is_there_and_no_database_is_open(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        get_ready()
    assert caplog.records == []
    assert wiring.catalogue.cache_info().currsize == 1
    assert wiring.consultations.cache_info().currsize == 0


def test_a_broken_file_is_reported_and_the_rest_is_loaded(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = wiring.deadlines()
    monkeypatch.setattr(type(broken), "current", lambda _: (_ for _ in ()).throw(OSError("gone")))
    with caplog.at_level(logging.ERROR):
        get_ready()
    assert "not ready yet" in caplog.text
    assert wiring.plans.cache_info().currsize == 1
