"""The planner with the office's current files: what page, calendar and chat call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.clock import day_in_germany
from bot.deadlines.lookup import YouthOffice
from bot.fit.case import Case
from bot.fit.service import FitService
from bot.places.parsing import PlacesError
from bot.planning.holidays import Periods
from bot.planning.models import Plan
from bot.planning.planner import make_plan
from bot.planning.query import PlanReading, read_plan
from bot.planning.rule_book import LivePlanRules


@dataclass(frozen=True)
class PlanService:
    """Answers with the files as they stand now; safe to share between threads."""

    fit: FitService
    rules: LivePlanRules
    holidays: Callable[[], Periods]

    def read(self, parameters: Mapping[str, Sequence[str]]) -> PlanReading:
        """Read a plan from the parameters of an address."""
        programmes = {programme.id for programme in self.fit.deadlines.current().programmes}
        today = day_in_germany(self.fit.now())
        return read_plan(parameters, self.fit.find_seat, programmes, today)

    def plan(self, case: Case, chosen: Sequence[str] = ()) -> Plan:
        """Return the plan for a journey with a first day.

        Raises:
            DeadlineBookError, RuleBookError, PlanRulesError: a file has never been usable.
            StartMissingError: the journey has no first day.
        """
        return make_plan(
            self.fit.check(case),
            self.rules.current(),
            self.fit.deadlines.current(),
            self.holidays(),
            self.fit.now(),
            chosen=chosen,
            office=self._office(case),
        )

    def _office(self, case: Case) -> YouthOffice | None:
        if case.seat is None or case.seat.youth_office is None:
            return None
        try:
            offices = self.fit.places.current().guidance.offices
        except PlacesError:
            return None
        ids = (key for key, office in offices.items() if office.name == case.seat.youth_office)
        return next((YouthOffice(key) for key in ids if key in _OFFICES), None)


_OFFICES = frozenset(office.value for office in YouthOffice)
