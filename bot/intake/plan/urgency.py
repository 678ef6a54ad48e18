"""Tells whether a request cannot wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum

from bot.clock import day_in_germany
from bot.deadlines.asked.dates import find_dates
from bot.fit.told.periods import find_period
from bot.intake.plan.english_dates import in_german
from bot.intake.words import phrases
from bot.words.phrases import begins_with_any, has_any, spaced

SOON = timedelta(weeks=4)


class Urgency(Enum):
    """Why a request is urgent."""

    EMERGENCY = "emergency"
    STARTS_SOON = "starts_soon"
    ASKED = "asked"


def urgency_of(
    period: str, said: Iterable[str], now: datetime, *, tells_emergency: bool = False
) -> Urgency | None:
    """Return why a request is urgent, None if it is not.

    ``period`` is when the journey is, ``said`` what the person wrote about it, ``tells_emergency``
    that the conversation was about an emergency.
    """
    if tells_emergency:
        return Urgency.EMERGENCY
    if starts_soon(period, now):
        return Urgency.STARTS_SOON
    return Urgency.ASKED if any(map(_asks, said)) else None


def starts_soon(period: str, now: datetime) -> bool:
    """Say whether the journey begins within four weeks or is under way."""
    period = in_german(period)
    start, end, _ = find_period(period, now)
    today = day_in_germany(now)
    # "Nach Weihnachten" is any time from then on.
    is_vague = begins_with_any(spaced(period), phrases("some_time_after"))
    if start is None or start > today + SOON or is_vague:
        return False
    # "im Dezember" has no last day for a plan, but is not over on the second of it.
    last = [span.until - timedelta(days=1) for span in find_dates(period, now) if span.until]
    return max([start, end or start, *last]) >= today


def _asks(said: str) -> bool:
    words = spaced(said)
    return has_any(words, phrases("urgent")) and not has_any(words, phrases("not_urgent"))
