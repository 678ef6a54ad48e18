"""The planner as a page: a form whose answer can be printed, shared and put into a calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.calendar.ics import calendar_file
from bot.calendar.plan_entries import plan_entries
from bot.deadlines.office.parsing import DeadlineBookError
from bot.fit.case import FORMATS, ORGANISATIONS, Case
from bot.fit.countries import FREQUENT, all_countries, country_name
from bot.fit.query import FIELDS, MAX_LENGTH, QueryProblem, QueryReading
from bot.fit.rulebook.rule_book import RuleBookError
from bot.gateway.deadlines.feeds import calendar_response
from bot.gateway.pages.fit_page import problem_words as fit_problem_words
from bot.gateway.rendering import render
from bot.gateway.requests.form_fields import PREFILL
from bot.gateway.services import FORM_PATH, services_of
from bot.intake.request.wording import plan_values
from bot.places.parsing import PlacesError
from bot.planning.models import Plan
from bot.planning.query import (
    PLAN_CALENDAR_PATH,
    PLAN_PATH,
    PROGRAMME,
    PlanReading,
    plan_query,
    plan_url,
)
from bot.planning.rule_book import PlanRulesError
from bot.planning.view import plan_view
from bot.texts import keys, text

# Far more than a form sends; what comes behind is rubbish.
_MOST_VALUES = 10
_UNUSABLE = (DeadlineBookError, RuleBookError, PlacesError, PlanRulesError)
_EMPTY = PlanReading(QueryReading.empty(), ())


def show_plan(request: Request) -> Response:
    """Show the form, and the plan for what the address says; nothing is stored."""
    services = services_of(request)
    parameters = _parameters(request)
    if not any(value.strip() for values in parameters.values() for value in values):
        return _page(request, _EMPTY)
    try:
        reading = services.content.plans.read(parameters)
        if reading.problems:
            return _page(request, reading, status_code=422)
        query = plan_query(reading.case, reading.chosen)
        if request.url.query != query:
            return RedirectResponse(f"{PLAN_PATH}?{query}", status_code=303)
        plan = services.content.plans.plan(reading.case, reading.chosen)
    except _UNUSABLE:
        return _page(request, _EMPTY, notice=text("fristen.unavailable"), status_code=503)
    return _page(request, reading, plan=plan)


def plan_calendar(request: Request) -> Response:
    """Return the days of the plan as a calendar file."""
    services = services_of(request)
    reading = services.content.plans.read(_parameters(request))
    if reading.problems:
        raise HTTPException(404)
    plan = services.content.plans.plan(reading.case, reading.chosen)
    site = services.settings.public_url
    entries = plan_entries(plan, services.now(), site, reading.chosen)
    content = calendar_file(entries, text("calendar.plan_name"))
    return calendar_response(content, "plan", is_public=False)


ROUTES = [Route(PLAN_PATH, show_plan), Route(PLAN_CALENDAR_PATH, plan_calendar)]


def problem_words(problem: QueryProblem) -> str:
    """Return the sentence to show next to the field."""
    own = f"planning.problem_{problem.code}"
    return text(own, limit=problem.limit) if own in keys() else fit_problem_words(problem)


def _parameters(request: Request) -> Mapping[str, Sequence[str]]:
    query = request.query_params
    names = (*FIELDS, PROGRAMME)
    return {name: query.getlist(name)[:_MOST_VALUES] for name in names if name in query}


def _page(
    request: Request,
    reading: PlanReading,
    *,
    plan: Plan | None = None,
    notice: str | None = None,
    status_code: int = 200,
) -> Response:
    services = services_of(request)
    site = services.settings.public_url
    values: dict[str, Any] = {
        "view": None if plan is None else plan_view(plan),
        "start": None if plan is None else plan.start.isoformat(),
        "query": None if plan is None else plan_query(reading.case, reading.chosen),
        "fragment_url": None if plan is None else plan_url(reading.case, site, reading.chosen),
        "consultation_url": None if plan is None else _consultation_url(reading.case),
        "values": reading.fit.values,
        "chosen_countries": reading.fit.countries,
        "chosen_programmes": reading.chosen,
        "errors": {p.field: problem_words(p) for p in reversed(reading.problems)},
        "example_year": services.today().year + 1,
        "notice": notice,
        "frequent": [(code, country_name(code)) for code in FREQUENT],
        "countries": all_countries(),
        "formats": [(name, text(f"fit.format_{name}")) for name in FORMATS],
        "organisations": [(name, text(f"fit.organisation_{name}")) for name in ORGANISATIONS],
        "sheets": services.content.programmes.current().all(),
        "limit": MAX_LENGTH,
    }
    return render(request, "planner.html", status_code, **values)


def _consultation_url(case: Case) -> str:
    filled = {**plan_values(case), "topic": text("planning.consultation_topic")}
    return f"{FORM_PATH}?{urlencode({PREFILL[name]: value for name, value in filled.items()})}"
