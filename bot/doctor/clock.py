"""The clock: deadlines, links and leases depend on it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx
import sqlalchemy as sa

from bot.clock import utc_now
from bot.consultations.database.engine import is_shared, open_engine, read_transaction
from bot.consultations.errors import StoreUnavailableError
from bot.doctor.finding import Finding, fine, hint, problem
from bot.settings import Settings

AREA = "clock"
ZONE = "Europe/Berlin"
TOLERANCE_SECONDS = 10
ANSWER_SECONDS = 5.0
# What adjtimex(2) says: the kernel has no current time from outside.
NOT_SYNCHRONISED = 0x40
STATUS_FIELD = 5
BUFFER_WORDS = 64
SYNCHRONISED_MARK = Path("/run/systemd/timesync/synchronized")


def check_clock(settings: Settings) -> Iterator[Finding]:
    """Compare with whoever else tells the time: the kernel's own source, database, web server."""
    try:
        ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        yield problem(AREA, "no_zone", zone=ZONE)
    others = {**_database_time(settings), **_web_time(settings)}
    for name, seconds in others.items():
        if abs(seconds) > TOLERANCE_SECONDS:
            yield problem(AREA, "clock_differs", other=name, seconds=round(seconds))
    if is_synchronised() is False:
        yield hint(AREA, "clock_alone")
    else:
        yield fine(AREA, "clock_ok", number=len(others))


def is_synchronised() -> bool | None:
    """Return whether the kernel keeps its clock by a time server; None if it does not say."""
    words = (ctypes.c_long * BUFFER_WORDS)()
    try:
        state = ctypes.CDLL(None).adjtimex(words)
    except (OSError, AttributeError):
        return None
    if state < 0:
        # A hardened service may not ask; systemd's own time service leaves a mark.
        return True if SYNCHRONISED_MARK.exists() else None
    # struct timex: modes (padded), offset, freq, maxerror, esterror, status.
    return not words[STATUS_FIELD] & NOT_SYNCHRONISED


def difference_of(header: str, now: datetime) -> float | None:
    """Return by how many seconds an HTTP ``Date`` is ahead of ``now``, None if it is none."""
    try:
        return (parsedate_to_datetime(header) - now).total_seconds()
    except (ValueError, TypeError):
        return None


def _database_time(settings: Settings) -> dict[str, float]:
    if not is_shared(settings.database_url):
        return {}
    engine = open_engine(settings.database_url)
    try:
        with read_transaction(engine) as connection:
            there = connection.execute(sa.text("SELECT clock_timestamp()")).scalar_one()
        return {"PostgreSQL": (there - utc_now()).total_seconds()}
    except StoreUnavailableError:
        return {}
    finally:
        engine.dispose()


def _web_time(settings: Settings) -> dict[str, float]:
    parts = urlsplit(settings.public_url)
    if parts.scheme != "https":
        return {}
    try:
        response = httpx.head(settings.public_url, timeout=ANSWER_SECONDS, trust_env=False)
    except httpx.HTTPError:
        return {}
    seconds = difference_of(response.headers.get("date", ""), utc_now())
    return {} if seconds is None else {str(parts.hostname): seconds}
