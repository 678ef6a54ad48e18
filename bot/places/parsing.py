"""Reads ``faq/orte.yml`` and ``faq/orte_andere_laender.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge.cited_sources import source_of
from bot.knowledge.entry import Source
from bot.knowledge.files.document import Document
from bot.knowledge.files.fields import Fields
from bot.knowledge.files.problems import ProblemsError
from bot.places.models import Elsewhere, OtherState, Place, PlaceKind
from bot.texts import text
from bot.words.folding import fold

PLACES_FILE = "orte.yml"
OTHER_STATES_FILE = "orte_andere_laender.yml"
AREA = "places_check"
OFFICES = ("LWL", "LVR")
_LONGEST_NAME = 80
_NO_ID = re.compile(r"[^a-z0-9]+")
# "Gronau (Westf.)", "Fröndenberg/Ruhr": what may be left out.
_ADDITION = re.compile(r"\s*(?:\([^)]*\)|/.*)")
_DISTRICT = re.compile(r"Kreis (.+)\Z")
# "Kreisjugendamt Borken" means the Kreis, "Borken" alone the town.
_DISTRICT_BODIES = ("Kreis", "Landkreis", "Kreisjugendamt", "Kreisjugendring", "Kreisverwaltung")


@dataclass(frozen=True)
class Gazetteer:
    """All places with all their names.

    ``ambiguous`` names count behind ``markers`` only, ``words`` are no misspelt names; all three
    are in the one spelling.
    """

    places: tuple[Place, ...]
    names: tuple[tuple[str, Place | Elsewhere], ...]
    ambiguous: frozenset[str]
    markers: frozenset[str]
    words: frozenset[str]
    sources: tuple[Source, ...]
    checked_on: date


class PlacesError(ProblemsError):
    """The files are not usable."""


def read_gazetteer(places: Document, other_states: Document) -> Gazetteer:
    """Return what both documents say; they collect what is wrong with them."""
    root = places.root
    root.allow(
        "sources", "checked_on", "ambiguous", "no_typos", "landscapes", "namesakes",
        "independent_cities", "districts",
    )  # fmt: skip
    reader = _PlacesReader(root)
    reader.read()
    names: list[tuple[str, Place | Elsewhere]] = [*reader.names, *_other_names(other_states.root)]
    ambiguous = root.mapping("ambiguous")
    return Gazetteer(
        places=tuple(reader.places.values()),
        names=tuple(names),
        ambiguous=frozenset(map(fold, names_under(ambiguous, "words"))),
        markers=frozenset(map(fold, names_under(ambiguous, "after"))),
        words=frozenset(map(fold, names_under(root, "no_typos"))),
        sources=tuple(source_of(item) for item in root.mappings("sources")),
        checked_on=root.day("checked_on"),
    )


def documents(faq_dir: Path) -> tuple[Document, Document]:
    """Return both files, read."""
    return (
        Document(faq_dir, PLACES_FILE, AREA),
        Document(faq_dir, OTHER_STATES_FILE, AREA),
    )


def names_under(fields: Fields, key: str) -> list[str]:
    """Return the names of a text with commas; none if there is no value."""
    value = fields.value(key)
    if value is None:
        return []
    if not isinstance(value, str) or not value.isprintable():
        fields.problem("no_names", key, key=key)
        return []
    names = [name.strip() for name in value.split(",") if name.strip()]
    for name in names:
        if len(name) > _LONGEST_NAME:
            fields.problem("long_name", key, name=name[:_LONGEST_NAME])
    return names


def place_id(name: str) -> str:
    """Return the id of a name: ``fröndenberg/Ruhr`` becomes ``froendenberg_ruhr``."""
    return _NO_ID.sub("_", fold(name)).strip("_")


class _PlacesReader:
    def __init__(self, root: Fields) -> None:
        self._root = root
        self._namesakes: dict[str, str] = {}
        self.places: dict[str, Place] = {}
        self.names: list[tuple[str, Place]] = []

    def read(self) -> None:
        namesakes = self._root.mapping("namesakes")
        self._namesakes = {name: namesakes.string(name) for name in namesakes.names()}
        landscapes = self._root.mapping("landscapes")
        for office in landscapes.names():
            self._check_office(office, landscapes, office)
            for name in names_under(landscapes, office):
                self._add(name, PlaceKind.LANDSCAPE, office, landscapes, office)
        offices = self._root.mapping("independent_cities")
        for office in offices.names():
            self._check_office(office, offices, office)
            cities = offices.mapping(office)
            for name in cities.names():
                city = self._add(name, PlaceKind.INDEPENDENT_CITY, office, cities, name)
                self._call(city, names_under(cities, name))
        for district in self._root.mappings("districts"):
            self._district(district)
        for name in self._namesakes.keys() - {place.name for place in self.places.values()}:
            namesakes.problem("unknown_place", name, name=name)

    def _district(self, fields: Fields) -> None:
        fields.allow("name", "landesjugendamt", "forms", "located", "towns")
        name = fields.string("name")
        office = fields.string("landesjugendamt")
        self._check_office(office, fields, "landesjugendamt")
        district = self._add(name, PlaceKind.DISTRICT, office, fields, "name")
        self._call(district, names_under(fields, "forms"))
        usual = _DISTRICT.match(name)
        if usual:
            self._call(district, [f"{body} {usual[1]}" for body in _DISTRICT_BODIES])
            located = text("places.located", kreis=name)
        else:
            located = fields.string("located")
        towns = fields.mapping("towns")
        for town_name in towns.names():
            town = self._add(town_name, PlaceKind.TOWN, office, towns, town_name, name, located)
            self._call(town, names_under(towns, town_name))

    def _add(
        self,
        name: str,
        kind: PlaceKind,
        office: str,
        fields: Fields,
        key: str,
        kreis: str | None = None,
        located: str = "",
    ) -> Place:
        place = Place(place_id(name), name, kind, office, kreis, located, self._namesakes.get(name))
        if place.id in self.places:
            fields.problem("place_twice", key, name=name)
        self.places[place.id] = place
        self._call(place, dict.fromkeys((name, _ADDITION.sub("", name))))
        return place

    def _call(self, place: Place, names: list[str] | dict[str, None]) -> None:
        self.names += [(name, place) for name in names]

    def _check_office(self, office: str, fields: Fields, key: str) -> None:
        if office not in OFFICES:
            fields.problem("bad_office", key, office=office)


def _other_names(root: Fields) -> list[tuple[str, Elsewhere]]:
    root.allow("states")
    names: list[tuple[str, Elsewhere]] = []
    for state_id, fields in root.records("states"):
        fields.allow("id", "name", "located", "forms", "towns")
        state = OtherState(state_id, fields.string("name"), fields.string("located"))
        whole = Elsewhere(state, None)
        names += [(name, whole) for name in (state.name, *names_under(fields, "forms"))]
        names += [(town, Elsewhere(state, town)) for town in names_under(fields, "towns")]
    return names
