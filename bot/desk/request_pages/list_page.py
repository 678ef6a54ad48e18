"""The list of consultation requests: views, filters, search, saved views."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from bot.consultations.errors import UnknownReferenceError
from bot.consultations.keys.references import read_reference
from bot.consultations.models import RequestState
from bot.desk.access.protection import Visit, staff_route
from bot.desk.form_values import page_number
from bot.desk.request_pages.troubles import find_troubles
from bot.desk.requests.filters import NAMES, Filters, Order, View, read_filters, write_filters
from bot.desk.requests.request_list import NOBODY, ListedRequest
from bot.desk.requests.saved_views import MAX_SEARCH_CHARACTERS, MAX_VIEWS, ViewRejectedError
from bot.knowledge.naming.topic_titles import topic_titles
from bot.texts import text

LIST_PATH = "/anfragen"
PAGE_SIZE = 25


def show_list(visit: Visit) -> Response:
    """Show one page of requests, what is most urgent first."""
    filters = read_filters(visit.request.query_params)
    number = page_number(visit.request.query_params.get("seite", "1"))
    return _page(visit, filters, number)


def search(visit: Visit) -> Response:
    """Keep what is searched for out of the address and show what was found.

    Who types a whole reference wants that request and no list of one.
    """
    filters = read_filters(visit.form)
    wanted = visit.form.get("text", "").strip()[:MAX_SEARCH_CHARACTERS]
    reference = read_reference(wanted)
    if reference is not None and _exists(visit, reference):
        return RedirectResponse(f"{LIST_PATH}/{reference}", status_code=303)
    token = ""
    if wanted:
        token = visit.services.searches.keep(visit.account, wanted, visit.services.now())
        # Who searches wants to find, whatever state the request is in.
        filters = replace(filters, view=View.ALL)
    return RedirectResponse(list_url(replace(filters, search=token)), status_code=303)


def save_view(visit: Visit) -> Response:
    """Keep the filters under a name; where that is not possible, name and filters stay."""
    filters, name = read_filters(visit.form), visit.form.get("name", "")
    try:
        visit.services.views.save(visit.account, name, filters)
    except ViewRejectedError as error:
        problem = text(f"desk.view_{error.problem.value}", limit=MAX_VIEWS)
        return _page(visit, filters, problem=problem, entered=name)
    return RedirectResponse(f"{list_url(filters)}#ansicht-gespeichert", status_code=303)


def remove_view(visit: Visit) -> Response:
    """Delete a saved view of one's own; what waits for its room stays in the form."""
    number = visit.request.path_params["number"]
    visit.services.views.remove(visit.account, number)
    filters, waiting = read_filters(visit.form), visit.form.get("name", "")
    if waiting:
        return _page(visit, filters, entered=waiting)
    return RedirectResponse(list_url(filters), status_code=303)


ROUTES = [
    staff_route(LIST_PATH, show_list),
    staff_route("/anfragen/suche", search, "POST"),
    staff_route("/anfragen/ansichten", save_view, "POST"),
    staff_route("/anfragen/ansichten/{number:int}/entfernen", remove_view, "POST"),
]


def list_url(filters: Filters, page: int = 1) -> str:
    """Return the address of a page of the list."""
    values = write_filters(filters) | ({"seite": str(page)} if page > 1 else {})
    return f"{LIST_PATH}?{urlencode(values)}" if values else LIST_PATH


def search_text(visit: Visit, filters: Filters) -> str:
    """Return what is searched for, an empty text if nothing is."""
    if not filters.search:
        return ""
    return visit.services.searches.text_of(visit.account, filters.search, visit.services.now())


def _page(
    visit: Visit, filters: Filters, number: int = 1, problem: str | None = None, entered: str = ""
) -> Response:
    return visit.page(
        "list.html",
        422 if problem else 200,
        view_problem=problem,
        view_name=entered,
        **_values(visit, filters, number),
    )


def _values(visit: Visit, filters: Filters, number: int) -> dict[str, Any]:
    services = visit.services
    today = services.today()
    searched = search_text(visit, filters)
    lines = services.requests.find(
        filters,
        visit.actor,
        today,
        search=searched,
        # One more than shown tells whether there is a next page.
        limit=PAGE_SIZE + 1,
        offset=(number - 1) * PAGE_SIZE,
    )
    shown = lines[:PAGE_SIZE]
    return {
        **_choices(visit, filters, searched),
        "lines": shown,
        "mails": services.mail_states.of([line.request.uuid for line in shown]),
        "troubles": find_troubles(services),
        "counts": services.requests.counts(visit.actor, today),
        "number": number,
        "has_next": len(lines) > PAGE_SIZE,
        "url": list_url,
        "replace": replace,
        "today": today,
        "is_due": lambda line: _is_due(line, today),
    }


def _choices(visit: Visit, filters: Filters, searched: str) -> dict[str, Any]:
    """Return what the form of the filters shows: what can be chosen and what is."""
    services = visit.services
    choices = services.requests.choices()
    staff = services.staff.all()
    title = topic_titles(services.catalogue)
    return {
        "filters": filters,
        "fresh": Filters(),
        "names": NAMES,
        "hidden": write_filters(replace(filters, search="")),
        "search_text": searched,
        "search_is_over": bool(filters.search) and not searched,
        "views": list(View),
        "saved": services.views.of(visit.account),
        "states": list(RequestState),
        "orders": list(Order),
        "choices": choices,
        "topics": {topic: title(topic) for topic in choices.topics},
        "staff": staff,
        "staff_names": {account.username: account.shown_name for account in staff},
        "nobody": NOBODY,
    }


def _exists(visit: Visit, reference: str) -> bool:
    try:
        visit.services.consultations.get(reference)
    except UnknownReferenceError:
        return False
    return True


def _is_due(line: ListedRequest, today: date) -> bool:
    return line.follow_up_on is not None and line.follow_up_on <= today
