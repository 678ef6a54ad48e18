"""Starts a side, waits for its first answer, puts a load on it and looks at its memory."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Door, Gateway, Load, RestChannel, http, run_load
from benchmarks.running import NotServedError, Running, port_of
from benchmarks.side import Side
from benchmarks.training import Trained

WARM_UP_MESSAGES = 20


@dataclass(frozen=True)
class Served:
    """What the running assistant showed; ``memory_mib`` by process, after the load."""

    first_answer_seconds: float
    memory_mib: Mapping[str, float]
    rest: Sequence[Load]
    gateway: Sequence[Load] = ()


@dataclass(frozen=True)
class Plan:
    """The load: texts, and how many messages at how many at once."""

    texts: Sequence[str]
    loads: Sequence[tuple[int, int]]


async def serve(
    side: Side, trained: Trained, plan: Plan, work: Path, environment: Mapping[str, str]
) -> Served:
    """Run a side once and measure it.

    Raises:
        NotServedError: it did not start, or did not answer.
    """
    processes = side.serve(trained.project, trained.model)
    before = side.gateway(trained.project, trained.model) if side.gateway else ()
    running = Running(side.name, work, environment)
    try:
        async with http() as client:
            started = time.monotonic()
            await running.start(processes)
            rest = RestChannel(client, port_of(processes, "rasa"))
            if not await rest.say("first", plan.texts[0]):
                raise NotServedError(f"{side.name}: no answer to the first message")
            first_answer_seconds = time.monotonic() - started
            loads = await _loads(rest, plan)
            through: Sequence[Load] = ()
            if before:
                await running.start(before)
                through = await _loads(Gateway(client, port_of(before, "gateway")), plan)
            memory = running.memory_mib()
        return Served(first_answer_seconds, memory, loads, through)
    finally:
        await running.stop()


async def _loads(door: Door, plan: Plan) -> Sequence[Load]:
    await run_load(door, plan.texts, 1, WARM_UP_MESSAGES)
    return [await run_load(door, plan.texts, at_once, messages) for at_once, messages in plan.loads]
