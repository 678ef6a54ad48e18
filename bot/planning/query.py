"""A plan as parameters of an address: those of the Passt-das-Check and the chosen programmes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from bot.fit.case import Case
from bot.fit.query import START, QueryProblem, QueryReading, SeatFinder, read_query, to_query

PROGRAMME = "programm"
MOST_CHOSEN = 8
_LONG_AGO = timedelta(days=90)
PLAN_PATH = "/planer"
PLAN_CALENDAR_PATH = "/planer.ics"


@dataclass(frozen=True)
class PlanReading:
    """What the address says about the journey, and the ids of the chosen programmes."""

    fit: QueryReading
    chosen: tuple[str, ...]

    @property
    def case(self) -> Case:
        """Return the journey."""
        return self.fit.case

    @property
    def problems(self) -> tuple[QueryProblem, ...]:
        """Return what is wrong, in the order of the form."""
        return self.fit.problems


def read_plan(
    parameters: Mapping[str, Sequence[str]],
    find_seat: SeatFinder,
    programmes: Collection[str],
    today: date,
) -> PlanReading:
    """Read the parameters; a first day that is missing or long gone is a problem.

    Unknown programmes are one too. A journey of the last weeks still has steps after it.
    """
    reading = read_query(parameters, find_seat)
    problems = list(reading.problems)
    if reading.case.start is None and all(problem.field != START for problem in problems):
        problems.append(QueryProblem(START, "start_needed"))
    elif reading.case.start is not None and reading.case.start < today - _LONG_AGO:
        problems.append(QueryProblem(START, "start_long_ago"))
    asked = [value.strip() for value in parameters.get(PROGRAMME, ()) if value.strip()]
    known = [value for value in dict.fromkeys(asked) if value in programmes]
    if len(known) < len(dict.fromkeys(asked)):
        problems.append(QueryProblem(PROGRAMME, "unknown_choice"))
    elif len(known) > MOST_CHOSEN:
        problems.append(QueryProblem(PROGRAMME, "too_many_programmes", MOST_CHOSEN))
    return PlanReading(replace(reading, problems=tuple(problems)), tuple(known[:MOST_CHOSEN]))


def plan_query(case: Case, chosen: Sequence[str] = ()) -> str:
    """Return the plan as the query of an address."""
    pairs = urlencode([(PROGRAMME, programme) for programme in chosen])
    return "&".join(filter(None, (to_query(case), pairs)))


def plan_url(case: Case, site: str, chosen: Sequence[str]) -> str:
    """Return the address that carries the plan behind the ``#``, where no server reads it."""
    return f"{site.rstrip('/')}{PLAN_PATH}#{plan_query(case, chosen)}"
