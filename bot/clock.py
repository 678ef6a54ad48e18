"""The clock of whatever starts a process; all else is told the moment."""

from __future__ import annotations

from datetime import datetime, timezone


def utc_now() -> datetime:
    """Return the current moment."""
    return datetime.now(timezone.utc)
