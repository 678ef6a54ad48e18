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
    if not (_fits_partners(rule, case) and _fits_format(rule, case)):
        return Match.NO, None
    answers = {"period": _starts_within(rule, case), "seat": _lies_outside(rule, case)}
    if False in answers.values():
        return Match.NO, None
    open_question = next((name for name, answer in answers.items() if answer is None), None)
    return (Match.YES, None) if open_question is None else (Match.OPEN, open_question)


def _fits_partners(rule: SpecialRule, case: Case) -> bool:
    """Say whether the partner countries are those of the rule.

    Whoever has no country yet need not read about all of them.
    """
    partners = set(case.countries)
    return (
        (not rule.countries or bool(partners & set(rule.countries)))
        and not (rule.without_partner and partners)
        and (not rule.countries_other_than or bool(partners - set(rule.countries_other_than)))
        and len(case.countries) >= rule.partners_from
    )


def _fits_format(rule: SpecialRule, case: Case) -> bool:
    return not rule.formats or case.format in rule.formats


def _starts_within(rule: SpecialRule, case: Case) -> bool | None:
    """Say whether the first day lies within the dates of the rule; None if there is no day yet."""
    if rule.starts_from is None and rule.starts_before is None:
        return True
    if case.start is None:
        return None
    is_too_early = rule.starts_from is not None and case.start < rule.starts_from
    is_too_late = rule.starts_before is not None and case.start >= rule.starts_before
    return not (is_too_early or is_too_late)


def _lies_outside(rule: SpecialRule, case: Case) -> bool | None:
    """Say whether the seat is where the rule holds; None where that is not known."""
    if not rule.outside_nrw:
        return True
    is_in_nrw = None if case.seat is None else case.seat.is_in_nrw
    return None if is_in_nrw is None else not is_in_nrw


def effect_on(rule: SpecialRule, case: Case) -> Effect:
    """Return the effect; where a rule bars only some of the partner countries, the body decides."""
    is_for_all = set(case.countries) <= set(rule.countries) if rule.countries else True
    return rule.effect if is_for_all or rule.effect is not Effect.NO else Effect.UNCLEAR
