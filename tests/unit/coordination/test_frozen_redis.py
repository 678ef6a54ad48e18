"""A gateway whose Redis holds its connections and answers nothing: everything else goes on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
import redis

from benchmarks.redis_server import RedisServer
from bot.coordination.conversation_locks import SharedLocks
from bot.coordination.guarded_redis import GuardedRedis, RedisUnavailableError
from bot.gateway.app import create_app
from bot.gateway.door.shared_limits import share_limits
from tests.unit.gateway.gateway_rig import JSON, PUBLIC_URL, GatewayRig

SECRET = b"s" * 32
# Long enough that holding the event loop for it cannot be mistaken for a busy machine.
ANSWER_SECONDS = 1.5
LONGEST_SECONDS = 3.0
HELD_UP_SECONDS = 1.0
PING = "return redis.call('PING')"


def guarded(server: RedisServer, longest_seconds: float = LONGEST_SECONDS) -> GuardedRedis:
    client = redis.Redis.from_url(
        server.url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS
    )
    return GuardedRedis(client, time.monotonic, longest_seconds)


@asynccontextmanager
async def longest_pause() -> AsyncIterator[list[float]]:
    """Note how long the event loop did not come round while the block ran."""
    pauses = [0.0]

    async def tick() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.02)
            pauses[0] = max(pauses[0], time.monotonic() - before)

    ticking = asyncio.create_task(tick())
    try:
        yield pauses
    finally:
        ticking.cancel()


@pytest.fixture
def rig(tmp_path: Path, redis_server: RedisServer) -> GatewayRig:
    rig = GatewayRig(tmp_path)
    shared = guarded(redis_server)
    limits = share_limits(rig.services.limits, time.monotonic, shared, SECRET)
    object.__setattr__(rig.services, "limits", limits)
    rig.services.chat._locks = SharedLocks(shared, 15.0)
    return rig


async def test_pages_and_the_chat_go_on_while_redis_is_frozen(
    rig: GatewayRig, redis_server: RedisServer
) -> None:
    transport = httpx.ASGITransport(create_app(rig.services))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL) as client:
        opened = await client.post("/api/chat/sessions", headers=JSON, content=b"{}")
        headers = {**JSON, "X-Session": opened.json()["session"]}
        redis_server.freeze()
        async with longest_pause() as pauses:
            begun = time.monotonic()
            sent = client.post("/api/chat/messages", headers=headers, content=b'{"text": "Hallo"}')
            answer, health, page = await asyncio.gather(
                sent, client.get("/healthz"), client.get("/kontakt")
            )
            took = time.monotonic() - begun
    assert [answer.status_code, health.status_code, page.status_code] == [200, 200, 200]
    assert "Gern!" in answer.text
    assert took < LONGEST_SECONDS + HELD_UP_SECONDS
    assert pauses[0] < HELD_UP_SECONDS


async def test_nobody_waits_longer_than_the_limit_for_all_of_it(redis_server: RedisServer) -> None:
    shared = guarded(redis_server, longest_seconds=0.1)
    await shared.ask(PING, "k")
    redis_server.freeze()
    begun = time.monotonic()
    with pytest.raises(RedisUnavailableError):
        await shared.ask(PING, "k")
    assert time.monotonic() - begun < HELD_UP_SECONDS
    with pytest.raises(RedisUnavailableError):
        shared.run(PING, "k")


def test_after_the_rest_one_call_tries_and_the_others_go_on(redis_server: RedisServer) -> None:
    now = [100.0]
    client = redis.Redis.from_url(redis_server.url, socket_timeout=ANSWER_SECONDS)
    shared = GuardedRedis(client, lambda: now[0])
    redis_server.freeze()
    with pytest.raises(RedisUnavailableError):
        shared.run(PING, "k")
    now[0] += 100
    asked: list[str] = []

    def answer(**_: object) -> str:
        # Another call meanwhile: it must not ask as well.
        with pytest.raises(RedisUnavailableError):
            shared.run(PING, "other")
        asked.append("one")
        return "PONG"

    shared._scripts[PING] = answer
    assert shared.run(PING, "k") == "PONG"
    assert asked == ["one"]
    del shared._scripts[PING]
    redis_server.thaw()
    assert shared.run(PING, "k") == b"PONG"
