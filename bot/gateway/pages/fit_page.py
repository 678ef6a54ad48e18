"""The Passt-das-Check as a page: a form whose answer can be printed, and shared by its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.deadlines.office.parsing import DeadlineBookError
from bot.fit.case import FORMATS, ORGANISATIONS
from bot.fit.consultation import consultation_text, consultation_topic
from bot.fit.countries import FREQUENT, all_countries, country_name
from bot.fit.query import FIELDS, GROUP, MAX_LENGTH, QueryProblem, QueryReading, to_query
from bot.fit.result import FitResult
from bot.fit.rulebook.rule_book import RuleBookError
from bot.fit.shown.cards import PAGE_PATH, fit_url
from bot.fit.shown.view import FitView, fit_view
from bot.gateway.rendering import render
from bot.gateway.requests.form_fields import PREFILL
from bot.gateway.services import FORM_PATH, GatewayServices, services_of
from bot.intake.request.wording import plan_values
from bot.places.parsing import PlacesError
from bot.texts import first_text, text

# Far more than a form sends; what comes behind is rubbish.
_MOST_VALUES = 10
_EMPTY = QueryReading.empty()


def show_fit(request: Request) -> Response:
    """Show the form, and the result for what the address says; nothing is stored.

    A result always stands under its shortest address, so that the address bar can be shared.
    """
    services = services_of(request)
    parameters = _parameters(request)
    try:
        reading = services.content.fit.read(parameters)
        if reading.problems:
            return _page(request, reading, status_code=422)
        if reading.case.is_empty:
            notice = text("fit.nothing_asked") if parameters else None
            return _page(request, reading, notice=notice)
        query = to_query(reading.case)
        if request.url.query != query:
            return RedirectResponse(f"{PAGE_PATH}?{query}", status_code=303)
        result = services.content.fit.check(reading.case)
    except (DeadlineBookError, RuleBookError, PlacesError):
        return _page(request, _EMPTY, notice=text("fit.no_sheets"), status_code=503)
    if not result.programmes:
        return _page(request, reading, notice=text("fit.no_sheets"), status_code=503)
    return _page(request, reading, result=result)


ROUTES = [Route(PAGE_PATH, show_fit)]


def problem_words(problem: QueryProblem) -> str:
    """Return the sentence to show next to the field."""
    key = f"fit.problem_{problem.code}"
    return first_text(f"{key}_{problem.field}", key, limit=problem.limit)


def _parameters(request: Request) -> Mapping[str, Sequence[str]]:
    query = request.query_params
    return {name: query.getlist(name)[:_MOST_VALUES] for name in FIELDS if name in query}


def _page(
    request: Request,
    reading: QueryReading,
    *,
    result: FitResult | None = None,
    notice: str | None = None,
    status_code: int = 200,
) -> Response:
    services = services_of(request)
    view: FitView | None = None if result is None else fit_view(result)
    return render(
        request,
        "fit.html",
        status_code,
        view=view,
        result_url=None if result is None else fit_url(result, services.settings.public_url),
        result_query=None if result is None else to_query(result.case),
        consultation_url=None if result is None else _consultation_url(result, services),
        values=reading.values,
        chosen_countries=reading.countries,
        errors={problem.field: problem_words(problem) for problem in reversed(reading.problems)},
        notice=notice,
        frequent=[(code, country_name(code)) for code in FREQUENT],
        countries=all_countries(),
        formats=[(name, text(f"fit.format_{name}")) for name in FORMATS],
        organisations=[(name, text(f"fit.organisation_{name}")) for name in ORGANISATIONS],
        limit=MAX_LENGTH,
        group_field=GROUP,
    )


def _consultation_url(result: FitResult, services: GatewayServices) -> str:
    url = fit_url(result, services.settings.public_url)
    filled = {
        **plan_values(result.case),
        "topic": consultation_topic(result),
        "description": consultation_text(result, url),
    }
    query = {PREFILL[name]: value for name, value in filled.items()}
    return f"{FORM_PATH}?{urlencode(query)}"
