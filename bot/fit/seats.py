"""Where an applicant is at home: a place in NRW with its Landesjugendamt, or another Bundesland."""

from __future__ import annotations

from collections.abc import Sequence

from bot.fit.case import NRW, Seat
from bot.fit.query import SeatFinder
from bot.fit.words import words
from bot.places.book import PlaceBook, find_elsewhere, find_places
from bot.places.models import Place
from bot.words.folding import fold
from bot.words.phrases import has_any, spaced


def seat_finder(book: PlaceBook) -> SeatFinder:
    """Return what finds places in the book; a place that it does not know has no Bundesland."""

    def find(text: str) -> Seat:
        places = find_places(text, book, names_place=True)
        if places:
            offices = {place.landesjugendamt for place in places}
            # Two places of one name may belong to different offices.
            name = book.guidance.offices[offices.pop()].name if len(offices) == 1 else None
            return Seat(_as_written(text, places), NRW, name)
        elsewhere = find_elsewhere(text, book)
        if elsewhere:
            return Seat(text, elsewhere[0].state.id)
        return Seat(text, NRW if has_any(spaced(text), words().nrw) else None)

    return find


def _as_written(text: str, places: Sequence[Place]) -> str:
    """Return the name of a place as the map writes it, if it was typed and nothing else."""
    name = places[0].name
    return name if len(places) == 1 and fold(name) == fold(text) else text
