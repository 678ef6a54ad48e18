"""What does not work at the moment and needs somebody; shown on every list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.consultations.mails.inbound_mails import InboxOverview
from bot.consultations.mails.mailbox_checks import MailboxCheck
from bot.consultations.mails.outbox_mails import OutboxOverview
from bot.desk.services import DeskServices

# A mail server that is restarted is no trouble yet.
WAITS_TOO_LONG = timedelta(minutes=15)
# The mailbox is looked at every minute.
NOT_CHECKED_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Troubles:
    """The state of outgoing and incoming mail; ``inbox`` is None without a mailbox.

    ``undelivered`` are the requests whose person a mail did not reach, newest first.
    """

    outbox: OutboxOverview
    undelivered: list[str]
    oldest_waiting: datetime | None
    inbox: InboxOverview | None
    mailbox_error: str
    mailbox_silent_since: datetime | None

    @property
    def unsorted(self) -> int:
        """Count the mails that a human has to sort."""
        return 0 if self.inbox is None else self.inbox.unmatched + self.inbox.failed


def find_troubles(services: DeskServices) -> Troubles:
    """Look at outbox and mailbox.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    overview = services.outbox.overview()
    now = services.now()
    late = [since for since in overview.waiting_since if now - since > WAITS_TOO_LONG]
    mailbox = services.mailbox
    check = None if mailbox is None else mailbox.checks.last()
    return Troubles(
        outbox=overview,
        undelivered=services.mail_states.undelivered() if overview.dead_to_person else [],
        oldest_waiting=min(late, default=None),
        inbox=None if mailbox is None else mailbox.store.overview(),
        mailbox_error="" if check is None else check.error,
        mailbox_silent_since=_silent_since(check, now),
    )


def _silent_since(check: MailboxCheck | None, now: datetime) -> datetime | None:
    if check is None or now - check.checked_at <= NOT_CHECKED_FOR:
        return None
    return check.checked_at
