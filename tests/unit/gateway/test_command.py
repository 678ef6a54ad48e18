"""What the process of the public door says when it cannot have all it wants."""

from __future__ import annotations

import logging
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from bot.gateway.command import exporter
from bot.settings import Settings


def test_a_taken_port_of_the_figures_is_logged_in_german(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    metrics = Settings.from_env({"IJA_VAR_DIR": str(tmp_path)}).metrics
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = replace(metrics, port=other.getsockname()[1])
        with caplog.at_level(logging.ERROR), exporter(taken, CollectorRegistry()) as nothing:
            assert nothing is None
    assert "ohne Kennzahlen" in caplog.text
    assert "IJA_METRICS_PORT" in caplog.text
