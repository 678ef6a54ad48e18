"""How tasks by the clock ended, as figures."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.metrics.state import Reading
from bot.metrics.tasks import BACKUP, DOCTOR, UNFINISHED, TaskEnd, TaskRecords, task_readings

NOW = datetime(2026, 11, 27, 3, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)


@pytest.fixture
def records(tmp_path: Path) -> TaskRecords:
    return TaskRecords(tmp_path / "tasks")


def test_of_a_task_that_never_ran_nothing_is_told(records: TaskRecords) -> None:
    assert records.last(BACKUP) is None
    assert list(task_readings(records, NOW)) == []


def test_a_failure_keeps_the_moment_of_the_last_good_end(records: TaskRecords) -> None:
    records.ended(BACKUP, 0, NOW)
    records.ended(BACKUP, 1, NOW + HOUR)
    records.ended(DOCTOR, 1, NOW)
    assert list(task_readings(records, NOW + 2 * HOUR)) == [
        Reading("ija_task_exit_code", 1, BACKUP),
        Reading("ija_task_good_age_seconds", 7200, BACKUP),
        Reading("ija_task_exit_code", 1, DOCTOR),
    ]
    records.ended(BACKUP, 0, NOW + 2 * HOUR)
    assert records.last(BACKUP) == TaskEnd(0, NOW + 2 * HOUR)


def test_a_task_that_never_comes_to_its_end_failed(records: TaskRecords) -> None:
    records.ended(BACKUP, 0, NOW)
    records.begun(BACKUP, NOW + HOUR)
    assert records.last(BACKUP) == TaskEnd(UNFINISHED, NOW)


def test_a_broken_file_or_a_full_disk_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "backup.json").write_text("[", "ascii")
    assert TaskRecords(tmp_path).last(BACKUP) is None
    blocked = TaskRecords(tmp_path / "backup.json")
    blocked.ended(BACKUP, 0, NOW)
    assert blocked.last(BACKUP) is None
