"""How the tasks that run by the clock ended last: one small file for each.

Whoever ran a task writes it down; the figures and the doctor read it. It holds numbers and times.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.metrics.state import Reading

BACKUP = "backup"
DOCTOR = "doctor"
RETENTION = "retention"
TASKS = (BACKUP, DOCTOR, RETENTION)
# Stands there while a task runs, and stays if it is killed and cannot write down how it ended.
UNFINISHED = 255


@dataclass(frozen=True)
class TaskEnd:
    """The exit code of the last run, and when the last good one ended (None: never yet)."""

    code: int
    good_at: datetime | None


class TaskRecords:
    """The files, in a folder that is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``."""
        self._folder = folder

    def ended(self, task: str, code: int, now: datetime) -> None:
        """Write down that a task ended; a full disk keeps no task from its own work."""
        before = self.last(task)
        good_at = now if code == 0 else before and before.good_at
        content = {"code": code, "good_at": good_at and good_at.isoformat()}
        new = self._folder / f".{task}.{os.getpid()}"
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            new.write_text(json.dumps(content), encoding="ascii")
            new.replace(self._folder / f"{task}.json")

    def begun(self, task: str, now: datetime) -> None:
        """Write down that a task runs, for the case that it never comes to its end."""
        self.ended(task, UNFINISHED, now)

    def last(self, task: str) -> TaskEnd | None:
        """Return how a task ended last, None if nobody wrote it down."""
        try:
            raw = json.loads((self._folder / f"{task}.json").read_text(encoding="ascii"))
            good_at = raw["good_at"]
            return TaskEnd(int(raw["code"]), good_at and datetime.fromisoformat(good_at))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def task_readings(records: TaskRecords, now: datetime) -> Iterator[Reading]:
    """Return the figures of all tasks; of one that never ran there is none."""
    for task in TASKS:
        last = records.last(task)
        if last is None:
            continue
        yield Reading("ija_task_exit_code", last.code, task)
        if last.good_at is not None:
            age = (now - last.good_at).total_seconds()
            yield Reading("ija_task_good_age_seconds", age, task)
