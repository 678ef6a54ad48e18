from __future__ import annotations

import errno
import socket

import httpx
import pytest

from bot.metrics.exporter import Exporter, exporter_or_nothing
from bot.metrics.figures import Figures

TOKEN = "t" * 32


def get(port: int, path: str = "/metrics", token: str = "") -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with httpx.Client(trust_env=False, timeout=10) as client:
        return client.get(f"http://127.0.0.1:{port}{path}", headers=headers)


def test_prometheus_gets_the_figures() -> None:
    figures = Figures()
    figures.count_session("web")
    with Exporter(figures.registry, "127.0.0.1", 0, "") as exporter:
        response = get(exporter.port)
        assert get(exporter.port, "/").status_code == 404
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain")
    assert 'ija_chat_sessions_total{channel="web"} 1.0' in response.text


@pytest.mark.parametrize("given", ["-", "falsch", TOKEN[:-1], f"{TOKEN}x", "ä"])
def test_with_a_token_nobody_else_sees_them(given: str) -> None:
    with Exporter(Figures().registry, "127.0.0.1", 0, TOKEN) as exporter:
        headers = {"Authorization": f"Bearer {given}".encode()}
        with httpx.Client(trust_env=False, timeout=10) as client:
            refused = client.get(f"http://127.0.0.1:{exporter.port}/metrics", headers=headers)
        assert refused.status_code == 401
        assert "ija_" not in refused.text
        assert get(exporter.port, token=TOKEN).status_code == 200


def test_a_client_that_sends_garbage_stops_nothing_and_is_not_named(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with Exporter(Figures().registry, "127.0.0.1", 0, "") as exporter:
        for garbage in (b"\x00\xff\r\n\r\n", b"GET /metrics HTTP/1.1\r\nContent-Length: x\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", exporter.port), timeout=10) as client:
                client.sendall(garbage)
        assert get(exporter.port).status_code == 200
    assert "127.0.0.1" not in capfd.readouterr().err


def test_a_taken_port_costs_figures_but_no_answers() -> None:
    registry = Figures().registry
    told: list[OSError] = []
    with (
        Exporter(registry, "127.0.0.1", 0, "") as first,
        exporter_or_nothing(registry, "127.0.0.1", first.port, "", told.append) as second,
    ):
        assert second is None
    assert [error.errno for error in told] == [errno.EADDRINUSE]


def test_port_nought_means_no_figures() -> None:
    with exporter_or_nothing(Figures().registry, "127.0.0.1", 0, "", pytest.fail) as nothing:
        assert nothing is None
