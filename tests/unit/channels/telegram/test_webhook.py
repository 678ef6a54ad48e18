"""The webhook: only Telegram gets in, each update once, and Telegram is answered at once."""

from __future__ import annotations

import json
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import sqlalchemy as sa
from starlette.applications import Starlette

from bot.channels.telegram.kept.tables import updates
from bot.channels.telegram.webhook import SECRET_HEADER, WEBHOOK_PATH, webhook_secret
from bot.clock import utc_now
from bot.gateway.app import create_app
from bot.gateway.build import build_services
from bot.gateway.requests import telegram_api
from tests.unit.channels.fake_rasa import FakeRasa, served
from tests.unit.channels.telegram.fake_telegram import TOKEN, FakeTelegram
from tests.unit.channels.telegram.telegram_rig import CHAT, Rig, settings_for, texts

SECRET = webhook_secret(TOKEN)
GENUINE = {SECRET_HEADER: SECRET}


@pytest.fixture
async def gateway(rig: Rig) -> AsyncIterator[Starlette]:
    """Return the whole public door of the same installation."""
    services = build_services(rig.settings)
    yield create_app(services)
    await services.close()


@pytest.fixture
def door(gateway: Starlette) -> Iterator[str]:
    with served(gateway) as url:
        yield url


@pytest.fixture
def bare_door(gateway: Starlette) -> Iterator[str]:
    """Return the routes without the shells around them, which every route of the door has."""
    app = Starlette(routes=telegram_api.ROUTES)
    app.state.services = gateway.state.services
    with served(app) as url:
        yield url


def stored(rig: Rig) -> int:
    with rig.process.inbox._engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(updates)).scalar_one())


class Wire:
    """Sends requests over one connection, as fast as the other side answers."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.netloc
        self._socket = socket.create_connection((str(parts.hostname), int(parts.port or 0)))
        self._file = self._socket.makefile("rb")

    def post(self, body: bytes, secret: str | None) -> int:
        header = "" if secret is None else f"{SECRET_HEADER}: {secret}\r\n"
        head = f"POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: {self._host}\r\n{header}"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._socket.sendall(head.encode("latin-1") + body)
        status, length = int(self._file.readline().split()[1]), 0
        while (line := self._file.readline().strip().lower()) != b"":
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        self._file.read(length)
        return status

    def close(self) -> None:
        self._file.close()
        self._socket.close()


async def test_ten_thousand_forged_and_replayed_updates_are_not_processed(
    rig: Rig, door: str, bare_door: str, rasa: FakeRasa
) -> None:
    await rig.begin()
    wire = Wire(door)
    genuine = [rig.text_update(f"Frage {number}") for number in range(3)]
    for update in genuine:
        assert wire.post(json.dumps(update).encode(), SECRET) == 200
    await rig.work()
    before, asked, sent = stored(rig), len(rasa.received), len(rig.telegram.calls)
    forged = [
        None,
        "",
        "x",
        SECRET[:-1],
        SECRET + "0",
        SECRET.upper(),
        TOKEN,
        "ü" * 64,
        SECRET[::-1],
    ]
    statuses = []
    for number in range(5000):
        if number == 100:
            wire.close()
            wire = Wire(bare_door)
        body = json.dumps(rig.text_update("Gefälscht")).encode()
        statuses.append(wire.post(body, forged[number % len(forged)]))
        replay = json.dumps(genuine[number % len(genuine)]).encode()
        statuses.append(wire.post(replay, SECRET))
    wire.close()
    assert statuses == [403, 200] * 5000
    assert stored(rig) == before
    assert await rig.work() == []
    assert (len(rasa.received), len(rig.telegram.calls)) == (asked, sent)


async def test_a_thousand_redeliveries_have_one_effect_each(
    rig: Rig, bare_door: str, rasa: FakeRasa
) -> None:
    await rig.begin()
    found = [rig.text_update(f"Frage {number}", CHAT + number) for number in range(20)]
    # Half of the redeliveries come before the answers, half after them.
    for _ in range(2):
        wire = Wire(bare_door)
        for update in found * 25:
            assert wire.post(json.dumps(update).encode(), SECRET) == 200
        wire.close()
        await rig.work()
    assert sorted(body["message"] for body in rasa.received) == sorted(
        update["message"]["text"] for update in found
    )
    answers = [call for call in rig.telegram.messages if call.text == "Hallo"]
    assert sorted(call.chat_id for call in answers) == [CHAT + number for number in range(20)]


async def test_a_replay_from_long_ago_is_no_message(rig: Rig, rasa: FakeRasa) -> None:
    update = rig.text_update("Alt")
    update["message"]["date"] -= 3 * 24 * 3600
    assert await rig.send(update) == []
    assert rasa.received == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"\xff", 400), (b"[" * 100_000, 400),
        (b"null", 200), (b"[]", 200), (b'{"update_id": "x"}', 200),
    ],
)  # fmt: skip
async def test_rubbish_with_the_right_secret_is_answered_and_stored_nowhere(
    rig: Rig, door: str, body: bytes, status: int
) -> None:
    async with httpx.AsyncClient(base_url=door, timeout=60) as client:
        answer = await client.post(WEBHOOK_PATH, content=body, headers=GENUINE)
    assert answer.status_code == status
    assert stored(rig) == 0


async def test_an_update_as_large_as_they_get_is_taken(rig: Rig, door: str) -> None:
    repeated: dict[str, Any] = {"text": "😀" * 4096, "reply_markup": {"x": "y" * 50_000}}
    update = rig.text_update("😀" * 2048, reply_to_message=repeated)
    async with httpx.AsyncClient(base_url=door, timeout=60) as client:
        answer = await client.post(WEBHOOK_PATH, content=json.dumps(update), headers=GENUINE)
    assert answer.status_code == 200
    assert stored(rig) == 1


async def test_what_cannot_be_stored_is_brought_again(rig: Rig, gateway: Starlette) -> None:
    with rig.process.inbox._engine.begin() as tx:
        tx.execute(sa.text("DROP TABLE telegram_updates"))
    transport = httpx.ASGITransport(gateway, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.post(WEBHOOK_PATH, json=rig.text_update("Frage"), headers=GENUINE)
    assert answer.status_code == 503


async def test_without_a_token_there_is_no_webhook(
    rig: Rig, telegram: FakeTelegram, rasa: FakeRasa
) -> None:
    settings = settings_for(rig.settings.var_dir, telegram.url, rasa.url, IJA_TELEGRAM_TOKEN="")
    services = build_services(settings)
    transport = httpx.ASGITransport(create_app(services))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        answer = await client.post(WEBHOOK_PATH, json={}, headers=GENUINE)
    await services.close()
    assert answer.status_code == 404


async def test_what_nobody_answers_is_forgotten_after_two_days(rig: Rig) -> None:
    rig.take(rig.text_update("Canary"))
    assert rig.door.expire(utc_now() + timedelta(days=1)) == 0
    assert rig.door.expire(utc_now() + timedelta(days=2, seconds=1)) == 1
    with rig.process.inbox._engine.connect() as connection:
        [row] = connection.execute(sa.select(updates)).all()
    assert (row.chat_id, row.content) == (0, None)
    assert await rig.work() == []


async def test_what_came_by_webhook_is_answered(rig: Rig, door: str) -> None:
    async with httpx.AsyncClient(base_url=door, timeout=60) as client:
        await client.post(WEBHOOK_PATH, json=rig.text_update("Frage"), headers=GENUINE)
    assert texts(await rig.work())[-1] == "Hallo"
