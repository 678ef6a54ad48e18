"""Runs the whole assistant in the foreground: model, ports, processes, addresses, stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bot.ops.ports import PortProblem, port_problems, problems_of
from bot.ops.processes import Listener, Process, all_processes
from bot.ops.readiness import wait_until_ready
from bot.ops.supervisor import Exit, Supervisor
from bot.ops.terminal import Terminal
from bot.settings import Settings
from bot.stopping import asked_to_stop
from bot.texts import text

READY_SECONDS = 120.0
# Owned by gateway and desk; importing them would delay the start by seconds. A test compares.
FORM_PATH = "/beratung"
START_PASSWORD_FILE = "desk-startpasswort.txt"  # noqa: S105 - a file name


def run(settings: Settings, model: Path, terminal: Terminal) -> int:
    """Run all processes until Ctrl-C or SIGTERM and return the exit code."""
    asyncio.run(_run(settings, all_processes(settings, model), terminal))
    return 0


def ports_are_free(settings: Settings, terminal: Terminal) -> bool:
    """Say which ports are taken, if any, before minutes are spent on training."""
    processes = all_processes(settings, settings.models_dir)
    problems = problems_of(processes)
    for problem in problems:
        terminal.line(problem.message)
    for problem in _problems_of_figures(settings):
        terminal.line(text("ops.no_figures"))
        terminal.line(problem.message)
    return not problems


def _problems_of_figures(settings: Settings) -> list[PortProblem]:
    """Return why the figures cannot be shown, which keeps nothing from starting."""
    host, port = settings.metrics.host, settings.metrics.port
    listener = Listener(host, port, "IJA_METRICS_PORT", "")
    return port_problems([listener] if port else [])


async def _run(settings: Settings, processes: Sequence[Process], terminal: Terminal) -> None:
    stop = asked_to_stop()
    report = partial(_report, terminal)
    supervisor = Supervisor(processes, settings.log_dir, report, time.monotonic)
    supervisor.start()
    working = asyncio.create_task(_work(supervisor, settings, processes, terminal))
    tasks: list[asyncio.Task[Any]] = [working, asyncio.create_task(stop.wait())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        for task in tasks:
            task.cancel()
        terminal.line(text("ops.stopping"))
        await supervisor.stop()


async def _work(
    supervisor: Supervisor,
    settings: Settings,
    processes: Sequence[Process],
    terminal: Terminal,
) -> None:
    await asyncio.gather(supervisor.failure(), _announce(settings, processes, terminal))


def _report(terminal: Terminal, end: Exit) -> None:
    terminal.line(
        text(
            "ops.restarting",
            name=end.process.name,
            code=end.code,
            seconds=f"{end.restart_in_seconds:g}",
            log=end.log,
        )
    )


async def _announce(settings: Settings, processes: Sequence[Process], terminal: Terminal) -> None:
    started = time.monotonic()

    def show(missing: Sequence[Process]) -> None:
        names = ", ".join(process.name for process in missing)
        elapsed = round(time.monotonic() - started)
        terminal.progress(text("ops.waiting", names=names, seconds=elapsed))

    missing = await wait_until_ready(processes, READY_SECONDS, show, time.monotonic)
    for process in missing:
        log = settings.log_dir / f"{process.name}.log"
        terminal.line(text("ops.not_ready", name=process.name, log=log))
    terminal.line(addresses(settings))


def addresses(settings: Settings) -> str:
    """Return where everything is found, German first."""
    values = {
        "chat": settings.public_url,
        "form": settings.public_url.rstrip("/") + FORM_PATH,
        "desk": f"http://{settings.desk_host}:{settings.desk_port}",
        "mail": _mail_target(settings),
    }
    lines = [text("ops.addresses", **values)]
    password_file = settings.var_dir / START_PASSWORD_FILE
    if password_file.is_file():
        lines.append(text("ops.start_password", file=password_file))
    return "\n".join(lines)


def _mail_target(settings: Settings) -> str:
    if settings.mail_transport == "folder":
        return str(settings.mail_folder)
    return f"{settings.smtp.host}:{settings.smtp.port}"
