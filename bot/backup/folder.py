"""The folder of backups: names that sort by time, and how long each is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

_NAME = re.compile(r"ija-lotse-(\d{8}T\d{6})Z\.backup")
_MOMENT = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, order=True)
class Backup:
    """A finished backup; ``made_at`` is in UTC."""

    made_at: datetime
    path: Path


class BackupFolder:
    """Backups in one folder; files with other names are none of ours."""

    def __init__(self, path: Path) -> None:
        """Use ``path``, which may not exist yet."""
        self.path = path

    def all(self) -> list[Backup]:
        """Return the backups, oldest first."""
        if not self.path.is_dir():
            return []
        return sorted(backup for file in self.path.iterdir() if (backup := _as_backup(file)))

    def new(self, now: datetime) -> Path:
        """Return the path of a backup that is made ``now`` (aware)."""
        moment = now.astimezone(timezone.utc)
        return self.path / f"ija-lotse-{moment.strftime(_MOMENT)}Z.backup"

    def drop_old(self, now: datetime, keep_days: int) -> list[Backup]:
        """Delete what is older than allowed, but never the newest one; return what is gone."""
        limit = now - timedelta(days=keep_days)
        old = [backup for backup in self.all()[:-1] if backup.made_at < limit]
        for backup in old:
            backup.path.unlink()
        return old


def _as_backup(file: Path) -> Backup | None:
    """Return the backup that a file is by its name, None for any other file."""
    match = _NAME.fullmatch(file.name)
    if match is None:
        return None
    made_at = datetime.strptime(match[1], _MOMENT).replace(tzinfo=timezone.utc)
    return Backup(made_at, file)
