"""Rules that no single sheet holds: certain countries, years, seats (``faq/fit.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.fit.case import Case
from bot.knowledge.entry import Source
from bot.programmes.models import Certainty


class Effect(Enum):
    """What a rule does to a programme where it applies."""

    NO = "no"
    UNCLEAR = "unclear"
    NOTE = "note"


class Match(Enum):
    """Whether a rule applies to a plan."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True)
class SpecialRule:
    """A rule with its conditions, all of which must hold; an empty one always does.

    ``programmes`` are programme ids (empty: all), ``formats`` format ids of which the plan has one,
    ``without_partner`` means plans without a partner country, ``countries`` ISO codes of which one
    must be a partner country, ``countries_other_than`` those beside which there must be another,
    ``partners_from`` the number of partner countries from which it applies,
    ``starts_from`` and ``starts_before`` limit the first day, ``outside_nrw`` means applicants
    from elsewhere. ``source`` is None for advice from practice.
    """

    id: str
    effect: Effect
    text: str
    source: Source | None
    certainty: Certainty
    checked_on: date
    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    countries_other_than: tuple[str, ...] = ()
    partners_from: int = 0
    starts_from: date | None = None
    starts_before: date | None = None
    outside_nrw: bool = False
    formats: tuple[str, ...] = ()
    without_partner: bool = False

    def is_about(self, programme_id: str) -> bool:
        """Say whether the rule is one for this programme."""
        return not self.programmes or programme_id in self.programmes


def match(rule: SpecialRule, case: Case) -> tuple[Match, str | None]:
    """Return whether the rule applies, and the question that is open if that decides it."""
    if rule.countries and not set(rule.countries) & set(case.countries):
        # Whoever has no country yet need not read about all of them.
        return Match.NO, None
    if rule.without_partner and case.countries:
        return Match.NO, None
    if rule.formats and case.format not in rule.formats:
        return Match.NO, None
    others = set(case.countries) - set(rule.countries_other_than)
    if rule.countries_other_than and not others:
        return Match.NO, None
    if len(case.countries) < rule.partners_from:
        return Match.NO, None
    open_question = None
    if rule.starts_from is not None or rule.starts_before is not None:
        if case.start is None:
            open_question = "period"
        elif not _starts_within(rule, case.start):
            return Match.NO, None
    if rule.outside_nrw:
        is_in_nrw = None if case.seat is None else case.seat.is_in_nrw
        if is_in_nrw:
            return Match.NO, None
        if is_in_nrw is None:
            open_question = open_question or "seat"
    return (Match.YES, None) if open_question is None else (Match.OPEN, open_question)


def _starts_within(rule: SpecialRule, start: date) -> bool:
    if rule.starts_from is not None and start < rule.starts_from:
        return False
    return rule.starts_before is None or start < rule.starts_before


def effect_on(rule: SpecialRule, case: Case) -> Effect:
    """Return the effect; where a rule bars only some of the partner countries, the body decides."""
    is_for_all = set(case.countries) <= set(rule.countries) if rule.countries else True
    return rule.effect if is_for_all or rule.effect is not Effect.NO else Effect.UNCLEAR
