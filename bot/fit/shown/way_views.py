"""The first ways of a result in German words: where to go, why, for which programmes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.fit.case import Case
from bot.fit.result import FitResult, ProgrammeFit, Verdict, Way, WayStep
from bot.fit.shown.evidence_items import note_item
from bot.knowledge.shown.fact_cards import FactItem
from bot.texts import text


@dataclass(frozen=True)
class WayView:
    """A way: what it is, why, and for which programmes."""

    title: str
    why: str
    programmes: str
    items: tuple[FactItem, ...]
    url: str | None


def way_views(result: FitResult) -> tuple[WayView, ...]:
    """Return the ways in their order; without any, what there is instead."""
    if not result.steps:
        is_open = bool(result.with_verdict(Verdict.UNCLEAR))
        key = "fit.way_open" if is_open else "fit.way_none"
        return (WayView(text(key), text(f"{key}_why"), "", (), None),)
    return tuple(_way(step, result.case) for step in result.steps)


def _way(step: WayStep, case: Case) -> WayView:
    ask = "" if step.contact is None else step.contact.name
    office = office_words(case)
    key = f"fit.way_{step.way.value}"
    if step.way is Way.YOUTH_OFFICE and case.organisation == "kommune":
        key = "fit.way_youth_office_kommune"
    why = text(f"{key}_why", otherwise=_otherwise(step, office, ask))
    if Way.YOUTH_OFFICE in (step.way, step.otherwise) and case.seat is None:
        why = f"{why} {text('fit.seat_missing')}"
    return WayView(
        title=text(key, office=office, ask=ask),
        why=why,
        programmes=text("fit.way_for", programmes=", ".join(map(_name, step.programmes))),
        items=tuple(note_item(evidence) for evidence in step.evidence),
        url=step.contact.url if step.contact is not None and step.otherwise is None else None,
    )


def _otherwise(step: WayStep, office: str, ask: str) -> str:
    if step.otherwise is Way.YOUTH_OFFICE:
        return text("fit.otherwise_youth_office", office=office)
    return text("fit.otherwise_direct", ask=ask)


def _name(fit: ProgrammeFit) -> str:
    is_unclear = fit.verdict is Verdict.UNCLEAR
    return text("fit.way_unclear", programme=fit.sheet.short) if is_unclear else fit.sheet.short


def office_words(case: Case) -> str:
    """Return the Landesjugendamt for the applicant's seat, as exactly as it is known."""
    if case.seat is not None and case.seat.youth_office is not None:
        return case.seat.youth_office
    if case.seat is not None and case.seat.is_in_nrw is False:
        return text("fit.other_office")
    return text("fit.any_office")
