"""Holds one plan against the rules of one sheet, aspect by aspect."""

from __future__ import annotations

from dataclasses import dataclass

from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.sources import PrimaryHosts
from bot.fit.case import Case
from bot.fit.result import Evidence, Finding, Judgement
from bot.fit.rulebook.rules import BROKEN, Answer, answer, countries, formats
from bot.programmes.certainty import certainty_of
from bot.programmes.models import Aspect, Certainty, Fact, Sheet
from bot.programmes.values import Countries, Kinds
from bot.texts import text

JUDGED = (
    Aspect.COUNTRIES,
    Aspect.FORMATS,
    Aspect.APPLICANTS,
    Aspect.AGE,
    Aspect.GROUP_SIZE,
    Aspect.DURATION,
)

# Where a sheet does not say who may apply, bodies of youth work may; these perhaps not.
_UNUSUAL = frozenset({"informelle_gruppe", "einzelperson", "unternehmen"})

_QUESTIONS = {
    Aspect.COUNTRIES: "country",
    Aspect.FORMATS: "format",
    Aspect.APPLICANTS: "organisation",
    Aspect.AGE: "age",
    Aspect.GROUP_SIZE: "group",
    Aspect.DURATION: "days",
}


# The best one counts when a sheet knows several rules side by side.
_BEST_FIRST = (Finding.KEPT, Finding.OPEN, Finding.UNCLEAR, Finding.BROKEN)


@dataclass(frozen=True)
class Background:
    """What the deadline book says about the programme of a sheet.

    ``formats`` are those of its deadlines for everyone, empty where a deadline is for all formats.
    """

    countries: tuple[str, ...]
    is_any_country: bool
    excluded_countries: tuple[str, ...]
    formats: frozenset[str]
    hosts: PrimaryHosts

    @classmethod
    def of(cls, programme_id: str, book: DeadlineBook) -> Background:
        """Return the background of a programme."""
        programme = next(p for p in book.programmes if p.id == programme_id)
        deadlines = [
            d for d in book.deadlines if d.programme.id == programme_id and d.members_of is None
        ]
        is_limited = all(d.formats for d in deadlines)
        return cls(
            programme.countries,
            programme.any_country,
            programme.excluded_countries,
            frozenset(f for d in deadlines for f in d.formats) if is_limited else frozenset(),
            book.primary_hosts,
        )


def judge(sheet: Sheet, case: Case, background: Background) -> list[Judgement]:
    """Return a judgement on each of the aspects in ``JUDGED``."""
    return [_judge_aspect(sheet, aspect, case, background) for aspect in JUDGED]


def evidence_of(facts: list[Fact], sheet: Sheet, hosts: PrimaryHosts) -> tuple[Evidence, ...]:
    """Return the facts as evidence with the certainty that users may be told."""
    return tuple(
        Evidence(fact.text, fact.source, certainty_of(fact, sheet.id, hosts), sheet.checked_on)
        for fact in facts
    )


def facts_for(sheet: Sheet, aspect: Aspect, format_id: str | None) -> list[Fact]:
    """Return the facts for everyone, those for the format before the general ones.

    Rules of an umbrella body for its members are left out: they mislead everyone else.
    """
    open_to_all = [f for f in sheet.about(aspect) if f.certainty is not Certainty.MEMBERS]
    if format_id is not None:
        own = [fact for fact in open_to_all if format_id in fact.formats]
        if any(fact.value is not None for fact in own):
            return own
    return [fact for fact in open_to_all if not fact.formats or format_id in fact.formats]


def _judge_aspect(sheet: Sheet, aspect: Aspect, case: Case, background: Background) -> Judgement:
    hosts = background.hosts
    facts = facts_for(sheet, aspect, case.format)
    valued = [fact for fact in facts if fact.value is not None]
    if not valued:
        return _without_value(sheet, aspect, case, background, facts)
    answers = [(fact, answer(aspect, fact.value, case)) for fact in valued]
    best = min((given for _, given in answers), key=lambda a: _BEST_FIRST.index(a.finding))
    if best.finding is Finding.BROKEN and aspect is Aspect.FORMATS:
        best = _format_by_deadlines(case, background)
    deciding = [fact for fact, given in answers if given.finding is best.finding]
    return _judgement(aspect, best, evidence_of(deciding or valued, sheet, hosts))


def _judgement(aspect: Aspect, given: Answer, evidence: tuple[Evidence, ...]) -> Judgement:
    needs = _QUESTIONS[aspect] if given.finding is Finding.OPEN else None
    return Judgement(aspect.value, given.finding, evidence, needs=needs, note=given.note)


def _without_value(
    sheet: Sheet, aspect: Aspect, case: Case, background: Background, facts: list[Fact]
) -> Judgement:
    """Judge by the deadline book where the sheet has words only, or nothing."""
    evidence = evidence_of(facts, sheet, background.hosts)
    if aspect is Aspect.COUNTRIES and (background.countries or background.is_any_country):
        return _judgement(aspect, _countries_by_book(case, background), evidence)
    if aspect is Aspect.FORMATS and background.formats:
        given = formats(Kinds(tuple(background.formats)), case)
        if given.finding is Finding.KEPT and facts:
            # What the sheet says in words only is a condition that people check themselves.
            given = Answer(Finding.KEPT, text("fit.note_condition"))
        return _judgement(aspect, given, evidence)
    others = [f for f in sheet.about(aspect) if f.formats and f.value is not None]
    if case.format is None and others:
        # There are rules, but each for some formats only.
        needed = evidence_of(others, sheet, background.hosts)
        return Judgement(aspect.value, Finding.OPEN, needed, needs="format")
    if aspect is Aspect.APPLICANTS and case.organisation in _UNUSUAL:
        return Judgement(aspect.value, Finding.UNCLEAR, evidence, note=text("fit.note_unusual"))
    # A sentence without numbers is for people to read; it decides nothing.
    return Judgement(aspect.value, Finding.NOTE if facts else Finding.UNKNOWN, evidence)


def _countries_by_book(case: Case, background: Background) -> Answer:
    value = Countries(
        only=() if background.is_any_country else background.countries,
        is_any=background.is_any_country,
        excluded=background.excluded_countries,
    )
    given = countries(value, case)
    if given.finding is Finding.KEPT and not background.is_any_country:
        # Which countries belong to a region is our reading, not the body's word.
        return Answer(Finding.UNCLEAR, text("fit.note_region"))
    return given


def _format_by_deadlines(case: Case, background: Background) -> Answer:
    if case.format in background.formats:
        return Answer(Finding.UNCLEAR, text("fit.note_format_has_deadline"))
    return BROKEN
