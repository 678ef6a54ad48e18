"""``python -m benchmarks.visits``: the whole service under the load of many conversations."""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.machine import Machine, free_ports
from benchmarks.running import memory_mib
from bot.ops.child import Child
from bot.ops.log_file import LogFile
from bot.ops.models import CURRENT
from bot.ops.processes import LOOPBACK, Process, all_processes
from bot.ops.readiness import wait_until_ready
from bot.settings import PROJECT_ROOT, Settings
from bot.texts import text

LOCUST = PROJECT_ROOT / ".venv-load" / "bin" / "python"
LOCUSTFILE = Path(__file__).with_name("locustfile.py")
QUESTIONS = PROJECT_ROOT / "tests" / "questions" / "dev.tsv"
SERVED = ("gateway", "rasa")
START_SECONDS = 180.0
STOP_SECONDS = 20.0
WANTED_P95_MS = 1500
MESSAGES = "/api/chat/messages"


@dataclass(frozen=True)
class Plan:
    """How many people, how long each thinks between two messages, and for how long in all."""

    visitors: int
    think_seconds: float
    seconds: int
    arrivals_per_second: float


def main(argv: Sequence[str]) -> int:
    """Run and print the table; 1 if anything failed or the 95th percentile is too high."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.visits", description=__doc__)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--think-seconds", type=float, default=20)
    parser.add_argument("--seconds", type=int, default=300)
    options = parser.parse_args(argv)
    plan = Plan(options.visitors, options.think_seconds, options.seconds, 10)
    with tempfile.TemporaryDirectory(prefix="ija-visits-") as folder:
        return asyncio.run(_run(plan, Path(folder)))


async def _run(plan: Plan, folder: Path) -> int:
    machine = Machine.this()
    settings, environment = _own_settings(folder)
    model = settings.models_dir / CURRENT
    processes = [
        replace(process, environment={**process.environment, **environment})
        for process in all_processes(settings, model)
        if process.name in SERVED
    ]
    children: dict[str, Child] = {}
    try:
        for process in processes:
            log = LogFile(folder / f"{process.name}.log", max_bytes=2**28)
            children[process.name] = await Child.start(process, log)
        if missing := await _missing(processes):
            names = ", ".join(process.name for process in missing)
            raise SystemExit(f"not started: {names}")
        await _locust(plan, settings, folder)
        memory = {name: memory_mib(child.pid) for name, child in children.items()}
        still_missing = await _missing(processes)
    finally:
        await asyncio.gather(*(child.stop(STOP_SECONDS) for child in children.values()))
    rows = _rows(folder)
    sys.stdout.write(_report(plan, machine, rows, memory))
    sys.stdout.write(_failures(folder))
    said = rows[MESSAGES]
    is_good = not still_missing and int(said["Failure Count"]) == 0
    return 0 if is_good and float(said["95%"]) <= WANTED_P95_MS else 1


async def _missing(processes: Sequence[Process]) -> Sequence[Process]:
    return await wait_until_ready(processes, START_SECONDS, lambda _: None, time.monotonic)


def _own_settings(folder: Path) -> tuple[Settings, Mapping[str, str]]:
    gateway, rasa = free_ports(2)
    environment = {
        "IJA_VAR_DIR": str(folder / "var"),
        "IJA_GATEWAY_PORT": str(gateway),
        "IJA_RASA_PORT": str(rasa),
        "IJA_METRICS_PORT": "0",
    }
    return Settings.from_env(environment), environment


async def _locust(plan: Plan, settings: Settings, folder: Path) -> None:
    questions = folder / "questions.txt"
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        questions.write_text("\n".join(row["text"] for row in rows), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        str(LOCUST),
        *("-m", "locust", "--headless", "--only-summary", "--locustfile", str(LOCUSTFILE)),
        *("--host", f"http://{LOOPBACK}:{settings.gateway_port}"),
        *("--users", str(plan.visitors), "--spawn-rate", str(plan.arrivals_per_second)),
        *("--run-time", f"{plan.seconds}s", "--csv", str(folder / "visits")),
        env={
            **os.environ,
            "IJA_LOAD_QUESTIONS": str(questions),
            "IJA_LOAD_APOLOGY": text("gateway.assistant_unavailable"),
            "IJA_LOAD_THINK_SECONDS": str(plan.think_seconds),
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    # Locust ends with 1 when a request failed; the table says how many.
    if await process.wait() not in (0, 1):
        raise SystemExit("locust did not run")


def _rows(folder: Path) -> Mapping[str, Mapping[str, str]]:
    with (folder / "visits_stats.csv").open(encoding="utf-8", newline="") as file:
        return {row["Name"]: row for row in csv.DictReader(file)}


def _report(
    plan: Plan,
    machine: Machine,
    rows: Mapping[str, Mapping[str, str]],
    memory: Mapping[str, float],
) -> str:
    lines = [
        f"{plan.visitors} conversations, {plan.think_seconds:g} s to think, {plan.seconds} s",
        f"{machine.cores} cores ({machine.processor}), load before {machine.load_before:.2f}",
        "memory: " + ", ".join(f"{name} {size:.0f} MiB" for name, size in memory.items()),
        f"{'request':24}{'count':>8}{'failed':>8}{'per s':>8}{'p50':>7}{'p95':>7}{'p99':>7} ms",
    ]
    for name, row in rows.items():
        rate = float(row["Requests/s"])
        lines.append(
            f"{name[:23]:24}{row['Request Count']:>8}{row['Failure Count']:>8}{rate:>8.1f}"
            f"{row['50%']:>7}{row['95%']:>7}{row['99%']:>7}"
        )
    return "\n".join([*lines, ""])


def _failures(folder: Path) -> str:
    with (folder / "visits_failures.csv").open(encoding="utf-8", newline="") as file:
        rows = [f"{row['Occurrences']} x {row['Error'][:200]}" for row in csv.DictReader(file)]
    return "".join(f"{row}\n" for row in rows[:10])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
