"""Server push through a real server, read line by line as a browser does."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import uvicorn

from bot.channels.messages import BotMessage
from bot.gateway.app import create_app
from bot.gateway.command import StoppingServer
from bot.gateway.web_chat import chat_stream
from bot.privacy.token_hash import token_hash
from tests.unit.channels.fake_rasa import served
from tests.unit.gateway.gateway_rig import GatewayRig

TIMEOUT = httpx.Timeout(10)


@dataclass
class Listener:
    """One open stream."""

    lines: Iterator[str]
    events: list[tuple[str, str | None, Any]] = field(default_factory=list)

    def next(self) -> tuple[str, str | None, Any]:
        """Return name, id and data of the next event."""
        fields: dict[str, str] = {}
        for line in self.lines:
            if line.startswith(":"):
                continue
            if not line and fields:
                return fields["event"], fields.get("id"), json.loads(fields["data"])
            name, _, value = line.partition(": ")
            if name:
                fields[name] = value
        raise EOFError

    def texts(self, count: int) -> list[tuple[str, str]]:
        """Return role and text of the next messages, whatever is said in between."""
        found: list[tuple[str, str]] = []
        while len(found) < count:
            name, _, data = self.next()
            if name == "message":
                found.append((data["role"], data["message"]["text"]))
        return found


@pytest.fixture
def url(rig: GatewayRig) -> Iterator[str]:
    with served(create_app(rig.services)) as url:
        yield url


@pytest.fixture
def http(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=TIMEOUT) as client:
        yield client


@pytest.fixture
def session(http: httpx.Client) -> str:
    return str(http.post("/api/chat/sessions", json={}).json()["session"])


def say(http: httpx.Client, session: str, text: str) -> httpx.Response:
    return http.post("/api/chat/messages", json={"text": text}, headers={"X-Session": session})


@contextmanager
def listening(url: str, session: str, after: int | None = None) -> Iterator[Listener]:
    headers = {"X-Session": session}
    if after is not None:
        headers["Last-Event-ID"] = str(after)
    with (
        httpx.Client(base_url=url, timeout=TIMEOUT) as client,
        client.stream("GET", "/api/chat/stream", headers=headers) as response,
    ):
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        yield Listener(response.iter_lines())


def test_a_second_window_sees_question_typing_and_answer_at_once(
    url: str, http: httpx.Client, session: str
) -> None:
    with listening(url, session) as window:
        assert window.texts(1)[0][0] == "bot"
        assert window.next() == ("state", None, {"typing": False, "human": False})
        say(http, session, "Wie groß?")
        name, number, data = window.next()
        assert (name, data["role"], data["message"]["text"]) == ("message", "user", "Wie groß?")
        assert number == str(data["number"])
        assert data["at"] == "2026-11-23T09:00:00+00:00"
        assert window.texts(1) == [("bot", "Gern!")]


def test_a_stream_goes_on_after_the_last_message_that_was_seen(
    url: str, http: httpx.Client, session: str
) -> None:
    with listening(url, session) as window:
        _, number, _ = window.next()
    say(http, session, "Während der Pause")
    with listening(url, session, after=int(number or 0)) as window:
        assert window.texts(2) == [("user", "Während der Pause"), ("bot", "Gern!")]


def test_the_office_reaches_the_chat_from_another_process(
    url: str, session: str, rig: GatewayRig
) -> None:
    conversation = token_hash(session)
    with listening(url, session) as window:
        window.texts(1)
        # The desk only knows the database: nobody wakes the stream but its own look.
        rig.services.store.set_human(conversation, True, rig.moment)
        while window.next()[2].get("human") is not True:
            pass
        rig.services.store.add_office_message(
            conversation, "Ich helfe gern.", "Servicestelle", rig.moment
        )
        assert window.texts(1) == [("office", "Ich helfe gern.")]


def test_a_stream_ends_when_the_conversation_is_erased(
    url: str, http: httpx.Client, session: str
) -> None:
    with listening(url, session) as window:
        window.texts(1)
        http.delete("/api/chat/session", headers={"X-Session": session})
        while (event := window.next())[0] != "gone":
            pass
        assert event == ("gone", None, {})
        with pytest.raises(EOFError):
            window.next()


def test_a_silent_stream_shows_that_it_lives_and_ends_after_a_while(
    url: str, session: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_stream, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(chat_stream, "LONGEST_SECONDS", 0.5)
    headers = {"X-Session": session}
    with httpx.Client(base_url=url, timeout=TIMEOUT) as client:
        text = client.get("/api/chat/stream", headers=headers).text
    assert text.startswith(": ok\n\n")
    assert ": alive\n\n" in text


@pytest.mark.parametrize("headers", [{}, {"X-Session": "x"}, {"X-Session": "y" * 5000}])
def test_nobody_listens_to_a_chat_without_its_token(
    http: httpx.Client, headers: dict[str, str]
) -> None:
    refused = http.get("/api/chat/stream", headers=headers)
    assert refused.status_code == 404
    assert refused.json()["error"] == "unknown_session"


@pytest.mark.parametrize("last", ["-1", "x", "1e3", "9" * 30])
def test_a_wrong_number_is_refused(http: httpx.Client, session: str, last: str) -> None:
    headers = {"X-Session": session, "Last-Event-ID": last}
    assert http.get("/api/chat/stream", headers=headers).status_code == 400


def test_too_many_windows_are_asked_to_come_back(
    url: str, http: httpx.Client, session: str, rig: GatewayRig
) -> None:
    with listening(url, session), listening(url, session), listening(url, session):
        refused = http.get("/api/chat/stream", headers={"X-Session": session})
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) >= 1
    done = threading.Event()
    for _ in range(200):
        if rig.services.feed.stream_count == 0:
            break
        done.wait(0.05)
    with listening(url, session) as window:
        assert window.texts(1)[0][0] == "bot"


def test_odd_texts_arrive_unbroken(
    url: str, http: httpx.Client, session: str, rig: GatewayRig
) -> None:
    odd = "Zeile\n\ndata: x\r\nevent: gone\n\n\u2028👩‍👧 <b>"
    rig.assistant.answers = [BotMessage(odd)]
    with listening(url, session) as window:
        window.texts(1)
        say(http, session, "?")
        assert window.texts(2)[1] == ("bot", odd)


def test_the_server_stops_although_somebody_listens(rig: GatewayRig) -> None:
    config = uvicorn.Config(
        create_app(rig.services),
        port=0,
        log_level="error",
        http="h11",
        ws="none",
        timeout_graceful_shutdown=60,
    )
    server = StoppingServer(config, rig.services.feed.close)
    sock = config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.01)
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    session = str(httpx.post(f"{url}/api/chat/sessions", json={}).json()["session"])
    with listening(url, session) as window:
        window.texts(1)
        server.handle_exit(signal.SIGTERM, None)
        with pytest.raises((EOFError, httpx.TransportError)):
            window.texts(1)
    thread.join(timeout=20)
    assert not thread.is_alive()
