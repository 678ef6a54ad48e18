"""What a deadline means on a given day: the binding display rule of the office.

A date counts as certain only when a primary source of the current year (or later) names it and it
is still to come. Everything else is a habit to be checked with the body, and a past date is never
shown as open.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.deadlines.models import (
    BeforeStartRule,
    Deadline,
    EndedRule,
    FixedRule,
    RollingRule,
    Status,
    UnknownRule,
)
from bot.deadlines.sources import PrimaryHosts

SOON_DAYS = 28


def status_at(deadline: Deadline, hosts: PrimaryHosts, now: datetime) -> Status:
    """Return the status at ``now`` (aware)."""
    rule = deadline.rule
    if isinstance(rule, EndedRule):
        return Status.ENDED
    if isinstance(rule, UnknownRule):
        return Status.UNKNOWN
    if isinstance(rule, RollingRule | BeforeStartRule):
        return Status.ROLLING if has_primary_source(deadline, hosts) else Status.UNCONFIRMED
    if isinstance(rule, FixedRule):
        return _fixed_status(deadline, rule, hosts, now)
    return Status.UNCONFIRMED


def _fixed_status(
    deadline: Deadline, rule: FixedRule, hosts: PrimaryHosts, now: datetime
) -> Status:
    local_now = now.astimezone(ZoneInfo(rule.zone))
    if closing_moment(rule) <= local_now:
        return Status.CLOSED
    if not is_confirmed(deadline, hosts, local_now.date()):
        return Status.UNCONFIRMED
    soon = rule.day - local_now.date() <= timedelta(days=SOON_DAYS)
    return Status.SOON if soon else Status.OPEN


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


def last_known_day(deadline: Deadline, hosts: PrimaryHosts, today: date) -> date | None:
    """Return the newest past date, if a primary source names it; otherwise None."""
    days = list(deadline.last_known)
    if isinstance(deadline.rule, FixedRule):
        days.append(deadline.rule.day)
    past = [day for day in days if day < today]
    return max(past) if past and has_primary_source(deadline, hosts) else None


def days_left(rule: FixedRule, now: datetime) -> int:
    """Return whole calendar days until the closing day in the rule's zone."""
    return (rule.day - now.astimezone(ZoneInfo(rule.zone)).date()).days
