"""What a deadline means on a given day: the binding display rule of the office.

A date counts as certain only when a primary source of the current year (or later) names it and it
is still to come. Everything else is a habit to be checked with the body, and a past date is never
shown as open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.clock import day_in_germany
from bot.deadlines.models import (
    BeforeStartRule,
    Confidence,
    Deadline,
    EndedRule,
    FixedRule,
    RollingRule,
    Round,
    Status,
    UnknownRule,
)
from bot.deadlines.sources import PrimaryHosts

SOON_DAYS = 28


@dataclass(frozen=True)
class Standing:
    """A status and, only for a confirmed date that is still to come, the days until it."""

    status: Status
    days_left: int | None


def standing_at(deadline: Deadline, hosts: PrimaryHosts, now: datetime) -> Standing:
    """Return status and days left at ``now`` (aware)."""
    status = status_at(deadline, hosts, now)
    rule = deadline.rule
    if isinstance(rule, FixedRule) and status in (Status.OPEN, Status.SOON):
        return Standing(status, days_left(rule, now))
    return Standing(status, None)


def status_at(deadline: Deadline, hosts: PrimaryHosts, now: datetime) -> Status:
    """Return the status at ``now`` (aware)."""
    rule = deadline.rule
    if isinstance(rule, EndedRule):
        return Status.ENDED
    if isinstance(rule, UnknownRule):
        return Status.UNKNOWN
    if isinstance(rule, RollingRule | BeforeStartRule):
        today = day_in_germany(now)
        is_sure = has_primary_source(deadline, hosts) and _may_be_sure(deadline, today)
        return Status.ROLLING if is_sure else Status.UNCONFIRMED
    if isinstance(rule, FixedRule):
        return _fixed_status(deadline, rule, hosts, now)
    return Status.UNCONFIRMED


def _fixed_status(
    deadline: Deadline, rule: FixedRule, hosts: PrimaryHosts, now: datetime
) -> Status:
    local_now = now.astimezone(ZoneInfo(rule.zone))
    today = local_now.date()
    if _is_over(rule, local_now):
        return Status.CLOSED
    if not is_confirmed(deadline, hosts, today) or not _may_be_sure(deadline, today):
        return Status.UNCONFIRMED
    soon = rule.day - today <= timedelta(days=SOON_DAYS)
    return Status.SOON if soon else Status.OPEN


def _may_be_sure(deadline: Deadline, today: date) -> bool:
    """Say whether nothing about the entry itself makes its rule doubtful on a day."""
    if deadline.confidence is Confidence.LOW:
        return False
    if deadline.valid_from is not None and today < deadline.valid_from:
        return False
    return deadline.valid_until is None or today <= deadline.valid_until


def _is_over(rule: FixedRule, local_now: datetime) -> bool:
    if rule.at is None:
        # A whole day: compared as a day, so that no missing or doubled hour matters.
        return rule.day < local_now.date()
    # Two times of one zone are compared by their clocks, which run backwards once a year.
    return closing_moment(rule).astimezone(timezone.utc) <= local_now.astimezone(timezone.utc)


def closing_moment(rule: FixedRule) -> datetime:
    """Return the moment from which it is too late, in the rule's zone."""
    zone = ZoneInfo(rule.zone)
    if rule.at is None:
        return datetime.combine(rule.day + timedelta(days=1), datetime.min.time(), zone)
    return datetime.combine(rule.day, rule.at, zone)


def has_primary_source(deadline: Deadline, hosts: PrimaryHosts) -> bool:
    """Say whether a page of the body itself supports the deadline."""
    return any(hosts.is_primary(source, deadline.programme.id) for source in deadline.sources)


def is_confirmed(deadline: Deadline, hosts: PrimaryHosts, today: date) -> bool:
    """Say whether a primary source of this year or later supports the deadline."""
    return any(
        source.year is not None
        and source.year >= today.year
        and hosts.is_primary(source, deadline.programme.id)
        for source in deadline.sources
    )


def last_known_day(
    deadline: Deadline, hosts: PrimaryHosts, today: date, of: Round | None = None
) -> date | None:
    """Return the newest past date, if a primary source names it; otherwise None.

    Where only one round is meant, the dates of others are none of it.
    """
    days = list(deadline.last_known)
    if isinstance(deadline.rule, FixedRule):
        days.append(deadline.rule.day)
    past = [day for day in days if day < today and (of is None or of.holds(day))]
    return max(past) if past and has_primary_source(deadline, hosts) else None


def days_left(rule: FixedRule, now: datetime) -> int:
    """Return whole calendar days until the closing day in the rule's zone."""
    return (rule.day - now.astimezone(ZoneInfo(rule.zone)).date()).days
