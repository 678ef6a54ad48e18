"""Says what was erased although the journal of erasures could not be told."""

from __future__ import annotations

from pathlib import Path

from bot.command_output import complain
from bot.consultations.keys.references import read_reference
from bot.retention.services import CommandServices
from bot.texts import text

NOT_IN_JOURNAL = 3


def tell_missed(services: CommandServices, journal: Path) -> int:
    """Say what the journal lacks and what to do; return the exit code, 0 if it lacks nothing."""
    if not services.missed:
        return 0
    # Requests can be written down by erasing them again, reminders have no name any more.
    requests = [name for name in services.missed if read_reference(name)]
    complain(text("person.not_in_journal", path=journal, number=len(services.missed)))
    if requests:
        complain(text("person.journal_requests", references=" ".join(requests)))
    if len(requests) < len(services.missed):
        complain(text("person.journal_reminders"))
    return NOT_IN_JOURNAL


def tell_unjournaled(number: int, journal: Path) -> int:
    """Say that earlier erasures are still missing; return the exit code, 0 if none is."""
    if not number:
        return 0
    complain(text("retention.unjournaled", path=journal, number=number))
    return NOT_IN_JOURNAL
