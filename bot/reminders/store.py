"""Keeps subscriptions and their mails; a person's address stands in one column of one table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.engine import forget_deleted, read_transaction, write_transaction
from bot.reminders.models import (
    Channel,
    Occasion,
    Subscription,
    Target,
    TargetKind,
    Trigger,
)
from bot.reminders.tables import OPEN_STATES, mails, subscriptions, tokens

CONFIRM_WITHIN = timedelta(days=2)
"""How long the link that confirms an address works; then the subscription is deleted."""

ASK_AGAIN_AFTER = timedelta(hours=1)
"""Signing up twice within this time sends one mail."""

MOST_UNCONFIRMED = 5
"""Nobody is asked by more mails at a time, however often a stranger types in their address."""

KEEP_FOR = timedelta(days=730)
"""After this time a subscription ends by itself."""

_HAS_BEGUN = subscriptions.c.confirmed_at.is_not(None)
_TABLES = ("reminder_mails", "reminder_tokens", "reminder_subscriptions")


class Purpose(Enum):
    """What a link is for."""

    CONFIRM = "confirm"
    END = "end"


class LinkState(Enum):
    """What a link is worth."""

    OPEN = "open"
    DONE = "done"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class LinkFound:
    """A link and the subscription it belongs to, None where there is none any more."""

    state: LinkState
    subscription: Subscription | None


@dataclass(frozen=True)
class ClaimedMails:
    """Mails to one subscriber that go out as one; they belong to us until the lease runs out."""

    ids: tuple[int, ...]
    subscription: Subscription
    occasions: tuple[Occasion, ...]
    attempts: int
    created_at: datetime


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


class SqlReminderStore:
    """Subscriptions in SQL; every method raises ``StoreUnavailableError`` without a database."""

    def __init__(self, engine: Engine) -> None:
        """Use a migrated database."""
        self._engine = engine

    def subscribe(self, channel: Channel, address: str, target: Target, now: datetime) -> None:
        """Note the wish and the mail that asks to confirm it; what is confirmed stays as it is."""
        wanted = _columns(channel, address, target)
        is_same = _has(wanted)
        with write_transaction(self._engine) as tx:
            row = tx.execute(sa.select(subscriptions).where(is_same)).one_or_none()
            if row is None:
                if self._unconfirmed(tx, address) >= MOST_UNCONFIRMED:
                    return
                result = tx.execute(
                    sa.insert(subscriptions).values(**wanted, created_at=now, asked_at=now)
                )
                subscription_id = int(result.inserted_primary_key[0])
            elif row.confirmed_at is not None or row.asked_at > now - ASK_AGAIN_AFTER:
                return
            else:
                subscription_id = row.id
                tx.execute(sa.update(subscriptions).where(is_same).values(asked_at=now))
            ask = Occasion(subscription_id, Trigger.CONFIRM, f"{now:%Y%m%dT%H%M%S%f}", None)
            self._add(tx, [ask], now, now)

    def subscribe_at_once(
        self, channel: Channel, address: str, target: Target, now: datetime
    ) -> bool:
        """Begin a subscription where the way itself shows whose it is; False if there was one."""
        wanted = _columns(channel, address, target)
        with write_transaction(self._engine) as tx:
            if tx.execute(sa.select(subscriptions.c.id).where(_has(wanted))).first() is not None:
                return False
            moments = {"created_at": now, "asked_at": now, "confirmed_at": now}
            tx.execute(sa.insert(subscriptions).values(**wanted, **moments))
        return True

    def of_address(self, channel: Channel, address: str) -> list[Subscription]:
        """Return the subscriptions of an address that have begun, the oldest first."""
        is_theirs = _has({"channel": channel.value, "address": address})
        return self._kept(is_theirs & _HAS_BEGUN)

    def end_one(self, channel: Channel, address: str, subscription_id: int) -> bool:
        """Delete one subscription of an address; False if it has none of that number."""
        wanted = {"id": subscription_id, "channel": channel.value, "address": address}
        return bool(self._end(_has(wanted)))

    def _unconfirmed(self, tx: Connection, address: str) -> int:
        is_open = (subscriptions.c.address == address) & subscriptions.c.confirmed_at.is_(None)
        count = sa.select(sa.func.count()).select_from(subscriptions).where(is_open)
        return int(tx.execute(count).scalar_one())

    def look_up(self, token: str, purpose: Purpose, now: datetime) -> LinkFound:
        """Return what a link is worth, without using it: mail scanners open every link."""
        with read_transaction(self._engine) as tx:
            return self._link(tx, token, purpose, now)

    def confirm(self, token: str, now: datetime) -> LinkFound:
        """Let the subscription begin."""
        with write_transaction(self._engine) as tx:
            found = self._link(tx, token, Purpose.CONFIRM, now)
            if found.state is LinkState.OPEN and found.subscription is not None:
                tx.execute(
                    sa.update(subscriptions)
                    .where(subscriptions.c.id == found.subscription.id)
                    .values(confirmed_at=now)
                )
        return found

    def end(self, token: str, now: datetime, *, all_of_address: bool = False) -> list[int]:
        """Delete the subscription of a link, or all of its address; return the deleted ids."""
        with write_transaction(self._engine) as tx:
            found = self._link(tx, token, Purpose.END, now)
            if found.subscription is None:
                return []
            doomed = subscriptions.c.id == found.subscription.id
            if all_of_address:
                doomed = subscriptions.c.address == found.subscription.address
            ids = self._delete(tx, doomed)
        forget_deleted(self._engine, _TABLES)
        return ids

    def kept_of_address(self, address: str) -> list[Subscription]:
        """Return all that :meth:`end_address` would delete, begun or not, the oldest first."""
        return self._kept(_is_address(address))

    def end_address(self, address: str) -> list[int]:
        """Delete all subscriptions of an address; return the deleted ids."""
        return self._end(_is_address(address))

    def end_number(self, subscription_id: int) -> int:
        """Delete a subscription by its number; return how many there were, 0 or 1."""
        return len(self._end(subscriptions.c.id == subscription_id))

    def add_token(
        self, subscription_id: int, token: str, purpose: Purpose, expires_at: datetime | None
    ) -> None:
        """Let a link with this token confirm or end the subscription."""
        with write_transaction(self._engine) as tx:
            tx.execute(
                sa.insert(tokens).values(
                    token_hash=_hash(token),
                    subscription_id=subscription_id,
                    purpose=purpose.value,
                    expires_at=expires_at,
                )
            )

    def confirmed(self) -> list[Subscription]:
        """Return the subscriptions that have begun."""
        return self._kept(_HAS_BEGUN)

    def add_mails(self, found: Iterable[Occasion], due_at: datetime, now: datetime) -> int:
        """Queue a mail for each occasion that has not had one; return how many are new."""
        with write_transaction(self._engine) as tx:
            return self._add(tx, found, due_at, now)

    def _add(
        self, tx: Connection, found: Iterable[Occasion], due_at: datetime, now: datetime
    ) -> int:
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

    def claim_due(
        self,
        now: datetime,
        lease_until: datetime,
        *,
        only_confirmations: bool,
        channel: Channel = Channel.EMAIL,
    ) -> ClaimedMails | None:
        """Lease all mails of a channel that are due to the one who has waited for longest."""
        of_channel = sa.select(subscriptions.c.id).where(subscriptions.c.channel == channel.value)
        is_due = mails.c.state.in_(OPEN_STATES) & (mails.c.due_at <= now)
        is_due &= mails.c.subscription_id.in_(of_channel)
        is_asking = mails.c.trigger == Trigger.CONFIRM.value
        if only_confirmations:
            is_due &= is_asking
        first = sa.select(mails).where(is_due).order_by(mails.c.due_at, mails.c.id).limit(1)
        with write_transaction(self._engine) as tx:
            row = tx.execute(first.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            together = is_due & (mails.c.subscription_id == row.subscription_id)
            # A question is a mail of its own.
            together &= (
                mails.c.id == row.id if row.trigger == Trigger.CONFIRM.value else sa.not_(is_asking)
            )
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
            subscription=_subscription(subscriber),
            occasions=tuple(_occasion(found) for found in rows),
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

    def purge(self, now: datetime) -> list[int]:
        """Delete what was never confirmed in time and what is too old; return the deleted ids."""
        is_stale = subscriptions.c.confirmed_at.is_(None) & (
            subscriptions.c.asked_at < now - CONFIRM_WITHIN
        )
        is_old = subscriptions.c.confirmed_at < now - KEEP_FOR
        with write_transaction(self._engine) as tx:
            ids = self._delete(tx, is_stale | is_old)
        if ids:
            forget_deleted(self._engine, _TABLES)
        return ids

    def counts(self) -> Mapping[str, int]:
        """Return how many subscriptions there are (confirmed, waiting) and mails by state."""
        is_confirmed = subscriptions.c.confirmed_at.is_not(None)
        with read_transaction(self._engine) as tx:
            people = tx.execute(
                sa.select(is_confirmed, sa.func.count()).group_by(is_confirmed)
            ).all()
            states = tx.execute(sa.select(mails.c.state, sa.func.count()).group_by(mails.c.state))
            counts = {str(state): int(number) for state, number in states}
        for confirmed, number in people:
            counts["confirmed" if confirmed else "waiting"] = int(number)
        return counts

    def _link(self, tx: Connection, token: str, purpose: Purpose, now: datetime) -> LinkFound:
        is_this = (tokens.c.token_hash == _hash(token)) & (tokens.c.purpose == purpose.value)
        row = tx.execute(sa.select(tokens).where(is_this)).one_or_none()
        if row is None:
            return LinkFound(LinkState.UNKNOWN, None)
        is_ours = subscriptions.c.id == row.subscription_id
        found = _subscription(tx.execute(sa.select(subscriptions).where(is_ours)).one())
        if purpose is Purpose.CONFIRM and found.confirmed_at is not None:
            return LinkFound(LinkState.DONE, found)
        is_over = row.expires_at is not None and row.expires_at <= now
        return LinkFound(LinkState.EXPIRED if is_over else LinkState.OPEN, found)

    def _kept(self, condition: sa.sql.ColumnElement[bool]) -> list[Subscription]:
        query = sa.select(subscriptions).where(condition).order_by(subscriptions.c.id)
        with read_transaction(self._engine) as tx:
            return [_subscription(row) for row in tx.execute(query)]

    def _end(self, doomed: sa.sql.ColumnElement[bool]) -> list[int]:
        with write_transaction(self._engine) as tx:
            ids = self._delete(tx, doomed)
        forget_deleted(self._engine, _TABLES)
        return ids

    def _delete(self, tx: Connection, doomed: sa.sql.ColumnElement[bool]) -> list[int]:
        ids = list(tx.execute(sa.select(subscriptions.c.id).where(doomed)).scalars())
        # Not by cascade alone: it depends on a setting of the connection.
        for table, column in ((mails, "subscription_id"), (tokens, "subscription_id"),
                              (subscriptions, "id")):  # fmt: skip
            tx.execute(sa.delete(table).where(table.c[column].in_(ids)))
        return ids


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


def _has(values: Mapping[str, str | int]) -> sa.sql.ColumnElement[bool]:
    return sa.and_(*(subscriptions.c[name] == value for name, value in values.items()))


def _is_address(address: str) -> sa.sql.ColumnElement[bool]:
    return sa.func.lower(subscriptions.c.address) == address.lower()


def _columns(channel: Channel, address: str, target: Target) -> dict[str, str]:
    return {
        "channel": channel.value,
        "address": address,
        "target_kind": target.kind.value,
        "target_id": target.id,
        "start": "" if target.start is None else target.start.isoformat(),
    }


def _subscription(row: Any) -> Subscription:
    start = date.fromisoformat(row.start) if row.start else None
    return Subscription(
        id=row.id,
        channel=Channel(row.channel),
        address=row.address,
        target=Target(TargetKind(row.target_kind), row.target_id, start),
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
    )


def _occasion(row: Any) -> Occasion:
    sequence = row.occasion.rpartition(":")[2]
    return Occasion(
        subscription_id=row.subscription_id,
        trigger=Trigger(row.trigger),
        item_id=row.item_id,
        day=row.day,
        sequence=int(sequence) if row.day is None and sequence.isdigit() else 0,
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
