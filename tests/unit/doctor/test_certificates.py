"""Certificates of real servers, asked over TLS."""

from __future__ import annotations

import ssl
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.doctor.certificates import check_certificate
from bot.doctor.finding import State
from tests.unit.doctor.rig import make_certificate, serving

NOW = datetime(2026, 11, 26, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("days", "trusted", "state"),
    [
        (90, True, State.OK),
        (10, True, State.HINT),
        (3, True, State.PROBLEM),
        (90, False, State.PROBLEM),
    ],
)
def test_certificates_end_with_notice(
    tmp_path: Path, days: int, trusted: bool, state: State
) -> None:
    now = datetime.now(timezone.utc)
    file = make_certificate(tmp_path, now + timedelta(days=days, hours=1))
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    client = ssl.create_default_context(cafile=str(file)) if trusted else None
    with serving(server) as port:
        finding = check_certificate("localhost", port, now, client)
    assert finding.state is state


def test_a_server_that_is_not_there_has_no_certificate() -> None:
    assert check_certificate("127.0.0.1", 1, NOW).state is State.PROBLEM
    assert check_certificate("gibt.es.invalid", 443, NOW).state is State.PROBLEM
