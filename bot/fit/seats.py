"""Where an applicant is at home: a place in NRW with its Landesjugendamt, or another Bundesland."""

from __future__ import annotations

from bot.fit.case import NRW, Seat
from bot.fit.query import SeatFinder
from bot.fit.words import folded, has_any, words
from bot.places.book import PlaceBook, find_elsewhere, find_places


def seat_finder(book: PlaceBook) -> SeatFinder:
    """Return what finds places in the book; a place that it does not know has no Bundesland."""

    def find(text: str) -> Seat:
        places = find_places(text, book, names_place=True)
        if places:
            offices = {place.landesjugendamt for place in places}
            # Two places of one name may belong to different offices.
            name = book.guidance.offices[offices.pop()].name if len(offices) == 1 else None
            return Seat(text, NRW, name)
        elsewhere = find_elsewhere(text, book)
        if elsewhere:
            return Seat(text, elsewhere[0].state.id)
        return Seat(text, NRW if has_any(folded(text), words().nrw) else None)

    return find
