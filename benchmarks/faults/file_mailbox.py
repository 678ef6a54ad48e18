"""A mailbox whose mails are files, so that it outlives the processes that read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from benchmarks.faults.steps import Steps


class FileMailbox:
    """One folder; ``steps`` may kill the reader between reading and marking."""

    uid_validity = 1

    def __init__(self, path: Path, steps: Steps | None = None) -> None:
        """Use the folder ``path``."""
        self._path = path
        self._steps = steps

    def put(self, raw: bytes) -> None:
        """Let a mail arrive."""
        number = len(list(self._path.glob("*.eml"))) + 1
        (self._path / f"{number}.eml").write_bytes(raw)

    @contextmanager
    def open(self, folder: str) -> Iterator[FileMailbox]:
        """Return itself."""
        del folder
        yield self

    def uids(self, since: date, *, unread_only: bool = False) -> list[int]:
        """Return all mails, or those that are not marked."""
        del since
        numbers = sorted(int(path.stem) for path in self._path.glob("*.eml"))
        return [n for n in numbers if not unread_only or not self._mark(n).exists()]

    def size(self, uid: int) -> int:
        """Return the size of a mail."""
        return self._mail(uid).stat().st_size

    def read(self, uid: int, limit: int) -> bytes:
        """Return the beginning of a mail."""
        return self._mail(uid).read_bytes()[:limit]

    def mark_seen(self, uid: int) -> None:
        """Mark a mail as read."""
        self._reach("fetch: after COMMIT, before the mark")
        self._mark(uid).touch()
        self._reach("fetch: after the mark")

    def delete(self, uids: list[int]) -> None:
        """Delete mails."""
        for uid in uids:
            self._mail(uid).unlink()

    def _mail(self, uid: int) -> Path:
        return self._path / f"{uid}.eml"

    def _mark(self, uid: int) -> Path:
        return self._path / f"{uid}.seen"

    def _reach(self, name: str) -> None:
        if self._steps is not None:
            self._steps.reach(name)
