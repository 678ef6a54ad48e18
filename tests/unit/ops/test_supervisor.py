from __future__ import annotations

import asyncio
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.ops.processes import Process
from bot.ops.supervisor import Exit, Supervisor, Timing

PATIENCE_SECONDS = 20.0
SLEEP_UNTIL_STOPPED = "import signal; print('up', flush=True); signal.pause()"
IGNORE_SIGTERM = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True)\n"
    "while True: signal.pause()"
)
NOTE_WHEN_STOPPED = """
import pathlib, signal, sys
def note(*_):
    with open(sys.argv[1], "a") as notes:
        notes.write(sys.argv[2] + " ")
    sys.exit()
signal.signal(signal.SIGTERM, note)
print("up", flush=True)
signal.pause()
"""


def dummy(name: str, code: str, *arguments: str, stop_phase: int = 1) -> Process:
    return Process(name, (sys.executable, "-c", code, *arguments), Path.cwd(), stop_phase)


async def eventually(condition: Callable[[], bool]) -> None:
    async def poll() -> None:
        while not condition():
            await asyncio.sleep(0.01)

    await asyncio.wait_for(poll(), PATIENCE_SECONDS)


def has_ended(pid: int) -> bool:
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    with os.fdopen(descriptor):
        return bool(select.select([descriptor], [], [], PATIENCE_SECONDS)[0])


class Supervision:
    """A supervisor of dummy processes and what it reported."""

    def __init__(self, log_dir: Path, *processes: Process, **timing: float) -> None:
        self.now = 0.0
        self.exits: list[Exit] = []
        self.log_dir = log_dir
        self.processes = processes
        self.supervisor = Supervisor(
            processes, log_dir, self.exits.append, lambda: self.now, Timing(**timing)
        )

    def log(self, name: str) -> str:
        path = self.log_dir / f"{name}.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def are_up(self) -> bool:
        return all("up" in self.log(process.name) for process in self.processes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Supervisor]:
        self.supervisor.start()
        try:
            yield self.supervisor
        finally:
            await self.supervisor.stop()


async def test_a_process_that_ends_is_started_again_ever_more_slowly(tmp_path: Path) -> None:
    crashing = dummy("gateway", "import sys; sys.exit(3)")
    supervision = Supervision(tmp_path, crashing, first_restart=0.01, longest_restart=0.03)
    async with supervision.running():
        await eventually(lambda: len(supervision.exits) >= 4)
    delays = [end.restart_in_seconds for end in supervision.exits[:4]]
    assert delays == [0.01, 0.02, 0.03, 0.03]
    assert supervision.exits[0].code == 3
    assert supervision.exits[0].process is crashing


async def test_a_process_that_was_well_for_long_is_started_again_quickly(tmp_path: Path) -> None:
    crashing = dummy("gateway", "print('up')")
    supervision = Supervision(tmp_path, crashing, first_restart=0.01, steady=0.0)
    async with supervision.running():
        await eventually(lambda: len(supervision.exits) >= 3)
    assert {end.restart_in_seconds for end in supervision.exits} == {0.01}


async def test_a_killed_process_comes_back_with_a_new_id(tmp_path: Path) -> None:
    supervision = Supervision(tmp_path, dummy("rasa", SLEEP_UNTIL_STOPPED), first_restart=0.01)
    async with supervision.running() as supervisor:
        await eventually(supervision.are_up)
        first = supervisor.pid("rasa")
        assert first
        os.kill(first, signal.SIGKILL)
        await eventually(lambda: supervisor.pid("rasa") not in (None, first))
    assert supervision.exits[0].code == -signal.SIGKILL


async def test_stopping_goes_phase_by_phase(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    phases = {"mail": 3, "gateway": 1, "rasa": 2}
    processes = [
        dummy(name, NOTE_WHEN_STOPPED, str(notes), name, stop_phase=phase)
        for name, phase in phases.items()
    ]
    supervision = Supervision(tmp_path, *processes)
    async with supervision.running():
        await eventually(supervision.are_up)
    assert notes.read_text(encoding="utf-8").split() == ["gateway", "rasa", "mail"]
    assert supervision.exits == []


async def test_a_process_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    supervision = Supervision(tmp_path, dummy("rasa", IGNORE_SIGTERM), stop_phase=0.05)
    async with supervision.running() as supervisor:
        await eventually(supervision.are_up)
        pid = supervisor.pid("rasa")
    assert pid
    assert has_ended(pid)


@pytest.mark.parametrize("end", ["child.wait()", "sys.exit(1)"], ids=["stopped", "crashed"])
async def test_what_a_process_started_ends_with_it(tmp_path: Path, end: str) -> None:
    code = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, '-c', {IGNORE_SIGTERM!r}])\n"
        "print('child', child.pid, flush=True)\n" + end
    )
    supervision = Supervision(tmp_path, dummy("rasa", code), first_restart=3600)
    async with supervision.running():
        started = re.compile(r"child (\d+)\n")
        await eventually(lambda: bool(started.search(supervision.log("rasa"))))
        grandchild = int(started.findall(supervision.log("rasa"))[0])
        await eventually(lambda: "wait" in end or bool(supervision.exits))
    assert has_ended(grandchild)


async def test_a_process_in_its_pause_before_a_restart_can_be_stopped(tmp_path: Path) -> None:
    supervision = Supervision(tmp_path, dummy("desk", ""), first_restart=3600)
    async with supervision.running():
        await eventually(lambda: bool(supervision.exits))
    assert supervision.supervisor.pid("desk") is None


def test_no_process_survives_a_killed_supervisor(tmp_path: Path) -> None:
    script = f"""
import asyncio, pathlib, sys, time
from bot.ops.processes import Process
from bot.ops.supervisor import Supervisor

async def main():
    command = (sys.executable, "-c", {IGNORE_SIGTERM!r})
    process = Process("rasa", command, pathlib.Path.cwd(), 1)
    supervisor = Supervisor([process], pathlib.Path(sys.argv[1]), print, time.monotonic)
    supervisor.start()
    log = pathlib.Path(sys.argv[1], "rasa.log")
    while not (log.exists() and "up" in log.read_text()):
        await asyncio.sleep(0.01)
    print(supervisor.pid("rasa"), flush=True)
    await supervisor.failure()

asyncio.run(main())
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        child = int(running.stdout.readline())
        running.kill()
    assert has_ended(child)


@pytest.mark.parametrize("name", ["rasa", "mail"])
async def test_each_process_has_its_own_log(tmp_path: Path, name: str) -> None:
    processes = [dummy(n, f"print('up, I am {n}')") for n in ("rasa", "mail")]
    supervision = Supervision(tmp_path, *processes, first_restart=3600)
    async with supervision.running():
        await eventually(lambda: supervision.log(name) == f"up, I am {name}\n")
