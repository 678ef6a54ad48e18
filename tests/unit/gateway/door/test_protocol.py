"""The door as a stranger meets it: real sockets, broken HTTP."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.gateway.app import create_app
from bot.gateway.command import server_options
from bot.gateway.door.protocol import ConnectionLimits, door_protocol
from bot.gateway.rendering import bare_page
from tests.unit.channels.fake_rasa import served
from tests.unit.gateway.gateway_rig import GatewayRig

POST_HEAD = (
    b"POST /api/chat/sessions HTTP/1.1\r\nHost: x\r\n"
    b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n"
)
GET = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@dataclass
class Door:
    host: str
    port: int

    def connect(self) -> socket.socket:
        connection = socket.create_connection((self.host, self.port), timeout=10)
        return connection

    def ask(self, raw: bytes) -> bytes:
        with self.connect() as connection:
            connection.sendall(raw)
            return read_all(connection)

    def is_alive(self) -> bool:
        with self.connect() as connection:
            connection.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
            return b'{"status":"ok"}' in read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    answer = b""
    try:
        while chunk := connection.recv(65536):
            answer += chunk
    except ConnectionResetError:
        pass
    return answer


def running(rig: GatewayRig, **options: Any) -> Iterator[Door]:
    usual = server_options(rig.services.settings, connections=50)
    with served(create_app(rig.services), **{**usual, **options}) as url:
        host, _, port = url.removeprefix("http://").partition(":")
        yield Door(host, int(port))


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    yield from running(GatewayRig(tmp_path_factory.mktemp("door")))


@pytest.fixture(scope="module")
def narrow_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    limits = ConnectionLimits(total=3, per_address=2, head_seconds=0.3)
    rig = GatewayRig(tmp_path_factory.mktemp("narrow"))
    yield from running(rig, http=door_protocol(limits, bare_page))


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", b"400"),
        (b"GET\r\n\r\n", b"400"),
        (b"GET /\xc3\xa4 HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", b"501"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 40_000, b"431"),
        (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"414"),
    ],
)
def test_a_broken_request_gets_a_german_page(door: Door, raw: bytes, status: bytes) -> None:
    head, _, page = door.ask(raw).partition(b"\r\n\r\n")
    assert head.split()[1] == status
    assert b"text/html" in head
    assert b"Content-Security-Policy" in head or b"content-security-policy" in head
    assert b'<html lang="de">' in page
    assert b"Das hat nicht geklappt" in page
    assert door.is_alive()


def test_an_upgrade_to_web_sockets_is_an_ordinary_request(door: Door) -> None:
    upgrade = b"Connection: upgrade, close\r\nUpgrade: websocket\r\n\r\n"
    answer = door.ask(GET.replace(b"\r\n\r\n", b"\r\n" + upgrade))
    assert answer.startswith(b"HTTP/1.1 200")


def test_garbage_in_the_middle_of_a_body_ends_one_connection_only(door: Door) -> None:
    head = b"POST /beratung HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = door.ask(head + b"5\r\nhallo\r\nZZZ\r\n")
    assert answer == b"" or answer.split()[1] in (b"400", b"403", b"415")
    assert door.is_alive()


def test_a_body_that_nobody_wanted_is_not_read_for_ever(door: Door) -> None:
    with door.connect() as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
        assert b"200 OK" in read_all(connection)


def test_a_small_body_may_come_after_the_answer(door: Door) -> None:
    # As aiohttp sends it: the head in one parcel, the body in the next.
    with door.connect() as connection:
        connection.sendall(POST_HEAD)
        first = connection.recv(65536)
        assert first.startswith(b"HTTP/1.1 201")
        connection.sendall(b"{}")
        connection.sendall(GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        assert b'{"status":"ok"}' in read_all(connection)


def test_a_small_body_that_never_comes_is_not_waited_for(door: Door) -> None:
    with door.connect() as connection:
        connection.sendall(POST_HEAD + b"{")
        assert read_all(connection).startswith(b"HTTP/1.1 201")


def test_two_requests_in_one_go_get_two_answers(door: Door) -> None:
    answer = door.ask(GET + GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert answer.count(b"200 OK") == 2


def test_who_never_ends_a_head_is_told_and_let_go(narrow_door: Door) -> None:
    with narrow_door.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        answer = read_all(connection)
    assert answer.split()[1] == b"408"
    assert b"zu lange gedauert" in answer


def test_who_says_nothing_is_let_go_without_a_word(narrow_door: Door) -> None:
    with narrow_door.connect() as connection:
        assert read_all(connection) == b""


def test_one_address_cannot_take_all_connections(narrow_door: Door) -> None:
    first, second = narrow_door.connect(), narrow_door.connect()
    with first, second, narrow_door.connect() as third:
        answer = read_all(third)
    assert answer.split()[1] == b"503"
    assert b"Retry-After" in answer
    assert b"versuchen Sie es gleich noch einmal" in answer
    until = time.monotonic() + 5
    while time.monotonic() < until and not narrow_door.is_alive():
        time.sleep(0.05)
    assert narrow_door.is_alive()


def test_a_trusted_proxy_brings_many_visitors(tmp_path: Path) -> None:
    limits = ConnectionLimits(total=9, per_address=1, head_seconds=5, trusted=("127.0.0.0/8",))
    http = door_protocol(limits, bare_page)
    for door in running(GatewayRig(tmp_path), http=http):
        with door.connect(), door.connect():
            assert door.is_alive()
