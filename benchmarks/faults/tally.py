"""Counts the faults that really happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.faults.world import World


@dataclass
class Tally:
    """How many faults really happened, by kind, and where processes died."""

    faults: dict[str, int] = field(default_factory=dict)
    crash_points: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, world: World | None = None) -> None:
        """Count one; with ``world``, note the step at which a process died."""
        self.faults[kind] = self.faults.get(kind, 0) + 1
        if world is not None:
            name = world.step_log.read_text(encoding="utf-8")
            self.crash_points[name] = self.crash_points.get(name, 0) + 1


# One fault: a world, so many requests, where to count it.
Episode = Callable[[World, int, Tally], None]
