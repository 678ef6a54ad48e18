"""Says of programmes that somebody asks for that they do not pay, and who may pay instead."""

from __future__ import annotations

from collections.abc import Collection

from bot.fit.countries import country_names
from bot.fit.result import Finding, FitResult, ProgrammeFit, Verdict
from bot.fit.shown.cards import country_sections, fit_url
from bot.fit.shown.view import fit_view
from bot.knowledge.shown.cards import Card
from bot.knowledge.shown.fact_cards import FactItem, facts_card
from bot.programmes.models import Aspect
from bot.texts import text

# What a plan cannot change without being another plan.
_BARRING = (Aspect.COUNTRIES.value, Aspect.APPLICANTS.value)


def barred_programmes(result: FitResult, asked: Collection[str]) -> tuple[str, ...]:
    """Return those of ``asked`` (programme ids) that pay neither for the countries nor the body."""
    return tuple(
        item.sheet.id
        for item in result.with_verdict(Verdict.FITS_NOT)
        if item.sheet.id in asked and _bars(item)
    )


def own_programmes(result: FitResult) -> tuple[str, ...]:
    """Return the programmes made for a country of the plan that may pay, the likeliest first."""
    return tuple(
        item.sheet.id
        for item in result.programmes
        if item.breadth is not None and item.verdict is not Verdict.FITS_NOT
    )


def verdict_card(result: FitResult, barred: Collection[str], *, site: str = "") -> Card:
    """Return a ``facts`` card: no for ``barred`` and why, then who may pay instead.

    ``barred`` are ids that :func:`barred_programmes` returned; ``site`` is the public address
    before our pages.
    """
    view = fit_view(result)
    closed = [item for item in (*view.near, *view.other_countries) if item.fit.sheet.id in barred]
    reasons: list[FactItem] = []
    for item in closed:
        for reason in item.reasons:
            labelled = reason.copy()
            labelled["label"] = item.fit.sheet.short
            reasons.append(labelled)
    names = text("fit.and_more").join(item.fit.sheet.short for item in closed)
    countries = result.case.countries
    plan = country_names(countries) if countries else text(f"fit.organisation_{_body(result)}")
    sections = country_sections(result) if countries else []
    instead = "fit.verdict_instead" if sections else "fit.verdict_partner"
    return facts_card(
        text("fit.verdict_title", programmes=names, plan=plan),
        [{"title": text("fit.group_no"), "items": reasons}, *sections],
        intro=f"{text('fit.verdict_no', programmes=names)} {text(instead)}",
        links=[(text("fit.card_link"), fit_url(result, site))],
    )


def _body(result: FitResult) -> str:
    return result.case.organisation or "verein"


def _bars(item: ProgrammeFit) -> bool:
    return any(judgement.topic in _BARRING for judgement in item.of(Finding.BROKEN))
