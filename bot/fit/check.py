"""The check itself: the same plan, the same sheets and the same day give the same result."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.clock import day_in_germany
from bot.deadlines.due import DueKind, due_for_start
from bot.deadlines.office.parsing import DeadlineBook
from bot.fit.case import WITHOUT_PARTNER, Case
from bot.fit.judging import Background, evidence_of, facts_for, judge
from bot.fit.result import (
    Evidence,
    Finding,
    FitResult,
    Judgement,
    LeadTime,
    ProgrammeFit,
    Verdict,
)
from bot.fit.rulebook.special import Effect, Match, SpecialRule, effect_on, match
from bot.fit.ways import way_steps
from bot.knowledge.shown.fact_cards import FactItem, fact_item
from bot.programmes.book import ProgrammeBook
from bot.programmes.deadline_items import deadline_items
from bot.programmes.models import Aspect, Sheet, State
from bot.programmes.wording import SheetWording

SHORT_NOTICE_DAYS = 120
"""Below this most regular deadlines are over."""

STATE_TOPIC, SPECIAL_TOPIC = "state", "special"
_VERDICT_ORDER = (Verdict.FITS, Verdict.UNCLEAR, Verdict.FITS_NOT)
_EVERY_COUNTRY = 1000


def check(
    case: Case,
    programmes: ProgrammeBook,
    deadlines: DeadlineBook,
    rules: Sequence[SpecialRule],
    now: datetime,
    asked: Collection[str] | None = None,
) -> FitResult:
    """Hold the plan against every sheet at ``now`` (aware), or only those ``asked`` for (ids).

    Programmes that fit come first, then those that may, then those that do not. Among these the
    ones that certainly still exist come first, then those made for a partner country before the
    general ones (for few countries before for many), then fewer open and unknown points before
    more; otherwise the order of the deadline book counts.
    """
    checker = _Checker(case, programmes, deadlines, rules, now)
    sheets = _in_order_of_book(programmes, deadlines)
    fits = [
        checker.programme(sheet, position)
        for position, sheet in enumerate(sheets)
        if asked is None or sheet.id in asked
    ]
    fits.sort(key=lambda item: _usefulness(item, case))
    days = None if case.start is None else (case.start - day_in_germany(now)).days
    return FitResult(
        case=case,
        programmes=tuple(fits),
        steps=way_steps(case, fits, deadlines.primary_hosts),
        notes=checker.general_notes(),
        is_short_notice=days is not None and 0 <= days < SHORT_NOTICE_DAYS,
        is_in_the_past=days is not None and days < 0,
    )


class _Checker:
    def __init__(
        self,
        case: Case,
        programmes: ProgrammeBook,
        deadlines: DeadlineBook,
        rules: Sequence[SpecialRule],
        now: datetime,
    ) -> None:
        self._case = case
        self._programmes = programmes
        self._deadlines = deadlines
        self._rules = rules
        self._now = now

    def programme(self, sheet: Sheet, position: int) -> ProgrammeFit:
        background = Background.of(sheet.id, self._deadlines)
        judgements = [
            *self._state(sheet),
            *judge(sheet, self._case, background),
            *self._special(sheet),
        ]
        verdict = _verdict(judgements, self._case)
        is_specific = bool(set(background.countries) & set(self._case.countries))
        breadth = len(background.countries) if is_specific else None
        if verdict is Verdict.FITS_NOT:
            return ProgrammeFit(sheet, verdict, tuple(judgements), position, breadth)
        lead_times = tuple(self._lead_times(sheet))
        is_late = any(item.is_past for item in lead_times)
        return ProgrammeFit(
            sheet,
            verdict,
            tuple(judgements),
            position,
            breadth,
            remarks=self._remarks(sheet),
            deadlines=self._deadline_items(sheet),
            lead_times=lead_times,
            late_chances=self._late_chances(sheet) if is_late else (),
        )

    def general_notes(self) -> tuple[Evidence, ...]:
        """Return what is worth knowing about the plan itself, whatever the programme."""
        return tuple(
            _evidence(rule)
            for rule in self._rules
            if not rule.programmes
            and rule.effect is Effect.NOTE
            and match(rule, self._case)[0] is Match.YES
        )

    def _state(self, sheet: Sheet) -> list[Judgement]:
        if sheet.state is State.OPEN:
            return []
        sentence = SheetWording(sheet, self._deadlines, self._now).state(self._programmes)
        finding = Finding.UNCLEAR if sheet.state is State.UNKNOWN else Finding.BROKEN
        return [Judgement(STATE_TOPIC, finding, note=sentence)]

    def _special(self, sheet: Sheet) -> list[Judgement]:
        found = []
        for rule in self._rules:
            is_general_note = not rule.programmes and rule.effect is Effect.NOTE
            if not rule.is_about(sheet.id) or is_general_note:
                continue
            applies, question = match(rule, self._case)
            if applies is Match.YES:
                finding = _FINDING_OF[effect_on(rule, self._case)]
                found.append(Judgement(SPECIAL_TOPIC, finding, (_evidence(rule),)))
            elif applies is Match.OPEN and rule.effect is not Effect.NOTE:
                judgement = Judgement(
                    SPECIAL_TOPIC, Finding.OPEN, (_evidence(rule),), needs=question
                )
                found.append(judgement)
        return found

    def _remarks(self, sheet: Sheet) -> tuple[Evidence, ...]:
        facts = [
            fact
            for aspect in (Aspect.EXCLUSIONS, Aspect.NOTES)
            for fact in facts_for(sheet, aspect, self._case.format)
        ]
        return evidence_of(facts, sheet, self._deadlines.primary_hosts)

    def _deadline_items(self, sheet: Sheet) -> tuple[FactItem, ...]:
        formats = () if self._case.format is None else (self._case.format,)
        items = deadline_items(self._deadlines, sheet.id, self._now, formats)
        return tuple(item for item in items if item["status"] != "members")

    def _lead_times(self, sheet: Sheet) -> list[LeadTime]:
        start = self._case.start
        if start is None:
            return []
        found = []
        for deadline in self._deadlines.deadlines:
            if deadline.programme.id != sheet.id or deadline.members_of is not None:
                continue
            if deadline.formats and self._case.format not in (None, *deadline.formats):
                continue
            due = due_for_start(deadline, self._deadlines.primary_hosts, start, self._now)
            # A habit that is still to come stands among the deadlines, without a year.
            if due is not None and (due.kind is DueKind.RECKONED or due.is_past(self._now)):
                is_past = due.is_past(self._now)
                found.append(LeadTime(deadline.action, start, due.last, is_past))
        return found

    def _late_chances(self, sheet: Sheet) -> tuple[FactItem, ...]:
        programme = next(p for p in self._deadlines.programmes if p.id == sheet.id)
        return tuple(
            fact_item(chance.text, sources=chance.sources, checked_on=chance.checked_on)
            for chance in programme.late
        )


_FINDING_OF = {
    Effect.NO: Finding.BROKEN,
    Effect.UNCLEAR: Finding.UNCLEAR,
    Effect.NOTE: Finding.NOTE,
}


def _evidence(rule: SpecialRule) -> Evidence:
    return Evidence(rule.text, rule.source, rule.certainty, rule.checked_on)


def _verdict(judgements: Sequence[Judgement], case: Case) -> Verdict:
    findings = {item.finding for item in judgements}
    if Finding.BROKEN in findings:
        return Verdict.FITS_NOT
    if _core_gaps(judgements, case) or findings & {Finding.OPEN, Finding.UNCLEAR}:
        return Verdict.UNCLEAR
    return Verdict.FITS


def _core_gaps(judgements: Sequence[Judgement], case: Case) -> list[Judgement]:
    """Return the rules without which nobody can say that a programme fits."""
    core = {Aspect.FORMATS.value}
    if case.format not in WITHOUT_PARTNER:
        core.add(Aspect.COUNTRIES.value)
    gaps = (Finding.UNKNOWN, Finding.NOTE)
    return [item for item in judgements if item.topic in core and item.finding in gaps]


def _usefulness(item: ProgrammeFit, case: Case) -> tuple[int, bool, int, int]:
    if item.verdict is Verdict.FITS_NOT:
        points = len(item.of(Finding.BROKEN))
    else:
        undecided = item.of(Finding.OPEN, Finding.UNCLEAR, Finding.UNKNOWN)
        gaps = [gap for gap in _core_gaps(item.judgements, case) if gap not in undecided]
        points = len(undecided) + len(gaps)
    breadth = _EVERY_COUNTRY if item.breadth is None else item.breadth
    may_have_ended = item.sheet.state is not State.OPEN
    # sort() keeps the order of the book among equals.
    return (_VERDICT_ORDER.index(item.verdict), may_have_ended, breadth, points)


def _in_order_of_book(programmes: ProgrammeBook, deadlines: DeadlineBook) -> list[Sheet]:
    known = [programmes.get(programme.id) for programme in deadlines.programmes]
    return [sheet for sheet in known if sheet is not None]
