"""Between rows of the database and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from bot.reminders.models import (
    Channel,
    Occasion,
    Subscription,
    Target,
    TargetKind,
    Trigger,
)
from bot.reminders.tables import subscriptions


def has_values(values: Mapping[str, str | int]) -> sa.sql.ColumnElement[bool]:
    """Return the condition that a subscription has these values."""
    return sa.and_(*(subscriptions.c[name] == value for name, value in values.items()))


def is_address(address: str) -> sa.sql.ColumnElement[bool]:
    """Return the condition that a subscription goes to this address, whatever its capitals."""
    return sa.func.lower(subscriptions.c.address) == address.lower()


def columns_of(channel: Channel, address: str, target: Target) -> dict[str, str]:
    """Return the columns that tell one subscription from all others."""
    return {
        "channel": channel.value,
        "address": address,
        "target_kind": target.kind.value,
        "target_id": target.id,
        "start": "" if target.start is None else target.start.isoformat(),
    }


def subscription_of(row: Any) -> Subscription:
    """Return the subscription that stands in a row."""
    start = date.fromisoformat(row.start) if row.start else None
    return Subscription(
        id=row.id,
        channel=Channel(row.channel),
        address=row.address,
        target=Target(TargetKind(row.target_kind), row.target_id, start),
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
    )


def occasion_of(row: Any) -> Occasion:
    """Return the occasion of a mail that stands in a row."""
    sequence = row.occasion.rpartition(":")[2]
    return Occasion(
        subscription_id=row.subscription_id,
        trigger=Trigger(row.trigger),
        item_id=row.item_id,
        day=row.day,
        sequence=int(sequence) if row.day is None and sequence.isdigit() else 0,
    )
