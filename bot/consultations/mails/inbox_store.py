"""Puts mails that came in into the threads they belong to: nothing twice, nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import load_request, lock_uuid, log_event
from bot.consultations.database.tables import (
    consultation_messages,
    consultation_requests,
    inbound_mails,
    outbox,
)
from bot.consultations.mail_address import header_form
from bot.consultations.mails.bounce_rows import ACTOR, note_bounce
from bot.consultations.mails.inbound_mails import (
    InboundMail,
    InboxOverview,
    MailPlace,
    Match,
    Outcome,
)
from bot.consultations.mails.inbound_rows import is_known, note_outcome
from bot.consultations.models import RequestState
from bot.consultations.threads.message_store import add_message, mail_id_hash
from bot.consultations.threads.thread_models import Author, MessageKind, NewMessage, Via
from bot.consultations.threads.thread_rules import add_from_office, add_from_person

MAX_ATTEMPTS = 3


class SqlInboxStore:
    """Keeps what came in, in SQL; every method is one transaction.

    Every method raises ``StoreUnavailableError`` when the database does not answer.
    """

    def __init__(self, engine: Engine, answer_by: Callable[[datetime], date]) -> None:
        """``answer_by`` tells what to promise if a settled request is opened again."""
        self._engine = engine
        self._answer_by = answer_by

    def finished(self, folder: str, uid_validity: int) -> dict[int, Outcome]:
        """Return the mails of a folder that are not tried again, and what became of them."""
        query = sa.select(inbound_mails.c.uid, inbound_mails.c.outcome).where(
            inbound_mails.c.folder == folder,
            inbound_mails.c.uid_validity == uid_validity,
            (inbound_mails.c.outcome != Outcome.FAILED.value)
            | (inbound_mails.c.attempts >= MAX_ATTEMPTS),
        )
        with read_transaction(self._engine) as connection:
            return {uid: Outcome(outcome) for uid, outcome in connection.execute(query)}

    def match(
        self, uuids: Sequence[str], mail_ids: Sequence[str], references: Sequence[str]
    ) -> Match | None:
        """Find the request by ids of our mails, by ids in threads, or by its reference.

        Of several ids, the first one counts.
        """
        alive = consultation_requests.c.erased_at.is_(None)
        uuid, mail_hash = consultation_requests.c.uuid, consultation_messages.c.mail_id_hash
        hashes = [mail_id_hash(mail_id) for mail_id in mail_ids]
        by_uuid = sa.select(uuid, uuid).where(alive, uuid.in_(list(uuids)))
        by_mail = (
            sa.select(mail_hash, uuid)
            .select_from(consultation_requests)
            .join(consultation_messages)
            .where(alive, mail_hash.in_(hashes))
        )
        by_reference = sa.select(consultation_requests.c.uuid).where(
            alive, consultation_requests.c.reference.in_(list(references))
        )
        with read_transaction(self._engine) as connection:
            for query, wanted in ((by_uuid, uuids), (by_mail, hashes)):
                found = {row[0]: row[1] for row in connection.execute(query)}
                for one in wanted:
                    if one in found:
                        return Match(found[one], is_certain=True)
            named = list(connection.execute(by_reference).scalars())
        # Two references in one subject: nobody can tell which is meant.
        return Match(named[0], is_certain=False) if len(named) == 1 else None

    def add(self, mail: InboundMail, match: Match, now: datetime) -> Outcome:
        """Add the mail to the thread of its request."""
        try:
            return self._add_once(mail, match, now)
        except sa.exc.IntegrityError:
            # A second fetcher stored the same mail at the same moment.
            return Outcome.DUPLICATE

    def add_bounce(
        self,
        place: MailPlace,
        digest: str,
        message_ids: Collection[str],
        status: str,
        is_final: bool,
        now: datetime,
    ) -> Outcome:
        """Note that mails of ours (left sides of their ids) did not arrive."""
        query = (
            sa.select(outbox)
            .join(consultation_requests, consultation_requests.c.uuid == outbox.c.request_uuid)
            .where(
                outbox.c.message_id.in_(list(message_ids)),
                consultation_requests.c.erased_at.is_(None),
            )
        )
        with write_transaction(self._engine) as connection:
            rows = connection.execute(query).all()
            if not rows:
                return note_outcome(connection, place, Outcome.UNMATCHED, now)
            if is_known(connection, digest):
                return note_outcome(connection, place, Outcome.DUPLICATE, now)
            for row in rows:
                note_bounce(connection, row, status, is_final, now)
            return note_outcome(connection, place, Outcome.BOUNCE, now, digest)

    def note(self, place: MailPlace, outcome: Outcome, now: datetime) -> None:
        """Note what became of a mail that is in no thread."""
        with write_transaction(self._engine) as connection:
            note_outcome(connection, place, outcome, now)

    def done_before(self, folder: str, uid_validity: int, moment: datetime) -> set[int]:
        """Return the mails whose content has been in its thread since before ``moment``.

        What a human has yet to look at is never among them.
        """
        query = sa.select(inbound_mails.c.uid).where(
            inbound_mails.c.folder == folder,
            inbound_mails.c.uid_validity == uid_validity,
            inbound_mails.c.outcome.notin_((Outcome.UNMATCHED.value, Outcome.FAILED.value)),
            inbound_mails.c.seen_at < moment,
        )
        with read_transaction(self._engine) as connection:
            return set(connection.execute(query).scalars())

    def for_a_human(self) -> list[MailPlace]:
        """Return where the mails lie that a human has to look at, newest first."""
        query = sa.select(
            inbound_mails.c.folder, inbound_mails.c.uid_validity, inbound_mails.c.uid
        ).where(inbound_mails.c.outcome.in_((Outcome.UNMATCHED.value, Outcome.FAILED.value)))
        with read_transaction(self._engine) as connection:
            ordered = query.order_by(inbound_mails.c.seen_at.desc(), inbound_mails.c.id)
            return [MailPlace(*row) for row in connection.execute(ordered)]

    def overview(self) -> InboxOverview:
        """Count the mails that a human has to look at."""
        query = sa.select(inbound_mails.c.outcome, sa.func.count()).group_by(
            inbound_mails.c.outcome
        )
        with read_transaction(self._engine) as connection:
            counts = {outcome: number for outcome, number in connection.execute(query)}
        return InboxOverview(
            counts.get(Outcome.UNMATCHED.value, 0), counts.get(Outcome.FAILED.value, 0)
        )

    def _add_once(self, mail: InboundMail, match: Match, now: datetime) -> Outcome:
        with write_transaction(self._engine) as connection:
            lock_uuid(connection, match.uuid)
            request = load_request(connection, match.uuid)
            if request.is_erased:
                return note_outcome(connection, mail.place, Outcome.UNMATCHED, now)
            if is_known(connection, mail.digest):
                return note_outcome(connection, mail.place, Outcome.DUPLICATE, now)
            self._add(connection, mail, match, request.email, now)
            outcome = Outcome.AUTOMATIC if mail.kind is MessageKind.AUTO_REPLY else Outcome.STORED
            return note_outcome(connection, mail.place, outcome, now, mail.digest)

    def _add(
        self,
        connection: Connection,
        mail: InboundMail,
        match: Match,
        email: str | None,
        now: datetime,
    ) -> None:
        row = connection.execute(
            sa.select(consultation_requests).where(consultation_requests.c.uuid == match.uuid)
        ).one()
        # Anybody can write any sender. What is shown to the person as the office's answer, or
        # opens a request again, must come from somebody who knows a mail of the thread.
        is_trusted = match.is_certain or _is_from_person(mail, email)
        new = NewMessage(
            idempotency_key=f"mail|{mail.digest}",
            author=Author.OFFICE if mail.is_from_office else Author.PERSON,
            actor=ACTOR,
            kind=mail.kind,
            via=Via.MAIL,
            created_at=now,
            is_public=is_trusted and mail.kind is MessageKind.TEXT,
            text=mail.text,
            full_text="" if mail.full_text == mail.text else mail.full_text,
            mail_id=mail.mail_id,
            attachments=mail.attachments,
        )
        if mail.kind is MessageKind.AUTO_REPLY:
            add_message(connection, row.uuid, new)
            log_event(connection, row.uuid, at=now, actor=ACTOR, what="message:automatic")
        elif new.author is Author.OFFICE:
            add_from_office(connection, row, new)
        else:
            reopens = is_trusted and row.state != RequestState.WITHDRAWN.value
            add_from_person(connection, row, new, self._answer_by(now), reopens=reopens)


def _is_from_person(mail: InboundMail, email: str | None) -> bool:
    """Tell whether a mail comes from the address that the person gave."""
    # Somebody might claim the office's address as their own.
    if mail.is_from_office or email is None:
        return False
    return mail.sender in (email.casefold(), (header_form(email) or "").casefold())
