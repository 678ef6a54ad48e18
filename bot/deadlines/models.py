"""Programmes, deadline rules and events as the office keeps them in ``faq/``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from bot.knowledge.entry import Source


class Route(Enum):
    """The way an application takes."""

    DIRECT = "direkt"
    PORTAL = "portal"
    CENTRAL_BODY = "zentralstelle"
    STATE_YOUTH_OFFICE = "landesjugendamt"


class Status(Enum):
    """What a rule means on a given day."""

    OPEN = "open"
    SOON = "soon"
    CLOSED = "closed"
    ROLLING = "rolling"
    UNCONFIRMED = "unconfirmed"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Body:
    """The body to ask about a deadline."""

    name: str
    url: str


@dataclass(frozen=True)
class Programme:
    """A funding programme.

    ``countries`` are the ISO codes it is made for; ``any_country`` marks the programmes for groups
    that fit most partner countries, except ``excluded_countries``.
    """

    id: str
    name: str
    ask: Body
    topic: str | None
    countries: tuple[str, ...]
    any_country: bool = False
    excluded_countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class FixedRule:
    """One confirmed calendar date; ``at`` is local time in ``zone``."""

    day: date
    at: time | None
    zone: str


@dataclass(frozen=True)
class BeforeStartRule:
    """A lead time counted back from the start of the project; exactly one unit is set."""

    months: int = 0
    weeks: int = 0


@dataclass(frozen=True)
class PatternRule:
    """A habit of former years; ``months`` (1-12) are approximate and serve for sorting only."""

    text: str
    months: tuple[int, ...]


@dataclass(frozen=True)
class RollingRule:
    """Applications at any time; ``text`` tells processing times or conditions."""

    text: str


@dataclass(frozen=True)
class EndedRule:
    """The funding no longer exists; ``text`` tells since when and what came after it."""

    text: str


@dataclass(frozen=True)
class UnknownRule:
    """No date or habit is known: only the body to ask can be named."""


Rule = FixedRule | BeforeStartRule | PatternRule | RollingRule | EndedRule | UnknownRule


@dataclass(frozen=True)
class Deadline:
    """What has to be handed in by when, on which route, and how we know."""

    id: str
    programme: Programme
    action: str
    formats: tuple[str, ...]
    route: Route
    members_of: str | None
    rule: Rule
    last_known: tuple[date, ...]
    note: str
    sources: tuple[Source, ...]
    checked_on: date


@dataclass(frozen=True)
class Event:
    """An event of the office or of a partner; past ones tell the habit of a series."""

    id: str
    title: str
    starts_on: date
    ends_on: date
    place: str
    url: str
    sources: tuple[Source, ...]
    checked_on: date
