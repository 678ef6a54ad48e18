from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest

from benchmarks.load import percentile, run_load
from benchmarks.running import memory_mib


class Door:
    """Answers after a moment, and not every time."""

    def __init__(self, unanswered: str = "") -> None:
        self.said: dict[str, list[str]] = {}
        self.now = self.most = 0
        self._unanswered = unanswered

    async def open(self, conversation: str) -> None:
        assert conversation not in self.said
        self.said[conversation] = []

    async def say(self, conversation: str, text: str) -> bool:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.002)
        self.said[conversation].append(text)
        self.now -= 1
        return text != self._unanswered


async def test_every_message_is_sent_once_and_as_many_at_a_time_as_wanted() -> None:
    door = Door()
    load = await run_load(door, ["a", "b", "c"], at_once=4, messages=42)
    texts = [text for said in door.said.values() for text in said]
    assert {text: texts.count(text) for text in "abc"} == {"a": 14, "b": 14, "c": 14}
    assert door.most == load.at_once == 4
    assert max(len(said) for said in door.said.values()) == 5
    assert load.messages == 42
    assert load.unanswered == 0
    assert 2 <= load.p50 <= load.p95
    assert load.per_second == pytest.approx(1000 * 4 / load.p50, rel=0.5)


async def test_unanswered_messages_are_counted() -> None:
    load = await run_load(Door(unanswered="b"), ["a", "b"], at_once=1, messages=10)
    assert load.unanswered == 5


async def test_two_runs_have_conversations_of_their_own() -> None:
    door = Door()
    await run_load(door, ["a"], at_once=2, messages=4)
    await run_load(door, ["a"], at_once=2, messages=4)
    assert len(door.said) == 4


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 10), (0.95, 19), (0.05, 1), (1.0, 20), (0.01, 1)]
)
def test_percentiles(share: float, value: float) -> None:
    assert percentile(list(range(20, 0, -1)), share) == value


def test_memory_is_that_of_the_whole_group() -> None:
    code = "import sys; data = bytearray(80 << 20); print('ready', flush=True); sys.stdin.read()"
    parent = (
        "import subprocess, sys; "
        f"child = subprocess.Popen([sys.executable, '-c', {code!r}], stdin=sys.stdin); child.wait()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        assert 80 < memory_mib(process.pid) < 300
        assert process.stdin
        process.stdin.close()
    assert memory_mib(process.pid) == 0
    assert memory_mib(os.getpgrp()) > 0
