"""The real place files: what they hold, what is found, and the list of the understanding."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.places.book import PlaceBook, find_elsewhere, find_places, read_places
from bot.places.check import DISTRICTS_OF_NRW, TOWNS_OF_NRW
from bot.places.models import PlaceKind
from bot.places.parsing import documents, read_gazetteer
from bot.words.folding import fold

ROOT = Path(__file__).resolve().parents[3]
FAQ = ROOT / "faq"
REGIONS = ROOT / "data" / "nlu" / "lookups" / "region.yml"
OFFICE_OF_REGION = {"westfalen_lippe": "LWL", "rheinland": "LVR"}
# What the comment in region.yml names, but is no place in NRW.
NOT_IN_NRW = {"franken", "wittenberg"}


@lru_cache(maxsize=1)
def book() -> PlaceBook:
    return read_places(FAQ)


@lru_cache(maxsize=1)
def regions() -> dict[str, list[str]]:
    raw: dict[str, Any] = yaml.safe_load(REGIONS.read_text(encoding="utf-8"))
    return {
        item["synonym"]: [line.removeprefix("- ") for line in item["examples"].splitlines()]
        for item in raw["nlu"]
        if "synonym" in item
    }


def names(text: str, **options: bool) -> list[str]:
    return [place.name for place in find_places(text, book(), **options)]


def test_all_districts_and_towns_of_nrw_are_there() -> None:
    kinds = Counter(place.kind for place in book().places)
    cities = kinds[PlaceKind.INDEPENDENT_CITY]
    assert cities + kinds[PlaceKind.DISTRICT] == DISTRICTS_OF_NRW == 53
    assert cities + kinds[PlaceKind.TOWN] == TOWNS_OF_NRW == 396


def test_each_office_has_its_districts_and_cities() -> None:
    counts = Counter(
        (place.landesjugendamt, place.kind)
        for place in book().places
        if place.kind in (PlaceKind.DISTRICT, PlaceKind.INDEPENDENT_CITY)
    )
    assert counts == {
        ("LWL", PlaceKind.DISTRICT): 18,
        ("LWL", PlaceKind.INDEPENDENT_CITY): 9,
        ("LVR", PlaceKind.DISTRICT): 13,
        ("LVR", PlaceKind.INDEPENDENT_CITY): 13,
    }


def test_every_town_belongs_to_a_district_of_the_same_office() -> None:
    districts = {p.name: p for p in book().places if p.kind is PlaceKind.DISTRICT}
    for place in book().places:
        if place.kind is PlaceKind.TOWN:
            assert place.kreis is not None
            assert districts[place.kreis].landesjugendamt == place.landesjugendamt
            assert place.located
        else:
            assert place.kreis is None
        assert book().get(place.id) is place


def test_every_place_is_found_by_its_name() -> None:
    for place in book().places:
        assert place in find_places(place.name, book(), names_place=True), place.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wer ist für Castrop-Rauxel zuständig?", ["Castrop-Rauxel"]),
        ("wir sind aus wanne eickel", ["Herne"]),
        ("Jugendzentrum in Porz", ["Köln"]),
        ("rheydt", ["Mönchengladbach"]),
        ("OT Kettwig", ["Essen"]),
        ("Castrop", ["Castrop-Rauxel"]),
        ("MUENSTER", ["Münster"]),
        ("dusseldorf", ["Düsseldorf"]),
        ("im Märkischen Kreis", ["Märkischer Kreis"]),
        ("Jugendamt des Rhein-Sieg-Kreises", ["Rhein-Sieg-Kreis"]),
        ("Rhein Sieg", ["Rhein-Sieg-Kreis"]),
        ("Kreisjugendamt Borken", ["Kreis Borken"]),
        ("Landkreis Coesfeld", ["Kreis Coesfeld"]),
        ("Borken", ["Borken"]),
        ("Stadt Gronau", ["Gronau (Westf.)"]),
        ("Haltern, Kreis Recklinghausen", ["Haltern am See"]),
        ("Vereine aus Bochum und Köln", ["Bochum", "Köln"]),
        ("aus Gelsenkirchn", ["Gelsenkirchen"]),
        ("aus dem Münsterland", ["Münsterland"]),
        ("Ahaus im Münsterland", ["Ahaus"]),
        ("Aachen", ["Aachen"]),
        ("Städteregion Aachen", ["Städteregion Aachen"]),
    ],
)
def test_places_are_found_as_people_write_them(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Was gibt es zu Essen und Trinken?",
        "Die Löhne sind hoch, die Lage ist gut, das Wetter auch",
        "Die Gäste kamen und senden Fotos, wir wenden uns an Sie",
        "das will ich, und dort und da",
        "Darf ein Kreis Anträge stellen?",
        "Ich verstehe die schwere Sprache nicht",
        "Krallen schneiden",
        "Wo ist die Halle?",
        "NRW",
    ],
)
def test_everyday_words_are_no_places(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aus Essen", ["Essen"]),
        ("Jugendamt Hamm", ["Hamm"]),
        ("Stadt Lage", ["Lage"]),
        ("Bornheim im Rhein-Sieg-Kreis", ["Bornheim"]),
        ("Halle (Westf.)", ["Halle (Westf.)"]),
        ("Wetter an der Ruhr", ["Wetter (Ruhr)"]),
    ],
)
def test_ambiguous_words_count_with_an_addition(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_an_answer_to_where_needs_no_addition_and_forgives_more() -> None:
    assert names("Essen", names_place=True) == ["Essen"]
    assert names("Dotmund", names_place=True) == ["Dortmund"]
    assert names("Viersn", names_place=True) == ["Viersen"]
    assert names("Viersn") == []


def test_of_several_places_with_one_name_all_are_named_unless_the_text_tells() -> None:
    assert sorted(names("aus Langenberg")) == ["Langenberg", "Velbert"]
    assert names("Velbert-Langenberg") == ["Velbert"]
    assert names("Langenberg, Kreis Gütersloh") == ["Langenberg"]
    assert sorted(names("Gladbach")) == ["Bergisch Gladbach", "Mönchengladbach"]


@pytest.mark.parametrize(
    ("text", "state", "town"),
    [
        ("Wir sitzen in Osnabrück", "niedersachsen", "Osnabrück"),
        ("Halle (Saale)", "sachsen_anhalt", "Halle Saale"),
        ("aus Marburg", "hessen", "Marburg"),
        ("ich komm aus hessen", "hessen", None),
        ("Rheinland-Pfalz", "rheinland_pfalz", None),
        ("Neunkirchen im Saarland", "saarland", None),
    ],
)
def test_places_outside_are_told_apart(text: str, state: str, town: str | None) -> None:
    assert [(e.state.id, e.town) for e in find_elsewhere(text, book())] == [(state, town)]
    assert names(text) == []


def test_a_place_in_nrw_is_not_outside() -> None:
    assert find_elsewhere("Warburg, Westfalen und Rheinland", book()) == []


def test_odd_texts_name_no_place() -> None:
    for text in ("", "\x00", "\ud800", "🙂", "<script>", "x" * 100_000):
        assert names(text, names_place=True) == []
        assert find_elsewhere(text, book()) == []


@pytest.mark.parametrize("region", sorted(OFFICE_OF_REGION))
def test_forms_of_the_understanding_lead_to_the_same_office(region: str) -> None:
    wrong = [
        (form, place.name)
        for form in regions()[region]
        for place in find_places(form, book())
        if place.landesjugendamt != OFFICE_OF_REGION[region]
    ]
    assert wrong == []


def test_the_understanding_knows_every_place() -> None:
    forms = {form for region in OFFICE_OF_REGION for form in regions()[region]}
    known = {place.id for form in forms for place in find_places(form, book(), names_place=True)}
    missing = {place.name for place in book().places} - {
        place.name for place in book().places if place.id in known
    }
    # "alpen" and "laer" alone mean something else, and nobody adds anything to them.
    assert missing == {"Alpen", "Laer", "Neuenkirchen", "Recke", "Steinhagen", "Heiden"}


def test_the_understanding_takes_no_place_for_another_land() -> None:
    others = set(regions()) - set(OFFICE_OF_REGION) - {"nrw"}
    wrong = [
        (form, region)
        for region in others
        for form in regions()[region]
        if find_places(form, book()) or not _agrees(form, region)
    ]
    assert wrong == []


def _agrees(form: str, region: str) -> bool:
    states = [one.state.id for one in find_elsewhere(form, book())]
    return not states or region in states


def test_both_lists_of_ambiguous_words_are_the_same() -> None:
    comment = re.search(r"Fehlt mit Absicht.*?\): (.*?)\.\n", REGIONS.read_text("utf-8"), re.DOTALL)
    assert comment is not None
    theirs = {fold(word) for word in re.findall(r"\w+", comment[1])}
    ours = read_gazetteer(*documents(FAQ)).ambiguous
    assert theirs - NOT_IN_NRW == ours
