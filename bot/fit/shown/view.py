"""The result in German words, piece by piece; page and chat arrange the same pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.deadlines.shown.wording import german_date
from bot.fit.check import SPECIAL_TOPIC
from bot.fit.result import (
    Finding,
    FitResult,
    Judgement,
    ProgrammeFit,
    Verdict,
)
from bot.fit.shown.evidence_items import evidence_item, judgement_items, note_item
from bot.fit.shown.way_views import WayView, way_views
from bot.fit.shown.wording import case_lines
from bot.knowledge.entry import Source
from bot.knowledge.shown.fact_cards import FactItem, fact_item
from bot.programmes.models import Aspect
from bot.texts import text

_REASONS = {
    Verdict.FITS: (),
    Verdict.UNCLEAR: (Finding.UNCLEAR,),
    Verdict.FITS_NOT: (Finding.BROKEN,),
}
# Words without numbers on these topics are worth reading at once, on others later.
_WORTH_READING = frozenset({SPECIAL_TOPIC, Aspect.COUNTRIES.value, Aspect.FORMATS.value})
_OTHER_COUNTRY = Aspect.COUNTRIES.value


@dataclass(frozen=True)
class ProgrammeView:
    """One programme.

    ``reasons`` are what decides, ``kept`` the other rules that were checked, ``remarks`` what the
    sheet says on exclusions and pitfalls, for people to read.
    """

    fit: ProgrammeFit
    missing: str | None
    reasons: tuple[FactItem, ...]
    kept: tuple[FactItem, ...]
    unknown: str | None
    remarks: tuple[FactItem, ...]
    deadlines: tuple[FactItem, ...]
    lead_times: tuple[str, ...]


@dataclass(frozen=True)
class FitView:
    """Everything that a reader sees of a result, apart from headings.

    ``other_countries`` are the programmes that fail by the partner country alone or among other
    reasons; ``near`` fail for other reasons only.
    """

    lines: tuple[tuple[str, str], ...]
    summary: str
    order: str
    ways: tuple[WayView, ...]
    hints: tuple[FactItem, ...]
    fits: tuple[ProgrammeView, ...]
    unclear: tuple[ProgrammeView, ...]
    near: tuple[ProgrammeView, ...]
    other_countries: tuple[ProgrammeView, ...]


def fit_view(result: FitResult) -> FitView:
    """Put a result into words."""
    not_fitting = result.with_verdict(Verdict.FITS_NOT)
    elsewhere = [item for item in not_fitting if _fails_by_country(item)]
    near = [item for item in not_fitting if item not in elsewhere]
    order = "fit.order" if result.case.countries else "fit.order_without_country"
    return FitView(
        lines=tuple(case_lines(result.case)),
        summary=summary(result),
        order=text(order),
        ways=way_views(result),
        hints=_hints(result),
        fits=tuple(map(_programme, result.with_verdict(Verdict.FITS))),
        unclear=tuple(map(_programme, result.with_verdict(Verdict.UNCLEAR))),
        near=tuple(map(_programme, near)),
        other_countries=tuple(map(_programme, elsewhere)),
    )


def summary(result: FitResult) -> str:
    """Return the result in one or two sentences."""
    fits = len(result.with_verdict(Verdict.FITS))
    unclear = len(result.with_verdict(Verdict.UNCLEAR))
    key = f"fits_{'some' if fits else 'none'}_open_{'some' if unclear else 'none'}"
    return text(f"fit.summary_{key}", fits=_count("fits", fits), open=_count("open", unclear))


def sources_of(judgements: Sequence[Judgement]) -> list[Source]:
    """Return the sources of all rules, each address once."""
    found = (e.source for item in judgements for e in item.evidence)
    return list({source.url: source for source in found if source is not None}.values())


def _programme(fit: ProgrammeFit) -> ProgrammeView:
    deciding = [j for j in fit.judgements if _decides(j, fit.verdict)]
    rest = fit.of(Finding.OPEN, Finding.KEPT, Finding.NOTE)
    kept = [j for j in rest if j not in deciding]
    return ProgrammeView(
        fit=fit,
        missing=_missing(fit),
        reasons=tuple(item for j in deciding for item in judgement_items(j)),
        kept=tuple(item for j in kept for item in judgement_items(j)),
        unknown=_unknown(fit),
        remarks=tuple(evidence_item(e, None, None, None) for e in fit.remarks),
        deadlines=fit.deadlines,
        lead_times=tuple(_lead_times(fit)),
    )


def _decides(judgement: Judgement, verdict: Verdict) -> bool:
    if judgement.finding in _REASONS[verdict]:
        return True
    # A rule that is kept only as we reckon is worth reading.
    is_reckoned = judgement.finding is Finding.KEPT and judgement.note is not None
    is_noted = judgement.finding is Finding.NOTE and judgement.topic in _WORTH_READING
    return verdict is not Verdict.FITS_NOT and (is_reckoned or is_noted)


def _missing(fit: ProgrammeFit) -> str | None:
    if fit.verdict is not Verdict.UNCLEAR or not fit.open_questions:
        return None
    fields = ", ".join(text(f"fit.field_{question}") for question in fit.open_questions)
    return text("fit.missing", fields=fields)


def _unknown(fit: ProgrammeFit) -> str | None:
    unknown = fit.of(Finding.UNKNOWN)
    if not unknown or fit.verdict is Verdict.FITS_NOT:
        return None
    topics = ", ".join(text(f"fit.topic_{item.topic}") for item in unknown)
    return text("fit.unknown_rules", topics=topics, ask=fit.sheet.contact.name)


def _lead_times(fit: ProgrammeFit) -> list[str]:
    return [
        text(
            "fit.lead_time_past" if item.is_past else "fit.lead_time",
            action=item.action,
            start=german_date(item.start),
            latest=german_date(item.latest),
            ask=fit.sheet.contact.name,
        )
        for item in fit.lead_times
    ]


def _hints(result: FitResult) -> tuple[FactItem, ...]:
    hints = [note_item(evidence) for evidence in result.notes]
    if result.is_in_the_past:
        hints.append(fact_item(text("fit.in_the_past")))
    elif result.is_short_notice:
        hints.append(fact_item(text("fit.short_notice")))
    seat = result.case.seat
    if seat is not None and seat.state is None:
        hints.append(fact_item(text("fit.seat_unknown", place=seat.text)))
    elif seat is not None and not seat.is_in_nrw:
        hints.append(fact_item(text("fit.seat_elsewhere")))
    return tuple(hints)


def _fails_by_country(fit: ProgrammeFit) -> bool:
    return any(item.topic == _OTHER_COUNTRY for item in fit.of(Finding.BROKEN))


def _count(kind: str, number: int) -> str:
    return text(f"fit.count_{kind}_{'one' if number == 1 else 'many'}", number=number)
