"""What a backup says about itself: its last member, so that it also proves that all is there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bot.backup.digests import TableDigest
from bot.backup.errors import BackupError

NAME = "manifest.json"
FORMAT = 1
# What the secret of an installation seals for ``key_check``.
KEY_CHECK = "backup"


@dataclass(frozen=True)
class DatabaseCopy:
    """One database: the member of the archive, its kind and what is in it."""

    member: str
    kind: str
    tables: Mapping[str, TableDigest]

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(table.rows for table in self.tables.values())


@dataclass(frozen=True)
class Manifest:
    """Everything about a backup but its content.

    ``files`` are checksums (SHA-256) by member, ``versions`` those of the tables by package,
    ``key_check`` recognises the secret of the installation without telling it, ``settings`` are
    the values in force, without secrets.
    """

    made_at: datetime
    databases: Mapping[str, DatabaseCopy]
    files: Mapping[str, str]
    versions: Mapping[str, str]
    model: str
    key_check: str
    settings: Mapping[str, Any]

    def to_json(self) -> bytes:
        """Return the content of the member."""
        body = {**asdict(self), "made_at": self.made_at.isoformat(), "format": FORMAT}
        return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")

    @staticmethod
    def from_json(content: bytes) -> Manifest:
        """Read the member.

        Raises:
            BackupError: it is of a kind that this release does not know.
        """
        try:
            raw = json.loads(content)
            if raw.pop("format") != FORMAT:
                raise BackupError("format_unknown")
            raw["made_at"] = datetime.fromisoformat(raw["made_at"])
            raw["databases"] = {
                name: DatabaseCopy(
                    copy["member"],
                    copy["kind"],
                    {table: TableDigest(**digest) for table, digest in copy["tables"].items()},
                )
                for name, copy in raw["databases"].items()
            }
            return Manifest(**raw)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BackupError("format_unknown") from None
