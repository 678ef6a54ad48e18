"""The journal of erasures: does it know what the database knows to be erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa

from bot.backup.erase_again import has_tables
from bot.clock import utc_now
from bot.consultations.database.engine import open_engine
from bot.consultations.errors import StoreUnavailableError
from bot.doctor.database import exists
from bot.doctor.files import DISK
from bot.doctor.finding import Finding, problem
from bot.erasures.journal import ErasureJournal
from bot.erasures.journal_gaps import missing_requests
from bot.erasures.waiting import waiting_erasures
from bot.settings import Settings


def check_erasures(settings: Settings) -> Iterator[Finding]:
    """Count erasures that a backup could undo; a silent database is named elsewhere."""
    if not exists(settings.database_url):
        return
    now = utc_now()
    since = now - timedelta(days=settings.retention.receipt_days)
    journal = ErasureJournal(settings.erasure_journal, lambda: now)
    engine = None
    try:
        engine = open_engine(settings.database_url)
        missing = missing_requests(journal, engine, since) if has_tables(engine) else []
        missing += waiting_erasures(settings, lambda: now).all()
    except (StoreUnavailableError, sa.exc.DatabaseError, OSError):
        return
    finally:
        if engine is not None:
            engine.dispose()
    if missing:
        path = settings.erasure_journal
        yield problem(DISK, "journal_lacks", number=len(missing), path=path)
