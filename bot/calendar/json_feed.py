"""Deadlines as JSON for the office's website and other programs (shape: docs/calendar.md)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.clock import day_in_germany
from bot.deadlines.due import Due, DueKind
from bot.deadlines.lookup import LookupResult
from bot.deadlines.models import FixedRule
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.cards import deadline_item

VERSION = 1


def json_feed(book: DeadlineBook, result: LookupResult, now: datetime) -> dict[str, Any]:
    """Return the feed; the same book and day give the same feed."""
    return {
        "version": VERSION,
        "as_of": day_in_germany(now).isoformat(),
        "items": [
            {
                **deadline_item(book, found, result, now),
                "formats": list(found.deadline.formats),
                "countries": list(found.deadline.programme.countries),
                "members_of": found.deadline.members_of,
                "date": _date(found.deadline.rule, found.due),
                "usual": _usual(found.due),
            }
            for found in result.items
        ],
    }


def _date(rule: object, due: Due | None) -> dict[str, Any] | None:
    """Return a confirmed date; anything else has none."""
    if due is None or due.kind is not DueKind.CONFIRMED or not isinstance(rule, FixedRule):
        return None
    return {
        "day": rule.day.isoformat(),
        "time": None if rule.at is None else f"{rule.at:%H:%M}",
        "zone": rule.zone,
        "opens_on": None if rule.opens_on is None else rule.opens_on.isoformat(),
    }


def _usual(due: Due | None) -> dict[str, Any] | None:
    """Return when the next usual round closes, which nobody has confirmed."""
    if due is None or due.kind is not DueKind.HABIT or due.round is None:
        return None
    return {
        "label": due.round.label,
        "year": due.year,
        "from": due.first.isoformat(),
        "to": due.last.isoformat(),
    }
