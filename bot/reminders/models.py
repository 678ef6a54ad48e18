"""Subscriptions and reminders; no storage, no wording.

Addresses are left out of every ``repr``, so that a logged object names nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum


class Channel(Enum):
    """How a reminder reaches the person."""

    EMAIL = "email"
    TELEGRAM = "telegram"


class TargetKind(Enum):
    """What somebody wants to be reminded of."""

    DEADLINE = "deadline"
    PROGRAMME = "programme"
    COUNTRY = "country"
    EVENTS = "events"


class Trigger(Enum):
    """Why a mail goes out."""

    CONFIRM = "confirm"
    FOUR_WEEKS = "four_weeks"
    ONE_WEEK = "one_week"
    CHANGED = "changed"
    NEW = "new"


@dataclass(frozen=True)
class Target:
    """What a subscription is about.

    ``id`` is that of a deadline or programme, or the code of a country; empty for all events of
    the office. ``start`` is the first day of the person's own project, where they gave one.
    """

    kind: TargetKind
    id: str = ""
    start: date | None = None


@dataclass(frozen=True)
class Subscription:
    """A subscription; until ``confirmed_at`` it gets nothing but the mail that asks for it.

    ``address`` is an e-mail address, or the number of a chat.
    """

    id: int
    channel: Channel
    address: str = field(repr=False)
    target: Target
    created_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True)
class Occasion:
    """One reason to write to a subscriber, told at most once.

    ``item_id`` is a deadline or event, ``day`` the day that the reminder is about.
    """

    subscription_id: int
    trigger: Trigger
    item_id: str
    day: date | None
    sequence: int = 0

    @property
    def key(self) -> str:
        """Return what makes the occasion the same: within a subscription it is unique."""
        if self.trigger in (Trigger.CHANGED, Trigger.NEW):
            return f"{self.trigger.value}:{self.item_id}:{self.sequence}"
        day = "" if self.day is None else self.day.isoformat()
        return f"{self.trigger.value}:{self.item_id}:{day}"
