"""The way an application takes: central body, youth office or directly to the funder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.deadlines.sources import PrimaryHosts
from bot.fit.case import Case
from bot.fit.judging import evidence_of
from bot.fit.result import Evidence, ProgrammeFit, Verdict, Way, WayStep, distinct
from bot.fit.told.answers import may_have_umbrella
from bot.programmes.models import Aspect, Certainty, Fact, Sheet, State
from bot.programmes.values import Ways

_CENTRAL_BODY, _YOUTH_OFFICE = "zentralstelle", "landesjugendamt"
_DIRECT = frozenset({"direkt", "portal"})
_NEAREST = 3


def way_steps(
    case: Case, programmes: Sequence[ProgrammeFit], hosts: PrimaryHosts
) -> tuple[WayStep, ...]:
    """Return the ways of the programmes that fit or may still fit.

    The programmes made for a partner country come first, whatever is still open about them; of the
    others those that fit. Empty if there is none at all.
    """
    fitting = [item for item in programmes if item.verdict is not Verdict.FITS_NOT]
    certain = [item for item in fitting if item.sheet.state is State.OPEN] or fitting
    specific = [item for item in certain if item.breadth is not None]
    # Without a format nearly everything may fit, and no way would be more than a guess.
    general = [item for item in certain if item.breadth is None and case.format is not None]
    leading = [*sorted(specific, key=lambda item: item.position), *general]
    fits = sum(item.verdict is Verdict.FITS for item in leading)
    steps: dict[tuple[Way, Way | None, str], WayStep] = {}
    for item in leading[: fits + _NEAREST]:
        way = way_of(item.sheet, case)
        otherwise = None
        if way is Way.ASK_UMBRELLA:
            otherwise = way_of(item.sheet, replace(case, has_umbrella=False))
        to_funder = (otherwise or way) in (Way.DIRECT, Way.ASK)
        contact = item.sheet.contact if to_funder else None
        key = (way, otherwise, "" if contact is None else contact.name)
        step = steps.get(key, WayStep(way, otherwise, (), contact, ()))
        steps[key] = replace(
            step,
            programmes=(*step.programmes, item),
            evidence=distinct((*step.evidence, *_evidence(item.sheet, case, hosts))),
        )
    return tuple(steps.values())


def way_of(sheet: Sheet, case: Case) -> Way:
    """Return the way for this applicant; with an umbrella body it is always the central body."""
    ways = _ways(sheet, case.format)
    if _CENTRAL_BODY in ways and may_have_umbrella(case.organisation):
        if case.has_umbrella:
            return Way.CENTRAL_BODY
        if case.has_umbrella is None:
            return Way.ASK_UMBRELLA
    if _YOUTH_OFFICE in ways:
        return Way.YOUTH_OFFICE
    if ways & _DIRECT:
        return Way.DIRECT
    # A body without umbrella in NRW goes to LWL or LVR (docs of the domain, display rule 9).
    return Way.YOUTH_OFFICE if _CENTRAL_BODY in ways else Way.ASK


def _ways(sheet: Sheet, format_id: str | None) -> set[str]:
    values = (fact.value for fact in _route_facts(sheet, format_id))
    return {way for value in values if isinstance(value, Ways) for way in value.ways}


def _evidence(sheet: Sheet, case: Case, hosts: PrimaryHosts) -> tuple[Evidence, ...]:
    return evidence_of(_route_facts(sheet, case.format), sheet, hosts)


def _route_facts(sheet: Sheet, format_id: str | None) -> list[Fact]:
    """Return the general facts and those for the format: one way does not close another."""
    return [
        fact
        for fact in sheet.about(Aspect.ROUTE)
        if fact.certainty is not Certainty.MEMBERS
        and (format_id is None or not fact.formats or format_id in fact.formats)
    ]
