"""The planner over the office's real files, on a day that stands still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timezone
from pathlib import Path

from bot.dates.calendar.school import current_school_holidays
from bot.deadlines.office.book import LiveBook
from bot.fit.rulebook.rule_book import LiveRules
from bot.fit.service import FitService
from bot.places.book import LivePlaces
from bot.planning.models import Plan, Step
from bot.planning.rule_book import LivePlanRules
from bot.planning.service import PlanService
from bot.programmes.book import LiveProgrammes

FAQ_DIR = Path(__file__).resolve().parents[3] / "faq"
NOW = datetime(2026, 11, 23, 9, tzinfo=timezone.utc)


def service(now: Callable[[], datetime] = lambda: NOW) -> PlanService:
    fit = FitService(
        LiveProgrammes(FAQ_DIR), LiveBook(FAQ_DIR), LivePlaces(FAQ_DIR), LiveRules(FAQ_DIR), now
    )
    return PlanService(
        fit,
        LivePlanRules(FAQ_DIR),
        lambda: current_school_holidays(FAQ_DIR / "schulferien.yml").periods,
    )


def planned(planner: PlanService, **parameters: str) -> Plan:
    reading = planner.read({name: value.split("|") for name, value in parameters.items()})
    assert not reading.problems, reading.problems
    return planner.plan(reading.case, reading.chosen)


def step(plan: Plan, step_id: str) -> Step:
    [found] = [item for item in plan.steps if item.id == step_id]
    return found


def ids(plan: Plan) -> set[str]:
    return {item.id for item in plan.steps}


def day(year: int, month: int, number: int) -> date:
    return date(year, month, number)
