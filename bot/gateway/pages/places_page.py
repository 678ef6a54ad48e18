"""Who is responsible for a place: a search that works without JavaScript."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.gateway.chat.user_text import TextProblem, check_text
from bot.gateway.rendering import render
from bot.gateway.services import GatewayServices, services_of
from bot.places.book import PlaceBook, find_elsewhere, find_places
from bot.places.cards import PAGE_PATH, QUERY, elsewhere_card, place_card
from bot.places.models import Place, PlaceKind
from bot.places.parsing import PlacesError
from bot.texts import text

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 100
_DISTRICTS = (PlaceKind.DISTRICT, PlaceKind.INDEPENDENT_CITY)


@dataclass(frozen=True)
class _Search:
    """What was typed, and what came of it: a card, or a notice with its status code."""

    typed: str
    card: dict[str, Any] | None = None
    notice: str | None = None
    status_code: int = 200


def show_places(request: Request) -> Response:
    """Show the search field, the result for ``?ort=`` and all Kreise by Landesjugendamt."""
    services = services_of(request)
    try:
        book = services.content.places.current()
    except PlacesError as error:
        logger.error("the places are not usable: %d findings", len(error.problems))
        notice = text("gateway.places_unavailable")
        search = _Search("", notice=notice, status_code=503)
        return _page(request, search, names=[], districts={})
    search = _search(services, book, request.query_params.get(QUERY))
    names = sorted({place.name for place in book.places if place.kind is not PlaceKind.LANDSCAPE})
    return _page(request, search, names=names, districts=_districts(book))


def _search(services: GatewayServices, book: PlaceBook, raw: str | None) -> _Search:
    if raw is None:
        return _Search("")
    checked = check_text(raw)
    if checked is TextProblem.EMPTY:
        return _Search("", notice=text("gateway.places_empty"))
    if isinstance(checked, TextProblem):
        key = "text_forbidden" if checked is TextProblem.FORBIDDEN else "places_too_long"
        notice = text(f"gateway.{key}", limit=MAX_CHARACTERS)
        return _Search("", notice=notice, status_code=400)
    if len(checked) > MAX_CHARACTERS:
        notice = text("gateway.places_too_long", limit=MAX_CHARACTERS)
        return _Search(checked[:MAX_CHARACTERS], notice=notice, status_code=400)
    places = find_places(checked, book, names_place=True)
    if places:
        return _Search(checked, card=place_card(places, book, services.content.catalogue))
    elsewhere = find_elsewhere(checked, book, names_place=True)
    if elsewhere:
        return _Search(checked, card=elsewhere_card(elsewhere[0], book, services.content.catalogue))
    return _Search(checked, notice=text("gateway.places_not_found"))


def _districts(book: PlaceBook) -> dict[str, list[Place]]:
    """Return the Kreise and their like by the name of the Landesjugendamt."""
    return {
        office.name: [
            place
            for place in book.places
            if place.landesjugendamt == key and place.kind in _DISTRICTS
        ]
        for key, office in book.guidance.offices.items()
    }


def _page(request: Request, search: _Search, **values: Any) -> Response:
    return render(
        request,
        "places.html",
        search.status_code,
        search=search,
        checked_on=_oldest_check(search.card),
        query=QUERY,
        max_characters=MAX_CHARACTERS,
        **values,
    )


def _oldest_check(card: dict[str, Any] | None) -> str | None:
    sections = [] if card is None else card["sections"]
    days = [item["checked_on"] for section in sections for item in section["items"]]
    return min(days, default=None)


ROUTES = [Route(PAGE_PATH, show_places)]
