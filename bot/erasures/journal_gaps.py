"""Finds what the database knows to be erased and the journal does not, and writes it down.

A line is missing when the journal could not be written, or when a process ended between the commit
and the line. Requests leave a receipt, by which they are found again. Chats and reminders leave
nothing in the database; what the journal refused of them waits in a file
(``bot.erasures.waiting``). Only a reminder whose process ended in that very moment is in neither.
"""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.erasures.journal import REQUEST, Erased, ErasureJournal, receipts_of
from bot.erasures.waiting import WaitingErasures

logger = logging.getLogger(__name__)


def missing_requests(journal: ErasureJournal, engine: Engine, since: datetime) -> list[Erased]:
    """Return what was erased since then and has no line; before, the journal forgets by itself.

    Raises:
        StoreUnavailableError: the database did not answer.
        OSError: the journal cannot be read.
    """
    known = {erased.id for erased in journal.all() if erased.kind == REQUEST}
    receipts = (erased for erased in receipts_of(engine) if erased.at >= since)
    return [erased for erased in receipts if erased.id not in known]


def complete(
    journal: ErasureJournal, waiting: WaitingErasures, engine: Engine, since: datetime
) -> int:
    """Write down what is missing and return how much still is.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    missing = []
    try:
        missing = missing_requests(journal, engine, since)
        if missing:
            journal.add_all(missing)
        written = len(missing) + waiting.hand_over(journal)
    except OSError as error:
        logger.error("the journal of erasures lacks lines: %s", type(error).__name__)
        # Unreadable, it may lack any number; one is enough to be heard of.
        return max(1, len(missing) + len(waiting.all()))
    if written:
        logger.info("erasures written down later: %d", written)
    return 0
