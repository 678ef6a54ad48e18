"""``python -m benchmarks.soak``: does memory stay flat, and how much does a turn leave behind?

The processes of ``make run`` with the trained model answer people for a while, through the gateway.
Memory is looked at again and again; what the two databases grew by is divided by the turns.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.data import read_questions
from benchmarks.load import Gateway, Load, http, run_load
from benchmarks.machine import free_ports
from benchmarks.ours import Ports, ours
from benchmarks.running import Running, port_of
from bot.ops.training import trained_model
from bot.settings import PROJECT_ROOT, Settings

QUESTIONS = [PROJECT_ROOT / "tests" / "questions" / "dev.tsv"]
WARM_UP_MESSAGES = 200
MAX_CHARACTERS = 1000
WANTED_KB_A_TURN = 3.0
# What an interpreter's heap takes and gives back from one look to the next.
WANTED_GROWTH = 0.05


@dataclass(frozen=True)
class Look:
    """The state after some messages: memory by process in MiB, both databases in bytes."""

    messages: int
    memory_mib: Mapping[str, float]
    stored_bytes: int


def main(argv: Sequence[str]) -> int:
    """Print a table; 1 if memory or the databases grow more than wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--people", type=int, default=4, help="who write at once")
    parser.add_argument("--each", type=int, default=500, help="messages from one look to the next")
    options = parser.parse_args(argv)
    questions = read_questions(QUESTIONS)
    texts = [q.text[:MAX_CHARACTERS] for asked in questions.values() for q in asked]
    with TemporaryDirectory(prefix="ija-soak-") as folder:
        looks, loads = asyncio.run(_soak(options, texts, Path(folder)))
    sys.stdout.write(table(looks, loads))
    return int(growth(looks) > WANTED_GROWTH or kb_a_turn(looks) > WANTED_KB_A_TURN)


async def _soak(
    options: argparse.Namespace, texts: Sequence[str], folder: Path
) -> tuple[list[Look], list[Load]]:
    model = trained_model(Settings.from_env())
    side = ours(PROJECT_ROOT, folder, Ports(*free_ports(2)))
    assert side.gateway is not None  # noqa: S101 - for the type checker
    before = side.gateway(PROJECT_ROOT, model)
    running = Running(side.name, folder, {})
    try:
        await running.start([*side.serve(PROJECT_ROOT, model), *before])
        async with http() as client:
            door = Gateway(client, port_of(before, "gateway"))
            await run_load(door, texts, options.people, WARM_UP_MESSAGES)
            looks, loads = [Look(0, running.memory_mib(), _stored(folder))], []
            end = time.monotonic() + options.minutes * 60
            while time.monotonic() < end:
                loads.append(await run_load(door, texts, options.people, options.each))
                messages = looks[-1].messages + options.each
                looks.append(Look(messages, running.memory_mib(), _stored(folder)))
        return looks, loads
    finally:
        await running.stop()


def _stored(folder: Path) -> int:
    """Return the size of all databases, with what still stands in the logs beside their files."""
    return sum(map(_size, folder.rglob("*.sqlite")))


def _size(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        pages: int = connection.execute("PRAGMA page_count").fetchone()[0]
        size: int = connection.execute("PRAGMA page_size").fetchone()[0]
    return pages * size


def growth(looks: Sequence[Look]) -> float:
    """Return by which share memory grew in the second half, when all caches are full."""
    middle, last = looks[len(looks) // 2], looks[-1]
    return sum(last.memory_mib.values()) / sum(middle.memory_mib.values()) - 1.0


def kb_a_turn(looks: Sequence[Look]) -> float:
    """Return what a message and its answer leave in the databases, in 1,000 bytes."""
    first, last = looks[0], looks[-1]
    return (last.stored_bytes - first.stored_bytes) / 1000 / max(1, last.messages - first.messages)


def table(looks: Sequence[Look], loads: Sequence[Load]) -> str:
    """Return the looks as a Markdown table and what they show."""
    names = list(looks[0].memory_mib)
    lines = [f"| Messages | {' | '.join(f'{name}, MiB' for name in names)} | databases, MB |"]
    lines.append("|---" * (len(names) + 2) + "|")
    step = max(1, len(looks) // 10)
    for look in [*looks[:-1:step], looks[-1]]:
        sizes = " | ".join(f"{look.memory_mib[name]:.0f}" for name in names)
        lines.append(f"| {look.messages} | {sizes} | {look.stored_bytes / 1e6:.1f} |")
    unanswered = sum(load.unanswered for load in loads)
    worst = max(load.p95 for load in loads)
    lines += [
        "",
        f"growth of memory in the second half: {100 * growth(looks):.1f} %",
        f"left behind by a turn: {kb_a_turn(looks):.2f} kB",
        f"unanswered: {unanswered} of {looks[-1].messages}; worst 95th percentile {worst:.0f} ms",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
