"""Looks deadlines up: by programme, country and format, the most useful first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.deadlines.models import Deadline, FixedRule, PatternRule, Programme, Status
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
    found.sort(key=lambda item: _usefulness(item, now))
    if not found:
        return LookupResult(LookupOutcome.NOTHING, ())
    return LookupResult(outcome, tuple(found))


def _programmes(book: DeadlineBook, query: DeadlineQuery) -> tuple[set[str], LookupOutcome]:
    if query.programmes:
        return set(query.programmes), LookupOutcome.FOUND
    if not query.countries:
        return {programme.id for programme in book.programmes}, LookupOutcome.OVERVIEW
    made_for = {p.id for p in book.programmes if set(p.countries) & set(query.countries)}
    general = {p.id for p in book.programmes if _is_general(p)}
    if made_for:
        return made_for | (general & _EVERYWHERE_IN_EUROPE), LookupOutcome.FOUND
    return general, LookupOutcome.GENERAL_ONLY


# Erasmus+ Jugend is the one funding that a bilateral fund does not replace.
_EVERYWHERE_IN_EUROPE = {"erasmus_jugend"}


def _is_general(programme: Programme) -> bool:
    return not programme.countries


def _fits_formats(deadline: Deadline, formats: Sequence[str]) -> bool:
    return not deadline.formats or bool(set(deadline.formats) & set(formats))


def _usefulness(item: Found, now: datetime) -> tuple[int, int, str]:
    rule = item.deadline.rule
    if isinstance(rule, FixedRule):
        distance = abs((rule.day - now.date()).days)
    elif isinstance(rule, PatternRule) and rule.months:
        distance = min((month - now.month) % 12 for month in rule.months) * 30
    else:
        distance = 365
    return (_ORDER.index(item.status), distance, item.deadline.id)
