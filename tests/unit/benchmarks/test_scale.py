"""Everything on several processes, and everything that can fail, while people talk to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx
import psycopg2
import pytest

from benchmarks.faults.postgres import installed_binaries
from benchmarks.redis_server import is_installed as has_redis
from benchmarks.scale import proxy
from benchmarks.scale.people import People, Told
from benchmarks.scale.system import System, running_system

PATIENCE_SECONDS = 180.0


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    if not (has_redis() and proxy.is_installed() and installed_binaries()):
        pytest.skip("install redis-server, nginx and postgresql")
    with running_system(tmp_path_factory.mktemp("scale"), cores=2) as running:
        yield running


async def go_on(told: Told, answers: int = 10, references: int = 1) -> None:
    """Wait until people have got so many more answers and confirmations."""
    wanted = told.outcomes["answered"] + answers, len(told.references) + references

    async def wait() -> None:
        while told.outcomes["answered"] < wanted[0] or len(told.references) < wanted[1]:
            await asyncio.sleep(0.1)

    await asyncio.wait_for(wait(), PATIENCE_SECONDS)


async def test_whatever_fails_conversations_go_on_and_nothing_confirmed_is_lost(
    system: System,
) -> None:
    people = People(system.url)
    async with people.busy(chatting=4, sending=1) as told:
        await go_on(told)
        system.kill("core-0")
        await go_on(told)
        system.start_core(0)
        system.redis.freeze()
        await go_on(told)
        system.redis.thaw()
        system.redis.kill()
        await go_on(told)
        system.redis.start()
        await asyncio.to_thread(system.postgres.crash)
        await go_on(told)
        system.kill("gateway-0")
        await go_on(told)
        system.start_gateway(0)
        await go_on(told)
    assert told.wrong == []
    assert stored_references(system) >= set(told.references)
    assert len(set(told.references)) == len(told.references)
    assert await lost_messages(system, told) == []


async def test_both_cores_and_both_gateways_do_work(system: System) -> None:
    people = People(system.url)
    async with people.busy(chatting=6, sending=0) as told:
        await go_on(told, answers=60, references=0)
    with psycopg2.connect(system.database_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT port FROM scale_turns")
        assert {port for (port,) in cursor.fetchall()} == set(system.core_ports)
    for number in (0, 1):
        log = (system.folder / f"gateway-{number}.log").read_text(encoding="utf-8")
        assert "/api/chat/messages" in log


def stored_references(system: System) -> set[str]:
    with psycopg2.connect(system.database_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT reference FROM consultation_requests")
        return {reference for (reference,) in cursor.fetchall()}


async def lost_messages(system: System, told: Told) -> list[str]:
    """Return the answers that somebody was shown and that are not in the history any more."""
    lost = []
    async with httpx.AsyncClient(base_url=system.url, trust_env=False, timeout=20) as client:
        for number, (session, answers) in enumerate(told.answers.items()):
            headers = {
                "X-Session": session,
                "X-Test-Address": f"10.1.{number // 250}.{number % 250}",
            }
            history = await client.get("/api/chat/history", headers=headers)
            kept = {item["number"]: item["message"] for item in history.json()["messages"]}
            lost += [
                str(answer) for answer in answers if kept.get(answer["number"]) != answer["message"]
            ]
    return lost
