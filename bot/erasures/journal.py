"""What was erased, kept outside of the database, so that a backup cannot bring it back.

One JSON object a line, without any content: ``kind`` (request, reminder, chat), ``id`` (reference,
number or checksum), ``at``; for a request also its receipt.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction
from bot.consultations.database.tables import erasure_receipts

REQUEST = "request"
REMINDER = "reminder"
CHAT = "chat"


@dataclass(frozen=True)
class Erased:
    """One thing that must stay erased; ``receipt`` is empty except for requests."""

    kind: str
    id: str
    at: datetime
    receipt: Mapping[str, Any]


class ErasureJournal:
    """A file that is only ever added to."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        """Use ``path``, created with the first erasure, and a clock of aware times."""
        self._path = path
        self._clock = clock

    def add(self, kind: str, identifier: str, receipt: Mapping[str, Any] | None = None) -> None:
        """Add a line that survives a loss of power.

        Raises:
            OSError: the disk is full or the folder not writable.
        """
        self.add_all([Erased(kind, identifier, self._clock(), receipt or {})])

    def all(self) -> Iterator[Erased]:
        """Return every line that is whole; a write that was cut off is left out."""
        if not self._path.is_file():
            return
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                raw = json.loads(line)
                at = datetime.fromisoformat(raw["at"])
                yield Erased(str(raw["kind"]), str(raw["id"]), at, dict(raw["receipt"]))
            except (ValueError, KeyError, TypeError):
                continue

    def forget(self, before: datetime) -> int:
        """Drop the lines of erasures before a moment and return how many those were."""
        lines = list(self.all())
        kept = [erased for erased in lines if erased.at >= before]
        if len(kept) == len(lines):
            return 0
        new = ErasureJournal(self._path.with_name(f".{self._path.name}.new"), self._clock)
        new._path.unlink(missing_ok=True)
        new.add_all(kept)
        new._path.replace(self._path)
        return len(lines) - len(kept)

    def add_all(self, lines: Iterable[Erased]) -> None:
        """Add lines, all or none of them, with the moments that they name.

        Raises:
            OSError: the disk is full or the folder not writable.
        """
        content = "".join(
            json.dumps({**asdict(line), "at": line.at.isoformat()}) + "\n" for line in lines
        )
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            # One write: lines of two processes never mix.
            os.write(handle, content.encode("utf-8"))
            os.fsync(handle)
        finally:
            os.close(handle)


def receipts_of(engine: Engine) -> Iterator[Erased]:
    """Return the erasures of requests that a database knows of itself."""
    with read_transaction(engine) as connection:
        rows = connection.execute(sa.select(erasure_receipts)).all()
    for row in rows:
        yield Erased(REQUEST, row.reference, row.erased_at, _receipt(row))


def note_reference(journal: ErasureJournal, engine: Engine, reference: str) -> None:
    """Write down that a request, or a subscription under the name of its mails, was erased."""
    query = sa.select(erasure_receipts).where(erasure_receipts.c.reference == reference)
    with read_transaction(engine) as connection:
        row = connection.execute(query).first()
    if row is None:
        journal.add(REMINDER, reference)
    else:
        journal.add(REQUEST, reference, _receipt(row))


def _receipt(row: Any) -> dict[str, Any]:
    return {
        "erased_at": row.erased_at.isoformat(),
        "reason": row.reason,
        "actor": row.actor,
        "items": dict(row._mapping["items"]),
        "seal": row.seal,
    }
