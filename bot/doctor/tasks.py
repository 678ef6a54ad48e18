"""What runs by the clock: did it end well the last time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.clock import utc_now
from bot.doctor.finding import Finding, fine, hint, problem
from bot.metrics.tasks import BACKUP, RETENTION, TaskRecords
from bot.settings import Settings

AREA = "tasks"
# Deleting runs every hour while a door is open.
MAX_AGE = timedelta(hours=26)


def check_tasks(settings: Settings) -> Iterator[Finding]:
    """Look at how the last backup and the last deleting ended; before the first, say nothing."""
    records = TaskRecords(settings.tasks_dir)
    found = []
    for task in (BACKUP, RETENTION):
        last = records.last(task)
        if last is not None and last.code:
            found.append(problem(AREA, f"{task}_failed", code=last.code))
    retention = records.last(RETENTION)
    if retention is None and not found:
        return
    if retention is not None and retention.code == 0 and retention.good_at is not None:
        hours = (utc_now() - retention.good_at) // timedelta(hours=1)
        if hours >= MAX_AGE // timedelta(hours=1):
            found.append(hint(AREA, "retention_old", hours=hours))
    yield from found or [fine(AREA, "tasks_ok")]
