"""Cards of deadlines and events: the wording of status, date and route."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.deadlines.lookup import Found, LookupResult
from bot.deadlines.models import (
    BeforeStartRule,
    Deadline,
    EndedRule,
    Event,
    FixedRule,
    PatternRule,
    RollingRule,
    Status,
)
from bot.deadlines.parsing import DeadlineBook
from bot.deadlines.sources import PrimaryHosts
from bot.deadlines.status import days_left, last_known_day
from bot.knowledge.cards import Card, source_items
from bot.texts import text

MAX_ITEMS = 5


def deadlines_card(book: DeadlineBook, result: LookupResult, now: datetime) -> Card:
    """Return the ``deadlines`` card with the first items and the number of the rest."""
    shown = result.items[:MAX_ITEMS]
    return {
        "card": "deadlines",
        "intro": text(f"deadlines.intro_{result.outcome.value}"),
        "items": [_item(found, book.primary_hosts, now) for found in shown],
        "more": len(result.items) - len(shown),
    }


def _item(found: Found, hosts: PrimaryHosts, now: datetime) -> dict[str, Any]:
    deadline = found.deadline
    ask = deadline.programme.ask
    return {
        "id": deadline.id,
        "programme": deadline.programme.name,
        "action": deadline.action,
        "status": found.status.value,
        "status_text": _status_text(found, now),
        "when": _when(found, hosts, now),
        "route": _route(deadline),
        "note": deadline.note,
        "ask": {"name": ask.name, "url": ask.url},
        "sources": source_items(deadline.sources),
        "checked_on": deadline.checked_on.isoformat(),
    }


def _status_text(found: Found, now: datetime) -> str:
    rule = found.deadline.rule
    if isinstance(rule, FixedRule) and found.status in (Status.OPEN, Status.SOON):
        left = days_left(rule, now)
        if left == 0:
            return text("deadlines.status_today")
        key = "deadlines.status_one_day" if left == 1 else "deadlines.status_days"
        return text(key, days=left)
    return text(f"deadlines.status_{found.status.value}")


def _when(found: Found, hosts: PrimaryHosts, now: datetime) -> str:
    deadline = found.deadline
    ask = deadline.programme.ask.name
    if found.status is Status.UNKNOWN:
        return text("deadlines.when_unknown", ask=ask)
    if isinstance(deadline.rule, EndedRule):
        return deadline.rule.text
    parts = [_rule_text(found)]
    if found.status in (Status.UNCONFIRMED, Status.CLOSED):
        last = last_known_day(deadline, hosts, now.date())
        if last is not None:
            parts.append(text("deadlines.last_known", day=german_date(last)))
        parts.append(text("deadlines.please_check", ask=ask))
    return " ".join(filter(None, parts))


def _rule_text(found: Found) -> str:
    rule = found.deadline.rule
    if isinstance(rule, FixedRule):
        if found.status not in (Status.OPEN, Status.SOON):
            # Neither a past nor an unconfirmed date is shown as a date to act on.
            return text("deadlines.when_fixed_uncertain")
        if rule.at is None:
            return text("deadlines.when_fixed_day", day=german_date(rule.day))
        return text("deadlines.when_fixed_time", day=german_date(rule.day), time=f"{rule.at:%H:%M}")
    if isinstance(rule, BeforeStartRule):
        unit, number = ("months", rule.months) if rule.months else ("weeks", rule.weeks)
        suffix = "one" if number == 1 else "many"
        return text(f"deadlines.when_before_start_{unit}_{suffix}", number=number)
    if isinstance(rule, PatternRule | RollingRule):
        return rule.text
    return ""


def _route(deadline: Deadline) -> str:
    if deadline.members_of is not None:
        return text("deadlines.route_members_only", body=deadline.members_of)
    return text(f"deadlines.route_{deadline.route.value}")


def german_date(day: date) -> str:
    """Return for example ``1. Oktober 2025``."""
    return f"{day.day}. {text(f'deadlines.month_{day.month}')} {day.year}"


def events_card(events: Sequence[Event], today: date, website: str) -> Card:
    """Return a ``deadlines`` card of upcoming events, or an honest word that none is known."""
    upcoming = sorted((e for e in events if e.ends_on >= today), key=lambda e: e.starts_on)
    past = sorted((e for e in events if e.ends_on < today), key=lambda e: e.starts_on)
    key = "deadlines.events_upcoming" if upcoming else "deadlines.events_none"
    return {
        "card": "deadlines",
        "intro": text(key),
        "items": [
            _event_item(e, today, website) for e in (upcoming[:MAX_ITEMS] or past[-2:][::-1])
        ],
        "more": max(0, len(upcoming) - MAX_ITEMS),
    }


def _event_item(event: Event, today: date, website: str) -> dict[str, Any]:
    is_past = event.ends_on < today
    days = german_date(event.starts_on)
    if event.ends_on != event.starts_on:
        days = text("deadlines.event_range", first=days, last=german_date(event.ends_on))
    return {
        "id": event.id,
        "programme": event.title,
        "action": event.place,
        "status": Status.CLOSED.value if is_past else Status.OPEN.value,
        "status_text": text("deadlines.event_past" if is_past else "deadlines.event_upcoming"),
        "when": text("deadlines.event_was", days=days) if is_past else days,
        "route": "",
        "note": "",
        "ask": {"name": text("deadlines.event_ask"), "url": website},
        "sources": source_items(event.sources),
        "checked_on": event.checked_on.isoformat(),
    }
