"""The mails of subscriptions: queued once for each occasion, leased, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row
from sqlalchemy.sql import ColumnElement

from bot.consultations.database.engine import write_transaction
from bot.reminders.models import Channel, Occasion, Subscription, Trigger
from bot.reminders.rows import occasion_of, subscription_of
from bot.reminders.tables import OPEN_STATES, mails, subscriptions

# Both databases that we run on know this: what has been told is never told twice.
_ADD_MAIL = sa.text(
    "INSERT INTO reminder_mails (subscription_id, occasion, trigger, item_id, day, state,"
    " attempts, due_at, created_at)"
    " VALUES (:subscription_id, :occasion, :trigger, :item_id, :day, 'pending', 0, :due_at,"
    " :created_at) ON CONFLICT (subscription_id, occasion) DO NOTHING"
).bindparams(
    sa.bindparam("day", type_=sa.Date),
    sa.bindparam("due_at", type_=mails.c.due_at.type),
    sa.bindparam("created_at", type_=mails.c.created_at.type),
)
# Whether the person wants reminders at all is asked in a mail of its own.
_IS_ASKING = mails.c.trigger == Trigger.CONFIRM.value


@dataclass(frozen=True)
class ClaimedMails:
    """Mails to one subscriber that go out as one; they belong to us until the lease runs out."""

    ids: tuple[int, ...]
    subscription: Subscription
    occasions: tuple[Occasion, ...]
    attempts: int
    created_at: datetime


class SqlMailQueue:
    """Mails in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def add_mails(self, found: Iterable[Occasion], due_at: datetime, now: datetime) -> int:
        """Queue a mail for each occasion that has not had one; return how many are new."""
        with write_transaction(self._engine) as tx:
            return add_in(tx, found, due_at, now)

    def claim_due(
        self,
        now: datetime,
        lease_until: datetime,
        *,
        only_confirmations: bool,
        channel: Channel = Channel.EMAIL,
    ) -> ClaimedMails | None:
        """Lease all mails of a channel that are due to the one who has waited for longest."""
        is_due = _is_due(channel, now, only_confirmations=only_confirmations)
        first = sa.select(mails).where(is_due).order_by(mails.c.due_at, mails.c.id).limit(1)
        with write_transaction(self._engine) as tx:
            row = tx.execute(first.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            together = is_due & _goes_with(row)
            rows = tx.execute(sa.select(mails).where(together).order_by(mails.c.id)).all()
            ids = tuple(found.id for found in rows)
            tx.execute(
                sa.update(mails)
                .where(mails.c.id.in_(ids))
                .values(state="sending", attempts=mails.c.attempts + 1, due_at=lease_until)
            )
            subscriber = tx.execute(
                sa.select(subscriptions).where(subscriptions.c.id == row.subscription_id)
            ).one()
        return ClaimedMails(
            ids=ids,
            subscription=subscription_of(subscriber),
            occasions=tuple(occasion_of(found) for found in rows),
            attempts=row.attempts + 1,
            created_at=row.created_at,
        )

    def settle(
        self, ids: Sequence[int], state: str, now: datetime, *, error: str | None = None
    ) -> None:
        """Note what became of mails: ``sent``, ``dead`` or ``pointless``."""
        with write_transaction(self._engine) as tx:
            settle_in(tx, ids, state, now, error=error)

    def defer(self, ids: Sequence[int], due_at: datetime, error: str | None) -> None:
        """Put mails back until ``due_at``."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.update(mails)
                .where(mails.c.id.in_(ids))
                .values(state="deferred", due_at=due_at, last_error=error)
            )


def _is_due(channel: Channel, now: datetime, *, only_confirmations: bool) -> ColumnElement:
    of_channel = sa.select(subscriptions.c.id).where(subscriptions.c.channel == channel.value)
    is_due = mails.c.state.in_(OPEN_STATES) & (mails.c.due_at <= now)
    is_due &= mails.c.subscription_id.in_(of_channel)
    return is_due & _IS_ASKING if only_confirmations else is_due


def _goes_with(mail: Row) -> ColumnElement:
    """Return what goes out together with a mail: others to the same person, no question."""
    if mail.trigger == Trigger.CONFIRM.value:
        return mails.c.id == mail.id
    return (mails.c.subscription_id == mail.subscription_id) & sa.not_(_IS_ASKING)


def add_in(tx: Connection, found: Iterable[Occasion], due_at: datetime, now: datetime) -> int:
    """Queue mails within a transaction; return how many are new."""
    added = 0
    for occasion in found:
        values = {
            "subscription_id": occasion.subscription_id,
            "occasion": occasion.key,
            "trigger": occasion.trigger.value,
            "item_id": occasion.item_id,
            "day": occasion.day,
            "due_at": due_at,
            "created_at": now,
        }
        added += tx.execute(_ADD_MAIL, values).rowcount
    return added


def settle_in(
    tx: Connection, ids: Sequence[int], state: str, now: datetime, *, error: str | None = None
) -> None:
    """Note what became of mails, in one transaction with what became of them elsewhere."""
    sent_at = now if state == "sent" else None
    tx.execute(
        sa.update(mails)
        .where(mails.c.id.in_(ids))
        .values(state=state, sent_at=sent_at, last_error=error)
    )
