"""Submits a request and kills itself; started by ``test_crash.py`` in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime, timezone

import sqlalchemy as sa

from bot.consultations.models import ConsultationRequest
from bot.consultations.new_request_rows import NewRequest
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore, open_store
from tests.unit.complete_draft import complete_draft


class KilledAfterCommit(SqlConsultationStore):
    """Dies when the request is stored and nobody has heard of it yet."""

    def add_once(self, new: NewRequest) -> ConsultationRequest:
        """Store the request, then die."""
        super().add_once(new)
        return _die()


def _die(*_arguments: object) -> ConsultationRequest:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")


def main(database_url: str, crash_point: str) -> None:
    """Submit one request and die at the crash point."""
    store = open_store(database_url)
    if crash_point == "after_commit":
        store = KilledAfterCommit(store.engine)
    else:
        sa.event.listen(store.engine, "commit", _die)
    moment = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)
    ConsultationService(store, lambda: moment).submit(complete_draft(), "key-of-the-crash")


if __name__ == "__main__":
    main(*sys.argv[1:])
