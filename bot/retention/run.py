"""Deletes everything that is over its time, or says what would be deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.conversations.rasa_events import EventStore
from bot.conversations.store import ConversationStore
from bot.mail.folder_transport import old_files
from bot.retention.requests import OldRequests


@dataclass(frozen=True)
class Periods:
    """How many days each kind of data is kept; see ``RetentionSettings`` for what counts."""

    request_days: int
    chat_days: int
    log_days: int
    receipt_days: int


@dataclass(frozen=True)
class RetentionReport:
    """How much was, or would be, deleted; ``unjournaled`` erasures the journal does not take."""

    requests: int
    traces: int
    chats: int
    mail_files: int
    log_files: int
    orphans: int
    unjournaled: int = 0


@dataclass(frozen=True)
class Places:
    """Where data lies outside of the database."""

    mail_folder: Path
    log_folder: Path


class Retention:
    """All kinds of data at once; methods raise ``StoreUnavailableError`` and ``sqlite3.Error``."""

    def __init__(
        self,
        old_requests: OldRequests,
        chats: ConversationStore,
        rasa_events: EventStore,
        periods: Periods,
        places: Places,
        complete_journal: Callable[[datetime], int],
    ) -> None:
        """Use stores of a migrated database.

        ``complete_journal`` writes down erasures since a moment that the journal lacks, and returns
        how many it still does.
        """
        self._requests = old_requests
        self._chats = chats
        self._rasa_events = rasa_events
        self._periods = periods
        self._places = places
        self._complete_journal = complete_journal

    def preview(self, now: datetime) -> RetentionReport:
        """Count what ``run`` would delete."""
        return RetentionReport(
            requests=len(self._requests.settled_before(self._limit(now, "request_days"))),
            traces=len(self._requests.erased_before(self._limit(now, "receipt_days"))),
            chats=self._chats.count_before(self._limit(now, "chat_days")),
            mail_files=len(self._mail_files(now)),
            log_files=len(self._log_files(now)),
            orphans=len(self._requests.orphans()),
        )

    def run(self, now: datetime) -> RetentionReport:
        """Delete what is over its time and count it."""
        settled = self._requests.settled_before(self._limit(now, "request_days"))
        self._requests.erase(settled)
        traces_limit = self._limit(now, "receipt_days")
        traces = self._requests.erased_before(traces_limit)
        self._requests.delete_traces(traces, traces_limit)
        self._requests.delete_links(self._limit(now, "chat_days"))
        orphans = self._requests.orphans()
        self._requests.delete_orphans(orphans)
        chats = self._chats.purge(self._limit(now, "chat_days"))
        # Rasa keeps every message in a database of its own and never deletes any.
        self._rasa_events.purge(self._limit(now, "chat_days"))
        unjournaled = self._complete_journal(traces_limit)
        return RetentionReport(
            requests=len(settled),
            traces=len(traces),
            chats=chats,
            mail_files=_delete(self._mail_files(now)),
            log_files=_delete(self._log_files(now)),
            orphans=len(orphans),
            unjournaled=unjournaled,
        )

    def _limit(self, now: datetime, kind: str) -> datetime:
        return now - timedelta(days=getattr(self._periods, kind))

    def _mail_files(self, now: datetime) -> list[Path]:
        return old_files(self._places.mail_folder, self._limit(now, "request_days"))

    def _log_files(self, now: datetime) -> list[Path]:
        limit = self._limit(now, "log_days").timestamp()
        # The file in use is written to all the time; what is old was left behind.
        return [
            path
            for path in self._places.log_folder.glob("*.log*")
            if path.is_file() and path.stat().st_mtime < limit
        ]


def _delete(paths: Iterable[Path]) -> int:
    count = 0
    for path in paths:
        path.unlink(missing_ok=True)
        count += 1
    return count
