"""Starts a side, waits for its first answer, puts a load on it and looks at its memory."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.load import Door, Gateway, Load, RestChannel, http, run_load
from benchmarks.side import Side
from benchmarks.training import KIB_PER_MIB, Trained
from bot.ops.child import Child
from bot.ops.log_file import LogFile
from bot.ops.processes import Process
from bot.ops.readiness import wait_until_ready

START_SECONDS = 240.0
STOP_SECONDS = 5.0
WARM_UP_MESSAGES = 20


class NotServedError(Exception):
    """A side gave no answer; the message says which."""


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
    children: dict[str, Child] = {}

    async def start(wanted: Sequence[Process]) -> None:
        for process in wanted:
            log = LogFile(work / f"{side.name}-{process.name}.log")
            own = replace(process, environment={**process.environment, **environment})
            children[process.name] = await Child.start(own, log)
        ready = asyncio.ensure_future(
            wait_until_ready(wanted, START_SECONDS, lambda _: None, time.monotonic)
        )
        ends = [asyncio.ensure_future(child.wait()) for child in children.values()]
        await asyncio.wait([ready, *ends], return_when=asyncio.FIRST_COMPLETED)
        has_ended = not ready.done()
        for task in (ready, *ends):
            task.cancel()
        if has_ended or ready.result():
            raise NotServedError(f"{side.name}: a process did not start, see {work}/*.log")

    try:
        async with http() as client:
            started = time.monotonic()
            await start(processes)
            rest = RestChannel(client, _port(processes, "rasa"))
            if not await rest.say("first", plan.texts[0]):
                raise NotServedError(f"{side.name}: no answer to the first message")
            first_answer_seconds = time.monotonic() - started
            loads = await _loads(rest, plan)
            through: Sequence[Load] = ()
            if before:
                await start(before)
                through = await _loads(Gateway(client, _port(before, "gateway")), plan)
            memory = {name: memory_mib(child.pid) for name, child in children.items()}
        return Served(first_answer_seconds, memory, loads, through)
    finally:
        await asyncio.gather(*(child.stop(STOP_SECONDS) for child in children.values()))


async def _loads(door: Door, plan: Plan) -> Sequence[Load]:
    await run_load(door, plan.texts, 1, WARM_UP_MESSAGES)
    return [await run_load(door, plan.texts, at_once, messages) for at_once, messages in plan.loads]


def _port(processes: Sequence[Process], name: str) -> int:
    [port] = [p.listener.port for p in processes if p.name == name and p.listener]
    return port


def memory_mib(group: int) -> float:
    """Return the memory of all processes of a process group; what they share counts once."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # The name in parentheses may hold spaces; the group is the third field after it.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) != group:
                continue
            sizes = (folder / "smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in sizes.splitlines() if line[:4] == "Pss:")
    return total / KIB_PER_MIB
