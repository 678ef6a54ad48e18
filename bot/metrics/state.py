"""Figures that are read at the moment somebody asks for them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

logger = logging.getLogger(__name__)

# Name, help, label. One table, so that a name cannot come out in two kinds.
_KINDS: dict[str, tuple[str, str | None]] = {
    "ija_database_up": ("1 if the database answered", None),
    "ija_rasa_up": ("1 if Rasa answers", None),
    "ija_knowledge_up": ("1 if the knowledge base is usable", None),
    "ija_outbox_pending": ("Mails that wait or are being sent", None),
    "ija_outbox_dead": ("Mails to the office that were given up", None),
    "ija_outbox_dead_to_person": ("Mails to people that were given up", None),
    "ija_outbox_oldest_seconds": ("Age of the oldest waiting mail", None),
    "ija_inbox_failed": ("Fetched mails that could not be read", None),
    "ija_inbox_unmatched": ("Fetched mails that belong to no request", None),
    "ija_requests": ("Consultation requests stored", "channel"),
    "ija_requests_open": ("Requests that the office has not settled", None),
    "ija_requests_overdue": ("Open requests past the day promised", None),
    "ija_telegram_updates_waiting": ("Telegram messages of people not answered yet", None),
    "ija_telegram_oldest_seconds": ("Age of the oldest unanswered Telegram message", None),
    "ija_telegram_messages_waiting": ("Telegram messages to people that wait", None),
    "ija_telegram_messages_dead": ("Telegram messages to people that were given up", None),
    "ija_reminders_pending": ("Reminder mails that wait", None),
    "ija_reminders_oldest_seconds": ("How long the oldest reminder mail has been due", None),
    "ija_reminders_dead": ("Reminder mails that were given up", None),
    "ija_deadlines_overdue_review": ("Deadlines whose review is overdue", None),
    "ija_answers_overdue_review": ("Answers and sheets whose review is overdue", None),
    "ija_task_exit_code": ("How a task by the clock ended last; 0 is good", "task"),
    "ija_task_good_age_seconds": ("How long ago a task by the clock ended well", "task"),
    "ija_disk_free_bytes": ("Free space where the data lie", None),
    "ija_disk_size_bytes": ("Size of the file system of the data", None),
}
_COUNTERS = frozenset({"ija_requests"})


@dataclass(frozen=True)
class Reading:
    """One value of one figure; ``label`` is the value of its label, if the figure has one."""

    name: str
    value: float
    label: str | None = None


Reader = Callable[[], Iterable[Reading]]


class StateCollector(Collector):
    """Asks all readers at each scrape; what a broken one would have told is missing, never 0."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        """Use ``readers``; they run in the thread of the scrape and may take a moment."""
        self._readers = readers
        # A second scrape while the database hangs must not pile up.
        self._one_at_a_time = threading.Lock()

    def describe(self) -> Iterable[Metric]:
        """Return nothing, so that nobody reads the state before it is asked for."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Return what the readers say now; nothing while another scrape is reading."""
        if not self._one_at_a_time.acquire(blocking=False):
            return []
        try:
            return list(_families(self._read()).values())
        finally:
            self._one_at_a_time.release()

    def _read(self) -> Iterable[Reading]:
        for reader in self._readers:
            try:
                yield from list(reader())
            except Exception as error:
                # Whatever it is, the other figures are needed all the more.
                logger.error("figures could not be read: %s", type(error).__name__)


def _families(readings: Iterable[Reading]) -> dict[str, Metric]:
    families: dict[str, Metric] = {}
    for reading in readings:
        explanation, label = _KINDS[reading.name]
        kind = CounterMetricFamily if reading.name in _COUNTERS else GaugeMetricFamily
        family = families.setdefault(
            reading.name,
            kind(reading.name, explanation, labels=() if label is None else (label,)),
        )
        labels = () if reading.label is None else (reading.label,)
        family.add_metric(labels, reading.value)  # type: ignore[attr-defined]
    return families
