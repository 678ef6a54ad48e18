"""Looks deadlines up: by programme, country and format, the most useful first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.deadlines.models import (
    BeforeStartRule,
    Deadline,
    FixedRule,
    PatternRule,
    RollingRule,
    Status,
)
from bot.deadlines.parsing import DeadlineBook
from bot.deadlines.status import status_at

_ORDER = (
    Status.SOON,
    Status.OPEN,
    Status.UNCONFIRMED,
    Status.ROLLING,
    Status.CLOSED,
    Status.UNKNOWN,
    Status.ENDED,
)


@dataclass(frozen=True)
class DeadlineQuery:
    """What was asked for; an empty tuple means no restriction.

    ``programmes`` are programme ids, ``countries`` ISO 3166 codes, ``formats`` format ids.
    """

    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


class LookupOutcome(Enum):
    """How well the book answers the question."""

    FOUND = "found"
    OVERVIEW = "overview"
    GENERAL_ONLY = "general_only"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Found:
    """A deadline and its status at the moment of the look-up."""

    deadline: Deadline
    status: Status


@dataclass(frozen=True)
class LookupResult:
    """Outcome and deadlines, the most useful first."""

    outcome: LookupOutcome
    items: tuple[Found, ...]


def query_for(
    book: DeadlineBook, asked: DeadlineQuery, *, topic: str | None, before: DeadlineQuery
) -> DeadlineQuery:
    """Complete what was asked: programmes of the topic, and what the conversation was about.

    A question that names neither programme nor country nor topic of its own is a follow-up to
    ``before`` only if it names a format; a bare question for deadlines is one for all.
    """
    known = {programme.id for programme in book.programmes}
    programmes = tuple(p for p in asked.programmes if p in known)
    if not programmes and not asked.countries and topic is not None:
        programmes = tuple(p.id for p in book.programmes if p.topic == topic)
    if not programmes and not asked.countries and asked.formats:
        return DeadlineQuery(before.programmes, before.countries, asked.formats)
    return DeadlineQuery(programmes, asked.countries, asked.formats)


def find_deadlines(book: DeadlineBook, query: DeadlineQuery, now: datetime) -> LookupResult:
    """Find the deadlines that fit ``query`` at ``now`` (aware)."""
    programmes, outcome = _programmes(book, query)
    found = [
        Found(deadline, status_at(deadline, book.primary_hosts, now))
        for deadline in book.deadlines
        if deadline.programme.id in programmes
    ]
    if query.formats:
        fitting = [item for item in found if _fits_formats(item.deadline, query.formats)]
        found = fitting or found
    if not query.programmes:
        # Rules for members of one umbrella body mislead everyone else; they show only on request.
        found = [item for item in found if item.deadline.members_of is None]
        found = [item for item in found if item.status is not Status.ENDED]
    found.sort(key=lambda item: _usefulness(item, query, now))
    if not found:
        return LookupResult(LookupOutcome.NOTHING, ())
    return LookupResult(outcome, tuple(found))


def _programmes(book: DeadlineBook, query: DeadlineQuery) -> tuple[set[str], LookupOutcome]:
    if query.programmes:
        return set(query.programmes), LookupOutcome.FOUND
    if not query.countries:
        return {programme.id for programme in book.programmes}, LookupOutcome.OVERVIEW
    asked = set(query.countries)
    made_for = {p.id for p in book.programmes if asked & set(p.countries)}
    general = {
        p.id for p in book.programmes if p.any_country and not asked & set(p.excluded_countries)
    }
    outcome = LookupOutcome.FOUND if made_for else LookupOutcome.GENERAL_ONLY
    return made_for | general, outcome


def _fits_formats(deadline: Deadline, formats: Sequence[str]) -> bool:
    return not deadline.formats or bool(set(deadline.formats) & set(formats))


def _usefulness(item: Found, query: DeadlineQuery, now: datetime) -> tuple[bool, int, int, str]:
    rule = item.deadline.rule
    if isinstance(rule, FixedRule):
        distance = abs((rule.day - now.date()).days)
    elif isinstance(rule, PatternRule) and rule.months:
        distance = min((month - now.month) % 12 for month in rule.months) * 30
    elif isinstance(rule, BeforeStartRule | RollingRule):
        # Such a rule holds at any time of the year, so it is the one to act on.
        distance = 0
    else:
        distance = 365
    # A country's own fund comes before the programmes for many countries.
    is_general = not set(item.deadline.programme.countries) & set(query.countries)
    return (is_general, _ORDER.index(item.status), distance, item.deadline.id)
