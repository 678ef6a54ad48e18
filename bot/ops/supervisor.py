"""Keeps the processes of the assistant running until it is told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.ops.child import Child
from bot.ops.log_file import LogFile
from bot.ops.processes import Process


@dataclass(frozen=True)
class Timing:
    """How long the supervisor waits for what, in seconds."""

    first_restart: float = 1.0
    longest_restart: float = 30.0
    # A process that ran this long was well: its next restart is quick again.
    steady: float = 60.0
    # Three phases of this length keep a complete stop below ten seconds.
    stop_phase: float = 3.0


@dataclass(frozen=True)
class Exit:
    """A process ended by itself and will be started again after the delay."""

    process: Process
    code: int
    restart_in_seconds: float
    log: Path


class Supervisor:
    """Starts all processes at once, restarts each that ends, stops them in phases."""

    def __init__(
        self,
        processes: Sequence[Process],
        log_dir: Path,
        on_exit: Callable[[Exit], None],
        clock: Callable[[], float],
        timing: Timing | None = None,
    ) -> None:
        self._processes = processes
        self._log_dir = log_dir
        self._on_exit = on_exit
        self._clock = clock
        self._timing = timing or Timing()
        self._children: dict[str, Child] = {}
        self._keepers: dict[str, asyncio.Task[None]] = {}

    def start(self) -> None:
        """Start all processes."""
        for process in self._processes:
            self._keepers[process.name] = asyncio.create_task(self._keep(process))

    def pid(self, name: str) -> int | None:
        """Return the process id of a running process."""
        child = self._children.get(name)
        return child.pid if child else None

    async def failure(self) -> None:
        """Wait until the supervisor itself fails, which it should not, and raise its error."""
        await asyncio.gather(*self._keepers.values())

    async def stop(self) -> None:
        """Stop all processes, phase by phase."""
        ordered = sorted(self._processes, key=lambda process: process.stop_phase)
        for _, phase in groupby(ordered, key=lambda process: process.stop_phase):
            await asyncio.gather(*(self._stop(process) for process in phase))

    async def _stop(self, process: Process) -> None:
        keeper = self._keepers.pop(process.name, None)
        if keeper:
            keeper.cancel()
            await asyncio.wait([keeper])
        child = self._children.pop(process.name, None)
        if child:
            await child.stop(self._timing.stop_phase)

    async def _keep(self, process: Process) -> None:
        log = LogFile(self._log_dir / f"{process.name}.log")
        delay = self._timing.first_restart
        while True:
            started = self._clock()
            child = await Child.start(process, log)
            self._children[process.name] = child
            code = await child.wait()
            del self._children[process.name]
            if self._clock() - started >= self._timing.steady:
                delay = self._timing.first_restart
            self._on_exit(Exit(process, code, delay, log.path))
            await asyncio.sleep(delay)
            delay = min(delay * 2, self._timing.longest_restart)
