"""Redis and Telegram, as they answer or do not."""

from __future__ import annotations

from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.doctor.finding import State
from bot.doctor.services import check_redis, check_telegram
from bot.settings import Settings
from tests.unit.doctor.rig import serving, worst


@pytest.mark.parametrize(
    ("url", "state"), [("redis://127.0.0.1:1/0", State.PROBLEM), ("ftp://x", State.PROBLEM)]
)
def test_redis_that_is_not_there(settings: Settings, url: str, state: State) -> None:
    changed = replace(settings, scale=replace(settings.scale, redis_url=url))
    assert worst(check_redis(changed)).state is state
    assert list(check_redis(settings)) == []


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (b'{"ok": true, "result": {"username": "lotse_bot"}}', State.OK),
        (b'{"ok": true, "result": []}', State.PROBLEM),
        (b"<html>", State.PROBLEM),
    ],
)
def test_telegram_is_asked_who_we_are(settings: Settings, answer: bytes, state: State) -> None:
    class Api(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            self.send_response(200 if self.path.endswith("/getMe") else 404)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    with serving(HTTPServer(("127.0.0.1", 0), Api)) as port:
        telegram = replace(settings.telegram, token="1:KANARIE", api_url=f"http://127.0.0.1:{port}")
        finding = worst(check_telegram(replace(settings, telegram=telegram)))
    assert finding.state is state
    assert "KANARIE" not in finding.message + finding.advice
    assert list(check_telegram(settings)) == []
