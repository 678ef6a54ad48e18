"""``make scale``: how many messages one and two single-worker cores answer, all else the same.

Without ``--real`` each core takes a set time for a message, as a core on a machine of its own
would: that shows what the gateways and the proxy make of it. With ``--real`` the trained model
answers, and all processes share this machine's cores.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from benchmarks.machine import Machine
from benchmarks.scale.people import People, Told
from benchmarks.scale.system import running_system

TEXTS = (
    "Welche Fristen gibt es?",
    "Wie groß darf die Gruppe sein?",
    "Brauchen wir ein Visum für die Türkei?",
    "Wer ist in Köln zuständig?",
    "Was ist eine Zentralstelle?",
)
PERCENT = 100


def main(argv: Sequence[str]) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--real", action="store_true", help="with the trained model")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--milliseconds", type=float, default=100.0, help="for each message")
    options = parser.parse_args(argv)
    machine = Machine.this()
    lines = [
        f"{machine.day} · {machine.processor}, {machine.cores} cores"
        f" · load before the run {machine.load_before:.1f}",
        "",
        "| Cores | Messages a second | Median, ms | 95th percentile, ms | Not answered |",
        "|---|---|---|---|---|",
    ]
    for cores in (1, 2):
        told = asyncio.run(_measure(options, cores))
        lines.append(_row(cores, told, options.seconds))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


async def _measure(options: argparse.Namespace, cores: int) -> Told:
    with tempfile.TemporaryDirectory(prefix="ija-scale-") as folder:
        seconds = options.milliseconds / 1000
        with running_system(Path(folder), cores, seconds, is_real=options.real) as system:
            people = People(system.url, TEXTS if options.real else ())
            async with people.busy(options.people, 0) as told:
                await asyncio.sleep(options.seconds)
            return told


def _row(cores: int, told: Told, seconds: float) -> str:
    answered = told.outcomes["answered"]
    others = sum(told.outcomes.values()) - answered
    cuts = quantiles(told.seconds, n=PERCENT) if len(told.seconds) > 1 else [0.0] * PERCENT
    return (
        f"| {cores} | {answered / seconds:.1f} | {cuts[49] * 1000:.0f} | {cuts[94] * 1000:.0f}"
        f" | {others} |"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
