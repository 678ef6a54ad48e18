"""The worker that fetches answers from the mailbox and puts them into their threads.

A mail is marked as read only after it is stored for good. Whatever happens in between, the next
round takes it up again, and its digest keeps it from being stored twice.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from threading import Event

from bot.consultations.errors import StoreUnavailableError
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.mails.inbound_mails import InboundMail, MailPlace, Match, Outcome
from bot.consultations.mails.inbox_store import SqlInboxStore
from bot.consultations.mails.mailbox_checks import MailboxChecks
from bot.consultations.threads.thread_models import MessageKind
from bot.mail.correspondents import Correspondents
from bot.mail.incoming import Bounce, IncomingMail, read_mail
from bot.mail.kept_pieces import keep_pieces, too_large
from bot.mail.mailboxes import Mailbox, MailboxUnavailableError, OpenFolder

_logger = logging.getLogger(__name__)

MAX_MAIL_BYTES = 30 * 1024 * 1024
"""Of a larger mail only the beginning is read."""

_BEGINNING_BYTES = 64 * 1024
# After a change of the mailbox, older mails are not searched again.
_LOOK_BACK = timedelta(days=30)
_LONG_AGO = date(1990, 1, 1)
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LEFT_SIDE = re.compile(rf"(?P<uuid>{_UUID})(?:\.[a-z0-9]{{1,20}})?")
_UNREAD = frozenset({Outcome.UNMATCHED, Outcome.FAILED})


class InboxWorker:
    """Fetches mails one after the other."""

    def __init__(
        self,
        mailbox: Mailbox,
        folders: Sequence[str],
        store: SqlInboxStore,
        attachments: AttachmentFolder,
        clock: Callable[[], datetime],
        *,
        correspondents: Correspondents,
        keep_days: int,
        checks: MailboxChecks | None = None,
    ) -> None:
        """Use ``clock`` for aware times; read mails leave the mailbox after ``keep_days``."""
        self._mailbox = mailbox
        self._folders = folders
        self._store = store
        self._attachments = attachments
        self._clock = clock
        self._correspondents = correspondents
        self._keep = timedelta(days=keep_days)
        self._checks = checks

    def fetch_new(self, stop: Event | None = None) -> Counter[Outcome]:
        """Fetch what is new in all folders; end early, between two mails, if asked to stop.

        Raises:
            MailboxUnavailableError: the mailbox did not answer.
            StoreUnavailableError: the database did not answer; nothing is marked as read.
        """
        report: Counter[Outcome] = Counter()
        try:
            for name in self._folders:
                with self._mailbox.open(name) as folder:
                    self._fetch_folder(name, folder, report, stop)
        except MailboxUnavailableError as error:
            self._note_check(error.code)
            raise
        self._note_check("")
        return report

    def _note_check(self, error: str) -> None:
        if self._checks is not None:
            self._checks.note(self._clock(), error)

    def run_forever(self, stop: Event, poll_seconds: float) -> None:
        """Fetch, wait, and start again until ``stop`` is set."""
        while not stop.is_set():
            try:
                self.fetch_new(stop)
            except MailboxUnavailableError as error:
                _logger.error("mailbox not reachable, trying again: %s", error.code)
            except StoreUnavailableError as error:
                _logger.error("database not reachable, trying again: %s", error)
            stop.wait(poll_seconds)

    def read(self, place: MailPlace) -> IncomingMail:
        """Read a mail that a human has to look at; of a very large one only the beginning.

        Raises:
            MailboxUnavailableError: the mailbox did not answer, or the mail is gone.
        """
        with self._mailbox.open(place.folder) as folder:
            return self._read(place, folder)[0]

    def file_under(self, place: MailPlace, uuid: str) -> Outcome:
        """Put a mail into the thread of the request that a human chose, and mark it as read.

        Raises:
            MailboxUnavailableError: the mailbox did not answer, or the mail is gone.
            OSError: its attachments cannot be stored.
        """
        with self._mailbox.open(place.folder) as folder:
            mail, size_if_cut = self._read(place, folder)
            outcome = self._store_matched(place, mail, Match(uuid, is_certain=True), size_if_cut)
            if outcome not in _UNREAD:
                folder.mark_seen(place.uid)
        return outcome

    def discard(self, place: MailPlace) -> None:
        """Note that a mail belongs to no request; it stays in the mailbox for its time."""
        self._store.note(place, Outcome.DISCARDED, self._clock())

    def _read(self, place: MailPlace, folder: OpenFolder) -> tuple[IncomingMail, int | None]:
        """Return a mail, and its size if only its beginning was read."""
        if folder.uid_validity != place.uid_validity:
            # The server numbers its mails anew; this number may be another mail now.
            raise MailboxUnavailableError("mail_missing")
        size = folder.size(place.uid)
        if size <= MAX_MAIL_BYTES:
            return read_mail(folder.read(place.uid, size)), None
        return read_mail(folder.read(place.uid, _BEGINNING_BYTES)), size

    def _fetch_folder(
        self, name: str, folder: OpenFolder, report: Counter[Outcome], stop: Event | None
    ) -> None:
        now = self._clock()
        since = (now - _LOOK_BACK).date()
        done = self._store.finished(name, folder.uid_validity)
        # A crash after the commit may have left one of ours unread.
        for uid in folder.uids(since, unread_only=True):
            if done.get(uid, Outcome.UNMATCHED) not in _UNREAD:
                folder.mark_seen(uid)
        for uid in folder.uids(since):
            if uid in done:
                continue
            if stop is not None and stop.is_set():
                return
            outcome = self._fetch(MailPlace(name, folder.uid_validity, uid), folder)
            report[outcome] += 1
            _logger.info("mail %d fetched: %s", uid, outcome.value)
            if outcome not in _UNREAD:
                folder.mark_seen(uid)
        expired = self._store.done_before(name, folder.uid_validity, now - self._keep)
        folder.delete(sorted(expired.intersection(folder.uids(_LONG_AGO))))

    def _fetch(self, place: MailPlace, folder: OpenFolder) -> Outcome:
        try:
            return self._store_mail(place, folder)
        except (MailboxUnavailableError, StoreUnavailableError):
            raise
        except OSError as error:
            # A full disk is no fault of the mail: it is tried again as often as needed.
            _logger.error("attachments cannot be stored: %s", type(error).__name__)
            return Outcome.FAILED
        except Exception as error:  # one broken mail must not keep back all others
            # The type only: the message of an unknown error may quote the mail.
            _logger.error("mail %d cannot be read: %s", place.uid, type(error).__name__)
            self._store.note(place, Outcome.FAILED, self._clock())
            return Outcome.FAILED

    def _store_mail(self, place: MailPlace, folder: OpenFolder) -> Outcome:
        mail, size_if_cut = self._read(place, folder)
        now = self._clock()
        if mail.sender == self._correspondents.own_address:
            self._store.note(place, Outcome.OWN, now)
            return Outcome.OWN
        if mail.bounce is not None:
            return self._store_bounce(place, mail, mail.bounce, now)
        match = self._match(mail)
        if match is None:
            self._store.note(place, Outcome.UNMATCHED, now)
            return Outcome.UNMATCHED
        return self._store_matched(place, mail, match, size_if_cut)

    def _store_matched(
        self, place: MailPlace, mail: IncomingMail, match: Match, size_if_cut: int | None
    ) -> Outcome:
        attachments = (
            keep_pieces(mail, self._attachments) if size_if_cut is None else too_large(size_if_cut)
        )
        outcome = self._store.add(
            InboundMail(
                place=place,
                digest=mail.digest,
                sender=mail.sender,
                is_from_office=self._correspondents.is_staff(mail.sender),
                kind=MessageKind.AUTO_REPLY if mail.is_automatic else MessageKind.TEXT,
                text=mail.text,
                full_text=mail.full_text,
                mail_id=mail.mail_id,
                attachments=attachments,
            ),
            match,
            self._clock(),
        )
        if outcome not in (Outcome.STORED, Outcome.AUTOMATIC):
            kept = [attachment.file for attachment in attachments]
            self._attachments.delete([name for name in kept if name is not None])
        return outcome

    def _store_bounce(
        self, place: MailPlace, mail: IncomingMail, bounce: Bounce, now: datetime
    ) -> Outcome:
        ours = [left for left, _ in self._our_ids(bounce.mail_ids)]
        return self._store.add_bounce(place, mail.digest, ours, bounce.status, bounce.is_final, now)

    def _match(self, mail: IncomingMail) -> Match | None:
        uuids = [uuid for _, uuid in self._our_ids(mail.answers)]
        return self._store.match(uuids, mail.answers, mail.references)

    def _our_ids(self, mail_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Return the left side and the request of every id that we gave out."""
        found = []
        for mail_id in mail_ids:
            left, _, domain = mail_id.rpartition("@")
            match = _LEFT_SIDE.fullmatch(left)
            if match and domain.casefold() == self._correspondents.domain:
                found.append((left, match["uuid"]))
        return found
