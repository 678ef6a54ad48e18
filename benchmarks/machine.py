"""The machine that a benchmark ran on."""

from __future__ import annotations

import os
import platform
import socket
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timezone
from importlib.metadata import version
from pathlib import Path

from bot.ops.processes import LOOPBACK

KIB_PER_GIB = 1024 * 1024


@dataclass(frozen=True)
class Machine:
    """What a reader must know to judge the numbers."""

    day: date
    processor: str
    cores: int
    memory_gib: float
    python: str
    rasa: str
    load_before: float

    @classmethod
    def this(cls) -> Machine:
        """Return this machine with the cores that this process may use."""
        return cls(
            day=datetime.now(timezone.utc).date(),
            processor=_field(Path("/proc/cpuinfo"), "model name") or platform.machine(),
            cores=len(os.sched_getaffinity(0)),
            memory_gib=int(_field(Path("/proc/meminfo"), "MemTotal").split()[0]) / KIB_PER_GIB,
            python=platform.python_version(),
            rasa=version("rasa"),
            load_before=os.getloadavg()[0],
        )


def free_ports(count: int) -> list[int]:
    """Return different ports of this machine that nobody listens on."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for free in sockets:
            free.bind((LOOPBACK, 0))
        return [free.getsockname()[1] for free in sockets]


def _field(path: Path, name: str) -> str:
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""
