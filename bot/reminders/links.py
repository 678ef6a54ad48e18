"""Links in mails: what they are for, what they are worth, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.privacy.token_hash import token_hash
from bot.reminders.models import Subscription
from bot.reminders.rows import subscription_of
from bot.reminders.tables import subscriptions, tokens


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


def find_link(tx: Connection, token: str, purpose: Purpose, now: datetime) -> LinkFound:
    """Return what a link is worth and whose it is, without using it."""
    is_this = (tokens.c.token_hash == token_hash(token)) & (tokens.c.purpose == purpose.value)
    row = tx.execute(sa.select(tokens).where(is_this)).one_or_none()
    if row is None:
        return LinkFound(LinkState.UNKNOWN, None)
    is_ours = subscriptions.c.id == row.subscription_id
    found = subscription_of(tx.execute(sa.select(subscriptions).where(is_ours)).one())
    if purpose is Purpose.CONFIRM and found.confirmed_at is not None:
        return LinkFound(LinkState.DONE, found)
    is_over = row.expires_at is not None and row.expires_at <= now
    return LinkFound(LinkState.EXPIRED if is_over else LinkState.OPEN, found)
