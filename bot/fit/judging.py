"""Holds one plan against the rules of one sheet, aspect by aspect."""

from __future__ import annotations

from dataclasses import dataclass

from bot.deadlines.parsing import DeadlineBook
from bot.deadlines.sources import PrimaryHosts
from bot.fit.case import SINGLE_GROUP, Case
from bot.fit.countries import country_names
from bot.fit.result import Evidence, Finding, Judgement
from bot.programmes.certainty import certainty_of
from bot.programmes.models import Aspect, Certainty, Fact, Sheet
from bot.programmes.values import Countries, GroupSize, Kinds, Span, Value
from bot.texts import text

JUDGED = (
    Aspect.COUNTRIES,
    Aspect.FORMATS,
    Aspect.APPLICANTS,
    Aspect.AGE,
    Aspect.GROUP_SIZE,
    Aspect.DURATION,
)

# Whether arrival and departure count differs from programme to programme.
_TRAVEL_DAYS = 2
_RECOGNISED = "anerkannter_traeger"
# Many of them are recognised; they know it, we do not.
_MAY_BE_RECOGNISED = frozenset({"verein", "religionsgemeinschaft"})
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


@dataclass(frozen=True)
class _Answer:
    """A finding of one value, with a remark if the finding needs one."""

    finding: Finding
    note: str | None = None


_KEPT, _BROKEN = _Answer(Finding.KEPT), _Answer(Finding.BROKEN)
_OPEN = _Answer(Finding.OPEN)
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
    answers = [(fact, _answer(aspect, fact.value, case)) for fact in valued]
    best = min((given for _, given in answers), key=lambda a: _BEST_FIRST.index(a.finding))
    if best.finding is Finding.BROKEN and aspect is Aspect.FORMATS:
        best = _format_by_deadlines(case, background)
    deciding = [fact for fact, given in answers if given.finding is best.finding]
    return _judgement(aspect, best, evidence_of(deciding or valued, sheet, hosts))


def _judgement(aspect: Aspect, given: _Answer, evidence: tuple[Evidence, ...]) -> Judgement:
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
        given = _formats(Kinds(tuple(background.formats)), case)
        if given.finding is Finding.KEPT and facts:
            # What the sheet says in words only is a condition that people check themselves.
            given = _Answer(Finding.KEPT, text("fit.note_condition"))
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


def _countries_by_book(case: Case, background: Background) -> _Answer:
    value = Countries(
        only=() if background.is_any_country else background.countries,
        is_any=background.is_any_country,
        excluded=background.excluded_countries,
    )
    given = _countries(value, case)
    if given.finding is Finding.KEPT and not background.is_any_country:
        # Which countries belong to a region is our reading, not the body's word.
        return _Answer(Finding.UNCLEAR, text("fit.note_region"))
    return given


def _format_by_deadlines(case: Case, background: Background) -> _Answer:
    if case.format in background.formats:
        return _Answer(Finding.UNCLEAR, text("fit.note_format_has_deadline"))
    return _BROKEN


def _answer(aspect: Aspect, value: Value | None, case: Case) -> _Answer:
    if isinstance(value, Countries):
        return _countries(value, case)
    if isinstance(value, GroupSize):
        return _group_size(value, case)
    if isinstance(value, Kinds):
        return (_formats if aspect is Aspect.FORMATS else _applicants)(value, case)
    if isinstance(value, Span):
        return (_age if aspect is Aspect.AGE else _duration)(value, case)
    return _Answer(Finding.UNCLEAR)


def _countries(value: Countries, case: Case) -> _Answer:
    partners = set(case.countries)
    if not partners:
        return _KEPT if value.is_any and not value.excluded else _OPEN
    if value.is_any:
        barred = partners & set(value.excluded)
        if not barred:
            return _KEPT
        if barred == partners:
            return _BROKEN
        names = country_names(tuple(code for code in case.countries if code in barred))
        return _Answer(Finding.UNCLEAR, text("fit.note_some_excluded", countries=names))
    if not partners & set(value.only):
        return _BROKEN
    rest = tuple(c for c in case.countries if c not in value.only and c not in value.also)
    if rest:
        return _Answer(
            Finding.UNCLEAR, text("fit.note_more_countries", countries=country_names(rest))
        )
    return _KEPT


def _formats(value: Kinds, case: Case) -> _Answer:
    if case.format is None:
        return _OPEN
    return _KEPT if case.format in value.kinds else _BROKEN


def _applicants(value: Kinds, case: Case) -> _Answer:
    kind = case.organisation
    if kind is None:
        return _OPEN
    if kind in value.kinds or (kind == _RECOGNISED and "verein" in value.kinds):
        return _KEPT
    if kind in _MAY_BE_RECOGNISED and _RECOGNISED in value.kinds:
        named = kind == "religionsgemeinschaft" and "verein" in value.kinds
        note = "fit.note_religious_body" if named else "fit.note_recognition"
        return _Answer(Finding.UNCLEAR, text(note))
    if kind == "religionsgemeinschaft" and "verein" in value.kinds:
        return _Answer(Finding.UNCLEAR, text("fit.note_religious_body"))
    return _BROKEN


def _age(value: Span, case: Case) -> _Answer:
    if case.age is None:
        return _OPEN
    low, high = case.age.low, case.age.high
    too_young = value.minimum is not None and low is not None and low < value.minimum
    too_old = value.maximum is not None and high is not None and high > value.maximum
    if not too_young and not too_old:
        open_end = (low is None and value.minimum) or (high is None and value.maximum)
        return _OPEN if open_end else _KEPT
    all_too_young = too_young and high is not None and high < (value.minimum or 0)
    all_too_old = too_old and low is not None and value.maximum is not None and low > value.maximum
    if all_too_young or all_too_old:
        return _BROKEN
    # Part of the group is within: that part can take part.
    return _Answer(Finding.UNCLEAR, text("fit.note_some_ages"))


def _group_size(value: GroupSize, case: Case) -> _Answer:
    if case.group is None:
        return _OPEN
    low, high = case.group.low or 1, case.group.high or case.group.low or 1
    if value.minimum_per_country is not None and high < value.minimum_per_country:
        return _BROKEN
    largest = [n for n in (value.maximum_per_country, value.maximum) if n is not None]
    if largest and low > min(largest):
        return _BROKEN
    if value.maximum_per_country is not None and high > value.maximum_per_country:
        return _Answer(Finding.UNCLEAR, text("fit.note_group_varies"))
    if value.minimum is None and value.maximum is None:
        return _KEPT
    return _altogether(value, case, low, high)


def _altogether(value: GroupSize, case: Case, low: int, high: int) -> _Answer:
    """Judge limits on all groups together, with partner groups as large as the own one."""
    groups = 1 if case.format in SINGLE_GROUP else 1 + max(1, len(case.countries))
    note = text("fit.note_altogether", total=high * groups, groups=groups) if groups > 1 else None
    too_few = value.minimum is not None and high * groups < value.minimum
    too_many = value.maximum is not None and low * groups > value.maximum
    if not too_few and not too_many:
        return _Answer(Finding.KEPT, note)
    return _BROKEN if groups == 1 else _Answer(Finding.UNCLEAR, note)


def _duration(value: Span, case: Case) -> _Answer:
    days = case.duration
    if days is None:
        return _OPEN
    if value.minimum is not None and days < value.minimum:
        return _BROKEN
    if value.maximum is not None and days > value.maximum:
        if days <= value.maximum + _TRAVEL_DAYS:
            return _Answer(Finding.UNCLEAR, text("fit.note_travel_days"))
        return _BROKEN
    return _KEPT
