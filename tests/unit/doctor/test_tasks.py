"""How the tasks by the clock ended."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from bot.doctor.finding import State
from bot.doctor.tasks import check_tasks
from bot.metrics.tasks import BACKUP, RETENTION, TaskRecords
from bot.settings import Settings
from tests.unit.doctor.rig import worst


def test_how_backup_and_deleting_ended_is_told(settings: Settings) -> None:
    records = TaskRecords(settings.tasks_dir)
    now = datetime.now(timezone.utc)
    assert list(check_tasks(settings)) == []
    records.ended(BACKUP, 0, now)
    records.ended(RETENTION, 0, now)
    assert worst(check_tasks(settings)).state is State.OK
    records.ended(RETENTION, 0, now - timedelta(hours=30))
    old = worst(check_tasks(settings))
    assert old.state is State.HINT
    assert "30 Stunden" in old.message
    records.ended(RETENTION, 1, now)
    assert "Löschen" in worst(check_tasks(settings)).message
    records.ended(BACKUP, 1, now)
    failed = [item.message for item in check_tasks(settings) if item.state is State.PROBLEM]
    assert len(failed) == 2
