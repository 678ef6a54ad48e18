"""One running child process: its own group, its output in a log, its life bound to ours."""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from bot.ops.environment import child_environment
from bot.ops.log_file import LogFile
from bot.ops.processes import Process

PR_SET_PDEATHSIG = 1
CHUNK_BYTES = 64 * 1024
# A grandchild in a group of its own may keep the output open for ever.
LAST_OUTPUT_SECONDS = 1.0


class Child:
    """A started process."""

    def __init__(self, process: asyncio.subprocess.Process, log: LogFile) -> None:
        self._process = process
        self._copying = asyncio.create_task(_copy_output(process, log))

    @classmethod
    async def start(cls, process: Process, log: LogFile) -> Child:
        """Start the process in a group of its own, so that Ctrl-C reaches only the supervisor."""
        started = await asyncio.create_subprocess_exec(
            *process.command,
            cwd=process.working_dir,
            env=child_environment(process.environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(),
        )
        return cls(started, log)

    @property
    def pid(self) -> int:
        """The process id, which is also the id of the group."""
        return self._process.pid

    async def wait(self) -> int:
        """Wait for the end and return the exit code."""
        code = await self._process.wait()
        # What it started itself must not outlive it and keep its port.
        self._signal(signal.SIGKILL)
        return code

    async def stop(self, patience_seconds: float) -> None:
        """Ask the process to end; after the patience is over, kill it."""
        self._signal(signal.SIGTERM)
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._process.wait(), patience_seconds)
        self._signal(signal.SIGKILL)
        await self._process.wait()
        await asyncio.wait([self._copying], timeout=LAST_OUTPUT_SECONDS)
        self._copying.cancel()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)


def die_with_parent() -> Callable[[], None] | None:
    """Return what a child runs before its program so that it dies when we are killed.

    Only Linux can do that.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def arm() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        # Killed before the line above took effect: nobody would tell us any more.
        if os.getppid() != parent:
            os._exit(1)

    return arm


async def _copy_output(process: asyncio.subprocess.Process, log: LogFile) -> None:
    output = process.stdout
    while output is not None and (data := await output.read(CHUNK_BYTES)):
        log.write(data)
