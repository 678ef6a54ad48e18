"""The programme sheet: structured facts, each with its source and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.deadlines.models import Body
from bot.knowledge.entry import Source
from bot.programmes.values import Value


class Aspect(Enum):
    """What can be asked about a programme; the values are those of the entity ``aspect``."""

    APPLICANTS = "traeger"
    FORMATS = "formate"
    COUNTRIES = "laender"
    AGE = "alter"
    GROUP_SIZE = "gruppengroesse"
    DURATION = "dauer"
    DEADLINE = "frist"
    ROUTE = "antragsweg"
    RATES = "betrag"
    OWN_SHARE = "eigenanteil"
    DECISION = "entscheidung"
    EXCLUSIONS = "ausschluss"
    NOTES = "hinweise"
    CONTACT = "kontakt"


# Deadlines stand in the deadline book, the body to ask at the head of the sheet.
FACT_KEYS: Mapping[str, Aspect] = {
    aspect.name.lower(): aspect
    for aspect in Aspect
    if aspect not in (Aspect.DEADLINE, Aspect.CONTACT)
}


class Certainty(Enum):
    """How sure a fact is, as the office marks it."""

    CONFIRMED = "confirmed"
    ABOUT = "about"
    MEMBERS = "members"


class State(Enum):
    """Whether the programme still takes applications."""

    OPEN = "open"
    ENDED = "ended"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Fact:
    """One statement about one aspect.

    ``formats`` are the format ids it is limited to (empty: all); ``value`` is the same statement
    to reckon with, None when the text is all there is; ``members_of`` names the umbrella body
    whose members alone the fact is for.
    """

    text: str
    source: Source
    certainty: Certainty
    value: Value | None = None
    members_of: str | None = None
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """Everything the office knows about one programme; ``id`` is that of ``deadlines.yml``.

    ``article`` (der, die, das or None) belongs to ``short``; ``topic`` is the id of the entry
    that answers general questions; an aspect without facts is not known.
    """

    id: str
    name: str
    short: str
    article: str | None
    state: State
    replaced_by: str | None
    former_names: tuple[str, ...]
    topic: str | None
    summary: str
    summary_sources: tuple[Source, ...]
    contact: Body
    checked_on: date
    review_by: date
    facts: Mapping[Aspect, tuple[Fact, ...]]

    def about(self, aspect: Aspect) -> tuple[Fact, ...]:
        """Return the facts on an aspect, empty when none is known."""
        return self.facts.get(aspect, ())

    def is_review_due(self, today: date) -> bool:
        """Say whether the office wanted to have checked the sheet again before ``today``."""
        return self.review_by < today
