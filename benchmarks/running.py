"""The processes of a side: started together, watched while they start, stopped together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.training import KIB_PER_MIB
from bot.ops.child import Child
from bot.ops.log_file import LogFile
from bot.ops.processes import Process
from bot.ops.readiness import wait_until_ready

START_SECONDS = 240.0
STOP_SECONDS = 5.0


class NotServedError(Exception):
    """A side gave no answer; the message says which."""


class Running:
    """Processes by name; their logs lie in ``work``."""

    def __init__(self, side: str, work: Path, environment: Mapping[str, str]) -> None:
        """Start nothing yet; ``environment`` goes to all of them."""
        self._side = side
        self._work = work
        self._environment = environment
        self._children: dict[str, Child] = {}

    async def start(self, wanted: Sequence[Process]) -> None:
        """Start processes and wait until all are ready.

        Raises:
            NotServedError: one of them ended, or it took too long.
        """
        for process in wanted:
            log = LogFile(self._work / f"{self._side}-{process.name}.log")
            own = replace(process, environment={**process.environment, **self._environment})
            self._children[process.name] = await Child.start(own, log)
        ready = asyncio.ensure_future(
            wait_until_ready(wanted, START_SECONDS, lambda _: None, time.monotonic)
        )
        ends = [asyncio.ensure_future(child.wait()) for child in self._children.values()]
        await asyncio.wait([ready, *ends], return_when=asyncio.FIRST_COMPLETED)
        has_ended = not ready.done()
        for task in (ready, *ends):
            task.cancel()
        if has_ended or ready.result():
            raise NotServedError(f"{self._side}: a process did not start, see {self._work}/*.log")

    async def stop(self) -> None:
        """Stop all that was started."""
        await asyncio.gather(*(child.stop(STOP_SECONDS) for child in self._children.values()))

    def memory_mib(self) -> dict[str, float]:
        """Return the memory of each process with its children."""
        return {name: memory_mib(child.pid) for name, child in self._children.items()}


def port_of(processes: Sequence[Process], name: str) -> int:
    """Return the port that the process of this name listens on."""
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
