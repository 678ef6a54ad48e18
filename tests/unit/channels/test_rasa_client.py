from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.messages import BotMessage, Button
from bot.channels.rasa_client import (
    WEBHOOK_PATH,
    AssistantUnavailableError,
    FailureReason,
    RasaClient,
)
from bot.logs.request_id import HEADER, request_id
from tests.unit.channels.fake_rasa import FakeRasa, running_fake_rasa


@pytest.fixture(scope="module")
def server() -> Iterator[FakeRasa]:
    with running_fake_rasa() as fake:
        yield fake


@pytest.fixture
def rasa(server: FakeRasa) -> FakeRasa:
    fresh = FakeRasa()
    for name in ("received", "reply", "raw", "status", "hangs"):
        setattr(server, name, getattr(fresh, name))
    return server


@pytest.fixture
async def client(rasa: FakeRasa) -> AsyncIterator[RasaClient]:
    client = RasaClient(rasa.url, timeout=5)
    yield client
    await client.aclose()


def _rasa(answer: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> web.Application:
    app = web.Application()
    app.router.add_post(WEBHOOK_PATH, answer)
    return app


async def reason_of(client: RasaClient) -> FailureReason:
    with pytest.raises(AssistantUnavailableError) as caught:
        await client.send("s", "Hallo", {})
    return caught.value.reason


async def test_a_message_goes_out_in_rasas_shape(client: RasaClient, rasa: FakeRasa) -> None:
    await client.send("session", "Hallo", {"channel": "web"})
    assert rasa.received == [
        {"sender": "session", "message": "Hallo", "metadata": {"channel": "web"}}
    ]


async def test_the_id_of_the_request_travels_along() -> None:
    seen: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.headers[HEADER])
        return web.json_response([{"text": "Hallo"}])

    async with TestServer(_rasa(answer)) as server:
        client = RasaClient(str(server.make_url("/")), 5)
        token = request_id.set("0123456789abcdef")
        try:
            await client.send("s", "Hallo", {})
        finally:
            request_id.reset(token)
            await client.aclose()
    assert seen == ["0123456789abcdef"]


async def test_texts_buttons_and_cards_become_messages(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.reply = lambda _: [
        {"recipient_id": "s", "text": "Meinten Sie?", "buttons": [{"title": "A", "payload": "/a"}]},
        {
            "recipient_id": "s",
            "custom": {
                "card": "answer",
                "question": "Wie?",
                "buttons": [{"title": "B", "payload": "/b"}, {"title": 1}, "x"],
            },
        },
    ]
    assert await client.send("s", "x", {}) == [
        BotMessage("Meinten Sie?", (Button("A", "/a"),)),
        BotMessage(buttons=(Button("B", "/b"),), card={"card": "answer", "question": "Wie?"}),
    ]


async def test_a_message_has_one_json_form(client: RasaClient, rasa: FakeRasa) -> None:
    rasa.reply = lambda _: [{"custom": {"card": "receipt", "reference": "IJ-1"}}, {"text": "Ja"}]
    card, plain = await client.send("s", "x", {})
    assert card.as_dict() == {"card": "receipt", "reference": "IJ-1", "buttons": []}
    assert plain.as_dict() == {"text": "Ja", "buttons": []}


@pytest.mark.parametrize(
    "items",
    [
        [],
        [{}],
        [{"text": "  "}],
        [{"text": 7}],
        [{"image": "https://x.example/a.png"}],
        [{"custom": {"card": 7}}],
        ["text"],
        [None],
    ],
)
async def test_an_answer_that_says_nothing_is_a_failure(
    client: RasaClient, rasa: FakeRasa, items: list[Any]
) -> None:
    rasa.reply = lambda _: items
    assert await reason_of(client) is FailureReason.EMPTY


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>", id="html"),
        pytest.param(b"{}", id="object"),
        pytest.param(b"null", id="null"),
        pytest.param(b'"x"', id="string"),
        pytest.param(b"\xff", id="not utf-8"),
        pytest.param(b"[" * 100_000, id="deep"),
    ],
)
async def test_garbage_is_a_failure(client: RasaClient, rasa: FakeRasa, raw: bytes) -> None:
    rasa.raw = raw
    assert await reason_of(client) is FailureReason.INVALID


@pytest.mark.parametrize("status", [204, 404, 413, 500, 503])
async def test_another_status_is_a_failure(client: RasaClient, rasa: FakeRasa, status: int) -> None:
    rasa.status = status
    assert await reason_of(client) in (FailureReason.STATUS, FailureReason.CONNECTION)


async def test_a_server_that_hangs_is_a_failure_in_time(rasa: FakeRasa) -> None:
    rasa.hangs = True
    client = RasaClient(rasa.url, timeout=0.2)
    assert await reason_of(client) is FailureReason.TIMEOUT
    await client.aclose()


async def test_an_answer_that_drips_in_is_cut_off() -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.01)

    async with TestServer(_rasa(drip)) as server:
        client = RasaClient(str(server.make_url("/")), timeout=0.2)
        assert await reason_of(client) is FailureReason.TIMEOUT
        await client.aclose()


async def test_nobody_listening_is_a_failure() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        client = RasaClient(f"http://127.0.0.1:{free.getsockname()[1]}", timeout=2)
        assert await reason_of(client) is FailureReason.CONNECTION
        assert not await client.is_up()
        await client.aclose()


async def test_it_knows_whether_rasa_is_up(client: RasaClient) -> None:
    assert await client.is_up()


async def test_a_failure_names_no_content(rasa: FakeRasa, client: RasaClient) -> None:
    rasa.raw = b"geheim"
    with pytest.raises(AssistantUnavailableError) as caught:
        await client.send("s", "Erika", {})
    assert str(caught.value) == "invalid"
    assert caught.value.__cause__ is None
