"""The real core process with the real model and the real actions."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from benchmarks.machine import free_ports
from bot.channels.rasa_client import WEBHOOK_PATH
from bot.core.serving.server import MODEL_ROUTE
from bot.ops.child import Child
from bot.ops.log_file import LogFile
from bot.ops.models import ModelStore
from bot.ops.processes import all_processes
from bot.ops.readiness import wait_until_ready
from bot.ops.training import trained_model
from bot.settings import Settings
from bot.texts import text

pytestmark = pytest.mark.model

REQUEST_ID = "0123456789abcdef"


class Core:
    """A running core process."""

    def __init__(self, url: str, pid: int, log: Path, link: Path) -> None:
        self.url, self.pid, self.log, self.link = url, pid, log, link

    async def say(self, said: object) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self.url, trust_env=False, timeout=30) as client:
            return await client.post(
                WEBHOOK_PATH,
                json={"sender": "a", "message": said},
                headers={"X-Request-ID": REQUEST_ID},
            )


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [found for child in map(int, children) for found in (child, *descendants(child))]


@pytest_asyncio.fixture
async def core(tmp_path: Path) -> AsyncIterator[Core]:
    [rasa_port] = free_ports(1)
    settings = replace(
        Settings.from_env({"IJA_VAR_DIR": str(tmp_path)}),
        rasa_port=rasa_port,
    )
    model = tmp_path / "models" / "first.tar.gz"
    model.parent.mkdir()
    model.hardlink_to(trained_model(settings))
    ModelStore(model.parent).seal(model, model)
    link = ModelStore(model.parent).make_current(model)
    [process] = [p for p in all_processes(settings, link) if p.name == "rasa"]
    log = LogFile(tmp_path / "rasa.log")
    child = await Child.start(process, log)
    try:
        missing = await wait_until_ready([process], 120, lambda _: None, time.monotonic)
        assert not missing, log.path.read_text(encoding="utf-8")
        yield Core(settings.rasa_url, child.pid, log.path, link)
    finally:
        await child.stop(5)
        log.close()


async def test_the_core_answers_without_tensorflow(core: Core) -> None:
    answer = await core.say("/ask_capabilities")
    assert answer.status_code == 200
    assert answer.json()[0]["buttons"]
    # A kept connection would tie its client to one of the workers.
    assert answer.headers["connection"] == "close"
    processes = descendants(core.pid)
    assert len(processes) > 1  # the one that loaded the model, and its workers
    for pid in (core.pid, *processes):
        assert "tensorflow" not in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    # Nothing but the channel is there: no HTTP interface that would change a conversation.
    async with httpx.AsyncClient(base_url=core.url, trust_env=False) as client:
        assert (await client.get("/")).is_success
        assert (await client.get(MODEL_ROUTE)).text == "first.tar.gz"
        assert (await client.get("/conversations/a/tracker")).status_code == 404
        assert (await client.get("/status")).status_code == 404


async def test_the_core_runs_the_actions_itself(core: Core) -> None:
    answer = (await core.say("/show_deadlines")).json()
    assert [message["custom"]["card"] for message in answer if "custom" in message]
    assert (await core.say("/ask_capabilities")).json()
    log = core.log.read_text(encoding="utf-8")
    assert "not ready yet" not in log
    # So that an operator can follow one turn through the processes, but not what was said.
    assert log.count(f"turn request={REQUEST_ID} status=200") == 2
    assert "show_deadlines" not in log.partition("turn request=")[2].partition("\n")[0]


async def test_a_turn_that_fails_leaves_no_words_in_the_log(core: Core) -> None:
    # No message of a person has this form; it makes Rasa itself fail and tell what it was given.
    await core.say(["Frau Kaya 0176 1234567"])
    log = core.log.read_text(encoding="utf-8")
    assert "rest.message.received.failure" in log
    assert "Error at " in log
    assert "Kaya" not in log


async def test_who_is_connected_when_a_worker_ends_is_still_answered(core: Core) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(core.url.rpartition(":")[2]))
    await asyncio.sleep(0.3)  # a worker has accepted it by now
    generation = descendants(core.pid)[0]
    os.kill(generation, signal.SIGTERM)
    await asyncio.sleep(0.2)  # … and has heard that it is to end
    body = b'{"sender": "a", "message": "/ask_capabilities"}'
    writer.write(
        f"POST {WEBHOOK_PATH} HTTP/1.1\r\nHost: core\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n".encode()
        + body
    )
    answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 200")
    assert b'"buttons"' in answer


async def test_a_new_model_is_live_without_one_unanswered_message(core: Core) -> None:
    second = core.link.parent / "second.tar.gz"
    second.hardlink_to(core.link.resolve())
    ModelStore(second.parent).seal(second, second)
    ModelStore(second.parent).make_current(second)
    answered = 0
    deadline = time.monotonic() + 60
    served = text("core.model_served", new="second.tar.gz", old="first.tar.gz")
    while served not in core.log.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline
        answer = await core.say("/ask_capabilities")
        assert answer.status_code == 200
        assert answer.json()[0]["buttons"]
        answered += 1
    assert answered > 1
    assert (await core.say("/ask_capabilities")).json()[0]["buttons"]
