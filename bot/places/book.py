"""The office's knowledge of places, read again when a file changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge.entry import Source
from bot.knowledge.files.live_file import LiveFiles
from bot.places.finder import PlaceFinder
from bot.places.guidance import GUIDANCE_FILE, guidance_document, read_guidance
from bot.places.models import Elsewhere, Guidance, Place
from bot.places.parsing import (
    OTHER_STATES_FILE,
    PLACES_FILE,
    PlacesError,
    documents,
    read_gazetteer,
)


@dataclass(frozen=True)
class PlaceBook:
    """All places, how to find them and what to say; ``checked_on`` is that of the places."""

    places: Sequence[Place]
    guidance: Guidance
    sources: tuple[Source, ...]
    checked_on: date
    finder: PlaceFinder

    def get(self, place_id: str) -> Place | None:
        """Return the place with this id, or None."""
        return next((place for place in self.places if place.id == place_id), None)


class LivePlaces(LiveFiles[PlaceBook]):
    """Gives the current book; raises ``PlacesError`` while the files have never been usable."""

    def __init__(self, faq_dir: Path) -> None:
        """Read the three files in ``faq_dir`` at the first use, and again when one changes."""
        names = (PLACES_FILE, OTHER_STATES_FILE, GUIDANCE_FILE)
        paths = [faq_dir / name for name in names]
        super().__init__(paths, lambda: read_places(faq_dir), PlacesError)


def read_places(faq_dir: Path) -> PlaceBook:
    """Read the three files.

    Raises:
        PlacesError: with every problem of all files at once.
    """
    towns, other_states = documents(faq_dir)
    texts = guidance_document(faq_dir)
    gazetteer = read_gazetteer(towns, other_states)
    guidance = read_guidance(texts)
    problems = [*towns.problems, *other_states.problems, *texts.problems]
    if problems:
        raise PlacesError(problems)
    return PlaceBook(
        gazetteer.places, guidance, gazetteer.sources, gazetteer.checked_on, PlaceFinder(gazetteer)
    )


def find_places(text: str, book: PlaceBook, *, names_place: bool = False) -> list[Place]:
    """Return the places in NRW that ``text`` names (:meth:`PlaceFinder.find`)."""
    return book.finder.find(text, names_place=names_place)


def find_elsewhere(text: str, book: PlaceBook, *, names_place: bool = False) -> list[Elsewhere]:
    """Return the places outside NRW that ``text`` names (:meth:`PlaceFinder.find_elsewhere`)."""
    return book.finder.find_elsewhere(text, names_place=names_place)
