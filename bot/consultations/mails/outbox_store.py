"""Where mails wait until they are delivered.

A worker takes one mail at a time by lease. It may die with the mail in its hands: once the lease
has run out, the next one takes it up again. So a mail may go out twice, but never zero times.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction
from bot.consultations.database.rows import load_request, log_event
from bot.consultations.database.tables import outbox
from bot.consultations.mail_kinds import PERSON_KINDS, MailKind
from bot.consultations.mails.confirmation_store import add_token
from bot.consultations.mails.outbox_mails import (
    ClaimedMail,
    MailContent,
    MailPointlessError,
    NothingDue,
    OutboxOverview,
)
from bot.consultations.threads.message_store import load_message

_WAITING = ("pending", "deferred")
_PERSON_KINDS = tuple(kind.value for kind in PERSON_KINDS)
_ACTOR = "mail_worker"
# No mail ever waits that long at a time. A later date means that the clock has been set back.
_LONGEST_WAIT = timedelta(hours=3)


class SqlOutboxStore:
    """Keeps mails next to the requests, so that both are written in one transaction."""

    def __init__(self, engine: Engine) -> None:
        """Use the engine of the consultation store."""
        self._engine = engine

    def claim_due(self, now: datetime, lease_until: datetime) -> ClaimedMail | NothingDue:
        """Lease the mail that has been due for longest."""
        horizon = now + _LONGEST_WAIT
        is_waiting = outbox.c.state.in_(_WAITING) & (
            (outbox.c.due_at <= now) | (outbox.c.due_at > horizon)
        )
        is_abandoned = (outbox.c.state == "sending") & (
            (outbox.c.lease_until <= now) | (outbox.c.lease_until > horizon)
        )
        query = (
            sa.select(outbox)
            .where(is_waiting | is_abandoned)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with write_transaction(self._engine) as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return NothingDue()
            # due_at moves too: a mail that kills its worker goes to the end of the queue.
            connection.execute(
                sa.update(outbox)
                .where(outbox.c.id == row.id)
                .values(
                    state="sending",
                    attempts=row.attempts + 1,
                    lease_until=lease_until,
                    due_at=lease_until,
                )
            )
        return ClaimedMail(
            id=row.id,
            request_uuid=UUID(row.request_uuid),
            message_id=row.message_id,
            kind=row.kind,
            attempts=row.attempts + 1,
            created_at=row.created_at,
            thread_message_id=row.thread_message_id,
        )

    def content_of(self, mail: ClaimedMail) -> MailContent:
        """Return what a mail is made of, or raise ``MailPointlessError``."""
        with read_transaction(self._engine) as connection:
            request = load_request(connection, mail.request_uuid)
            if request.is_erased and mail.kind != MailKind.OFFICE_ERASED.value:
                raise MailPointlessError(request.reference)
            if mail.thread_message_id is None:
                return MailContent(request, None)
            return MailContent(request, load_message(connection, mail.thread_message_id))

    def add_confirmation(self, mail: ClaimedMail, token: str, expires_at: datetime) -> None:
        """Let a link with this token confirm the address of the person."""
        with write_transaction(self._engine) as connection:
            add_token(connection, str(mail.request_uuid), token, expires_at)

    def discard(self, mail: ClaimedMail) -> None:
        """Take a pointless mail out of the outbox."""
        with write_transaction(self._engine) as connection:
            connection.execute(sa.delete(outbox).where(*_is_still_ours(mail)))

    def mark_sent(self, mail: ClaimedMail, now: datetime) -> None:
        """Note that the mail is out, even if the lease has passed to somebody else."""
        with write_transaction(self._engine) as connection:
            changed = connection.execute(
                sa.update(outbox)
                .where(outbox.c.id == mail.id, outbox.c.state != "sent")
                .values(state="sent", sent_at=now, lease_until=None, last_error=None)
            ).rowcount
            if changed:
                _note(connection, mail, now, "sent")

    def defer(self, mail: ClaimedMail, error_code: str, due_at: datetime) -> None:
        """Put the mail back until ``due_at``."""
        with write_transaction(self._engine) as connection:
            connection.execute(
                sa.update(outbox)
                .where(*_is_still_ours(mail))
                .values(state="deferred", due_at=due_at, lease_until=None, last_error=error_code)
            )

    def bury(self, mail: ClaimedMail, error_code: str, now: datetime) -> None:
        """Give the mail up; only a human can help now."""
        with write_transaction(self._engine) as connection:
            changed = connection.execute(
                sa.update(outbox)
                .where(*_is_still_ours(mail))
                .values(state="dead", lease_until=None, last_error=error_code)
            ).rowcount
            if changed:
                _note(connection, mail, now, "dead")

    def revive_dead(self, now: datetime) -> int:
        """Try all mails again that were given up, and count them."""
        with write_transaction(self._engine) as connection:
            return int(
                connection.execute(
                    sa.update(outbox)
                    .where(outbox.c.state == "dead")
                    .values(state="pending", due_at=now, attempts=0)
                ).rowcount
            )

    def overview(self) -> OutboxOverview:
        """Count the mails, for the desk and the health check."""
        is_to_person = outbox.c.kind.in_(_PERSON_KINDS)
        count = sa.select(outbox.c.state, is_to_person, sa.func.count()).group_by(
            outbox.c.state, is_to_person
        )
        oldest = sa.select(sa.func.min(outbox.c.created_at, type_=outbox.c.created_at.type)).where(
            outbox.c.state.in_((*_WAITING, "sending"))
        )
        with read_transaction(self._engine) as connection:
            rows = connection.execute(count).all()
            waiting_since = connection.execute(oldest).scalar_one()
        counts: Counter[str] = Counter()
        for state, to_person, number in rows:
            is_personal_death = state == "dead" and to_person
            counts["dead_to_person" if is_personal_death else state] += number
        return OutboxOverview(
            pending=counts["pending"],
            sending=counts["sending"],
            deferred=counts["deferred"],
            sent=counts["sent"],
            dead=counts["dead"],
            dead_to_person=counts["dead_to_person"],
            waiting_since=() if waiting_since is None else (waiting_since,),
        )


def _is_still_ours(mail: ClaimedMail) -> tuple[Any, ...]:
    # Every claim counts attempts up, so a worker that overslept its lease cannot undo what the
    # next one did.
    return (
        outbox.c.id == mail.id,
        outbox.c.state == "sending",
        outbox.c.attempts == mail.attempts,
    )


def _note(connection: Connection, mail: ClaimedMail, at: datetime, outcome: str) -> None:
    # The notice is the mail that everybody means; the others say which one they are.
    kind = "mail" if mail.kind == MailKind.OFFICE_NOTICE.value else f"mail:{mail.kind}"
    log_event(connection, str(mail.request_uuid), at=at, actor=_ACTOR, what=f"{kind}:{outcome}")
