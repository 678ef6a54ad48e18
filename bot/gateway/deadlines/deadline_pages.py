"""The deadlines as a page with filters, as calendar file and feed, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.calendar.deadline_entries import deadline_entries
from bot.calendar.ics import calendar_file
from bot.calendar.json_feed import json_feed
from bot.deadlines.address import CALENDAR_PATH, MODES, PAGE_PATH, deadline_address
from bot.deadlines.lookup import LookupOutcome, LookupResult, Mode, find_deadlines
from bot.deadlines.models import Route as Way
from bot.deadlines.office.parsing import DeadlineBook, DeadlineBookError
from bot.deadlines.shown.cards import deadlines_card
from bot.deadlines.shown.too_late import too_late, too_late_card
from bot.fit.case import FORMATS
from bot.fit.countries import FREQUENT, all_countries, country_name
from bot.fit.rulebook.rule_book import RuleBookError
from bot.gateway.deadlines.deadline_groups import Group, groups_of
from bot.gateway.deadlines.deadline_query import (
    FIELDS,
    MAX_LENGTH,
    DeadlineSearch,
    read_search,
)
from bot.gateway.deadlines.feeds import calendar_response, json_response, revisions_of
from bot.gateway.pages.structured_data import as_script, information_page, organisation, way_to
from bot.gateway.rendering import render
from bot.gateway.services import GatewayServices, services_of
from bot.offers.excluded import without_excluded
from bot.offers.selection import selection_words
from bot.texts import keys, text

JSON_PATH = "/fristen.json"

# Up to here every deadline is shown with all that is known; more of them are folded.
_SHORT_LIST = 6


def show_deadlines(request: Request) -> Response:
    """Show the deadlines that fit the address, and the form to narrow them down."""
    services = services_of(request)
    try:
        book = services.content.deadlines.current()
    except DeadlineBookError:
        return render(request, "deadlines.html", 503, notice=text("fristen.unavailable"))
    search = read_search(_parameters(request), book)
    result = _look_up(services, book, search)
    card = _card(services, book, search, result)
    return render(
        request,
        "deadlines.html",
        422 if search.errors else 200,
        notice=None,
        data=_structured_data(services, card),
        card=card,
        dated={found.deadline.id for found in result.items if found.due is not None},
        search=search,
        selected=selection_words(book, search.query),
        groups=_groups(result, card, services),
        is_long=len(card["items"]) > _SHORT_LIST,
        late=_late(services, book, search),
        sheets={sheet.id for sheet in services.content.programmes.current().all()},
        views=_views(search),
        is_always=result.outcome is LookupOutcome.ALWAYS,
        site=services.site,
        limit=MAX_LENGTH,
        **_choices(book),
    )


def deadline_calendar(request: Request) -> Response:
    """Return the deadlines that fit as a calendar, to download or to subscribe to."""
    services = services_of(request)
    book, result = _found(request)
    site = services.settings.public_url
    entries = deadline_entries(book, result, services.now(), site, revisions_of(services))
    content = calendar_file(entries, text("calendar.name"), text("calendar.description"))
    return calendar_response(content, "fristen", is_public=True)


def deadline_json(request: Request) -> Response:
    """Return the deadlines that fit as JSON."""
    book, result = _found(request)
    return json_response(json_feed(book, result, services_of(request).now()))


ROUTES = [
    Route(PAGE_PATH, show_deadlines),
    Route(CALENDAR_PATH, deadline_calendar),
    Route(JSON_PATH, deadline_json),
]


def _found(request: Request) -> tuple[DeadlineBook, LookupResult]:
    """Return what a program asked for; a program is not told what is wrong, only that it is."""
    services = services_of(request)
    book = services.content.deadlines.current()
    search = read_search(_parameters(request), book)
    if search.errors:
        raise HTTPException(404)
    return book, _look_up(services, book, search)


def _card(
    services: GatewayServices, book: DeadlineBook, search: DeadlineSearch, result: LookupResult
) -> dict[str, Any]:
    """Return the deadlines, behind what has to be known of those left out."""
    card = deadlines_card(book, result, services.now(), limit=None)
    _, barred = without_excluded(book, search.query)
    if barred:
        card["intro"] = f"{barred} {card['intro']}"
    if result.outcome is LookupOutcome.OVERVIEW:
        # Here nobody names a programme in words.
        card["intro"] = text("fristen.intro_overview")
    return card


def _structured_data(services: GatewayServices, card: Mapping[str, Any]) -> str:
    """Return what the page tells search engines."""
    title, checked_on = text("gateway.deadlines"), None
    if card["items"]:
        checked_on = date.fromisoformat(max(item["checked_on"] for item in card["items"]))
    publisher = organisation(services.office)
    page = information_page(title, services.site + PAGE_PATH, checked_on, publisher)
    return as_script(page, way_to(services.site, (title, PAGE_PATH)))


def _choices(book: DeadlineBook) -> dict[str, Any]:
    """Return what the form offers to choose from."""
    return {
        "programmes": _programmes(book),
        "countries": all_countries(),
        "frequent": [(code, country_name(code)) for code in FREQUENT],
        "formats": [(name, text(f"fit.format_{name}")) for name in FORMATS],
        "ways": [(way.value, text(f"fristen.way_{way.value}")) for way in Way],
        "states": _states(),
        "modes": [(name, text(f"fristen.mode_{name}")) for name in MODES],
    }


def _look_up(services: GatewayServices, book: DeadlineBook, search: DeadlineSearch) -> LookupResult:
    query, _ = without_excluded(book, search.query)
    result = find_deadlines(book, query, services.now())
    if search.deadline_id is None:
        return result
    items = tuple(found for found in result.items if found.deadline.id == search.deadline_id)
    return replace(result, items=items, undated=0)


def _groups(
    result: LookupResult, card: Mapping[str, Any], services: GatewayServices
) -> tuple[Group, ...]:
    if len(card["items"]) <= _SHORT_LIST:
        return (Group("", tuple(card["items"])),)
    return groups_of(result.items, card["items"], services.now())


def _views(search: DeadlineSearch) -> list[tuple[str, str, bool]]:
    """Return title and address of each view, and whether it is shown; other filters are kept."""
    views = []
    for name, mode in {"alle": Mode.ALL, **MODES}.items():
        address = deadline_address(replace(search.query, mode=mode))
        url = PAGE_PATH + (f"?{address}" if address else "")
        views.append((text(f"fristen.view_{name}"), url, mode is search.query.mode))
    return views


def _programmes(book: DeadlineBook) -> list[tuple[str, str]]:
    ordered = sorted(book.programmes, key=lambda programme: programme.name.casefold())
    return [(programme.id, programme.name) for programme in ordered]


def _states() -> list[tuple[str, str]]:
    area = "states."
    named = [(key.removeprefix(area), text(key)) for key in keys() if key.startswith(area)]
    return sorted(named, key=lambda pair: pair[1])


def _late(
    services: GatewayServices, book: DeadlineBook, search: DeadlineSearch
) -> dict[str, Any] | None:
    """Return the card of what is left after a deadline, for one programme alone."""
    query = search.query
    if len(query.programmes) != 1:
        return None
    [programme_id] = query.programmes
    countries = query.countries or _countries_of(book, programme_id)
    found = too_late(
        book,
        programme_id,
        services.now(),
        countries=countries,
        formats=query.formats,
        fitting=_fitting(services, countries, query.formats),
        state="nrw",
    )
    return too_late_card(found, book, services.now())


def _countries_of(book: DeadlineBook, programme_id: str) -> tuple[str, ...]:
    return next(p.countries for p in book.programmes if p.id == programme_id)


def _fitting(
    services: GatewayServices, countries: Sequence[str], formats: Sequence[str]
) -> list[str] | None:
    try:
        return services.content.fit.fitting(countries, formats)
    except RuleBookError:
        return None


def _parameters(request: Request) -> Mapping[str, Sequence[str]]:
    query = request.query_params
    return {name: query.getlist(name) for name in FIELDS if name in query}
