"""Places, the two Landesjugendämter and what is said about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.knowledge.entry import Source


class PlaceKind(Enum):
    """What a place is; the values are those of ``for`` in ``faq/zustaendigkeit.yml``."""

    INDEPENDENT_CITY = "kreisfrei"
    DISTRICT = "kreis"
    TOWN = "gemeinde"
    LANDSCAPE = "landschaft"


@dataclass(frozen=True)
class Place:
    """A place in NRW.

    ``landesjugendamt`` is ``LWL`` or ``LVR``. For a town ``kreis`` is the name of its Kreis and
    ``located`` says it in a sentence ("im Kreis Borken"); for all others both are empty.
    ``namesake`` tells of a place of the same name outside NRW.
    """

    id: str
    name: str
    kind: PlaceKind
    landesjugendamt: str
    kreis: str | None = None
    located: str = ""
    namesake: str | None = None


@dataclass(frozen=True)
class OtherState:
    """Another Bundesland; ``located`` says it in a sentence ("im Saarland")."""

    id: str
    name: str
    located: str


@dataclass(frozen=True)
class Elsewhere:
    """A place outside NRW that somebody named: a town, or the Bundesland itself (None)."""

    state: OtherState
    town: str | None


@dataclass(frozen=True)
class StateOffice:
    """A Landesjugendamt; ``located`` names its part of the Land ("im Rheinland")."""

    name: str
    seat: str
    located: str
    url: str | None


@dataclass(frozen=True)
class Statement:
    """One line of advice; ``text`` may hold placeholders, ``kinds`` are empty if it fits all."""

    label: str
    text: str
    kinds: frozenset[PlaceKind]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class StatementGroup:
    """Advice under one heading."""

    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class ElsewhereAdvice:
    """What is said about places outside NRW."""

    intro: str
    state_intro: str
    topics: tuple[str, ...]
    statements: tuple[Statement, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Guidance:
    """All texts of ``faq/zustaendigkeit.yml``; ``topics`` are ids of answers that go on."""

    offices: dict[str, StateOffice]
    intros: dict[PlaceKind, str]
    groups: tuple[StatementGroup, ...]
    elsewhere: ElsewhereAdvice
    topics: tuple[str, ...]
    checked_on: date
