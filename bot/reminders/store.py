"""Keeps subscriptions and their mails; a person's address stands in one column of one table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.consultations.database.engine import forget_deleted, read_transaction, write_transaction
from bot.privacy.token_hash import token_hash
from bot.reminders.links import LinkFound, LinkState, Purpose, find_link
from bot.reminders.mail_queue import SqlMailQueue, add_in
from bot.reminders.models import Channel, Occasion, Subscription, Target, Trigger
from bot.reminders.rows import columns_of, has_values, is_address, subscription_of
from bot.reminders.tables import mails, subscriptions, tokens

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


class SqlReminderStore(SqlMailQueue):
    """Subscriptions and mails; all methods raise ``StoreUnavailableError`` without a database."""

    def subscribe(self, channel: Channel, address: str, target: Target, now: datetime) -> None:
        """Note the wish and the mail that asks to confirm it; what is confirmed stays as it is."""
        wanted = columns_of(channel, address, target)
        is_same = has_values(wanted)
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
            add_in(tx, [ask], now, now)

    def subscribe_at_once(
        self, channel: Channel, address: str, target: Target, now: datetime
    ) -> bool:
        """Begin a subscription where the way itself shows whose it is; False if there was one."""
        wanted = columns_of(channel, address, target)
        with write_transaction(self._engine) as tx:
            if (
                tx.execute(sa.select(subscriptions.c.id).where(has_values(wanted))).first()
                is not None
            ):
                return False
            moments = {"created_at": now, "asked_at": now, "confirmed_at": now}
            tx.execute(sa.insert(subscriptions).values(**wanted, **moments))
        return True

    def of_address(self, channel: Channel, address: str) -> list[Subscription]:
        """Return the subscriptions of an address that have begun, the oldest first."""
        is_theirs = has_values({"channel": channel.value, "address": address})
        return self._kept(is_theirs & _HAS_BEGUN)

    def end_one(self, channel: Channel, address: str, subscription_id: int) -> bool:
        """Delete one subscription of an address; False if it has none of that number."""
        wanted = {"id": subscription_id, "channel": channel.value, "address": address}
        return bool(self._end(has_values(wanted)))

    def _unconfirmed(self, tx: Connection, address: str) -> int:
        is_open = (subscriptions.c.address == address) & subscriptions.c.confirmed_at.is_(None)
        count = sa.select(sa.func.count()).select_from(subscriptions).where(is_open)
        return int(tx.execute(count).scalar_one())

    def look_up(self, token: str, purpose: Purpose, now: datetime) -> LinkFound:
        """Return what a link is worth, without using it: mail scanners open every link."""
        with read_transaction(self._engine) as tx:
            return find_link(tx, token, purpose, now)

    def confirm(self, token: str, now: datetime) -> LinkFound:
        """Let the subscription begin."""
        with write_transaction(self._engine) as tx:
            found = find_link(tx, token, Purpose.CONFIRM, now)
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
            found = find_link(tx, token, Purpose.END, now)
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
        return self._kept(is_address(address))

    def end_address(self, address: str) -> list[int]:
        """Delete all subscriptions of an address; return the deleted ids."""
        return self._end(is_address(address))

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
                    token_hash=token_hash(token),
                    subscription_id=subscription_id,
                    purpose=purpose.value,
                    expires_at=expires_at,
                )
            )

    def confirmed(self) -> list[Subscription]:
        """Return the subscriptions that have begun."""
        return self._kept(_HAS_BEGUN)

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

    def _kept(self, condition: sa.sql.ColumnElement[bool]) -> list[Subscription]:
        query = sa.select(subscriptions).where(condition).order_by(subscriptions.c.id)
        with read_transaction(self._engine) as tx:
            return [subscription_of(row) for row in tx.execute(query)]

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
