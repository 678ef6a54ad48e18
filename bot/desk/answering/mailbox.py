"""Mails that no request was found for: read in the mailbox, put into a thread by a human."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.engine import Engine

from bot.consultations.mails.inbound_mails import MailPlace
from bot.consultations.mails.inbox_store import SqlInboxStore
from bot.consultations.mails.mailbox_checks import MailboxChecks
from bot.mail.command import inbox_store, inbox_worker
from bot.mail.inbox import InboxWorker
from bot.mail.mailboxes import MailboxUnavailableError
from bot.settings import Settings

MAX_SHOWN = 20
MAX_SHOWN_CHARACTERS = 2000


@dataclass(frozen=True)
class UnsortedMail:
    """A mail for a human to look at; without content if it cannot be read any more."""

    place: MailPlace
    sender: str = field(default="", repr=False)
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    attachments: int = 0
    is_readable: bool = False


@dataclass(frozen=True)
class DeskMailbox:
    """The mailbox, seen from the desk; ``worker`` also fetches the other mails.

    Every method raises ``StoreUnavailableError``.
    """

    worker: InboxWorker
    store: SqlInboxStore
    checks: MailboxChecks

    def unsorted(self) -> list[UnsortedMail]:
        """Return the newest mails that a human has to look at.

        Raises:
            MailboxUnavailableError: the mailbox does not answer.
        """
        return [self._read(place) for place in self.store.for_a_human()[:MAX_SHOWN]]

    def place(self, folder: str, uid_validity: int, uid: int) -> MailPlace | None:
        """Return the place if a mail there is for a human to look at."""
        wanted = MailPlace(folder, uid_validity, uid)
        return wanted if wanted in self.store.for_a_human() else None

    def _read(self, place: MailPlace) -> UnsortedMail:
        try:
            mail = self.worker.read(place)
        except MailboxUnavailableError as error:
            if error.code != "mail_missing":
                raise
            return UnsortedMail(place)
        text = mail.text if mail.bounce is None else mail.full_text
        return UnsortedMail(
            place,
            mail.sender,
            mail.subject,
            text[:MAX_SHOWN_CHARACTERS],
            len(mail.pieces),
            is_readable=True,
        )


def build_mailbox(settings: Settings, engine: Engine) -> DeskMailbox | None:
    """Return the mailbox of the settings, None if there is none."""
    if not settings.imap.host:
        return None
    return DeskMailbox(
        inbox_worker(settings, engine), inbox_store(settings, engine), MailboxChecks(engine)
    )
