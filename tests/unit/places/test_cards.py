from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.catalogue import Catalogue
from bot.places.book import PlaceBook, find_elsewhere, find_places, read_places
from bot.places.cards import elsewhere_card, place_card

FAQ = Path(__file__).resolve().parents[3] / "faq"
CATALOGUE = Catalogue(FAQ)


@pytest.fixture(scope="module")
def book() -> PlaceBook:
    return read_places(FAQ)


def card_of(text: str, book: PlaceBook) -> dict[str, Any]:
    return place_card(
        find_places(text, book, names_place=True), book, CATALOGUE, site="https://x.de/"
    )


def texts(card: dict[str, Any]) -> str:
    return "\n".join(item["text"] for section in card["sections"] for item in section["items"])


def test_a_town_is_told_its_kreis_its_office_and_its_way(book: PlaceBook) -> None:
    card = card_of("Castrop-Rauxel", book)
    said = texts(card)
    assert card["card"] == "facts"
    assert card["title"] == "Wer ist zuständig: Castrop-Rauxel"
    assert "liegt im Kreis Recklinghausen, in Westfalen-Lippe" in said
    assert "LWL-Landesjugendamt Westfalen in Münster" in said
    assert "Jugendamt des Kreises (Kreis Recklinghausen)" in said
    assert "Zentralstelle" in said
    assert "LVR" not in said
    assert "{" not in said


def test_a_city_is_told_its_own_youth_office(book: PlaceBook) -> None:
    said = texts(card_of("Essen", book))
    assert "Essen ist eine kreisfreie Stadt im Rheinland" in said
    assert "beim Jugendamt Ihrer Stadt" in said
    assert "LVR-Landesjugendamt Rheinland in Köln" in said
    assert "LWL" not in said


def test_every_statement_has_a_source_and_a_day(book: PlaceBook) -> None:
    for text in ("Castrop-Rauxel", "Essen", "Rhein-Sieg-Kreis", "Münsterland"):
        for section in card_of(text, book)["sections"]:
            for item in section["items"]:
                assert item["sources"], item["text"]
                assert item["checked_on"]


def test_every_place_has_a_card_without_gaps(book: PlaceBook) -> None:
    for place in book.places:
        said = texts(place_card(place, book, CATALOGUE))
        assert place.name in said
        assert "  " not in said
        assert "()" not in said


def test_several_places_are_all_answered_and_common_lines_said_once(book: PlaceBook) -> None:
    card = card_of("Langenberg", book)
    said = texts(card)
    assert card["title"] == "Wer ist zuständig?"
    assert "Velbert" in card["intro"]
    assert "Langenberg liegt im Kreis Gütersloh" in said
    assert "Velbert liegt im Kreis Mettmann" in said
    assert "LWL-Landesjugendamt Westfalen" in said
    assert "LVR-Landesjugendamt Rheinland" in said
    assert said.count("Erasmus") <= 1
    assert said.count("Zentralstelle sammelt") == 1


def test_a_larger_namesake_is_pointed_out(book: PlaceBook) -> None:
    [note] = [item["note"] for item in card_of("Halle", book)["sections"][0]["items"]]
    assert "Halle (Saale) in Sachsen-Anhalt" in note


def test_the_card_leads_on(book: PlaceBook) -> None:
    card = card_of("Gronau", book)
    assert {
        "id": "foerderung_land_nrw",
        "question": CATALOGUE.get("foerderung_land_nrw").question,
    } in (  # type: ignore[union-attr]
        card["related"]
    )
    urls = [link["url"] for link in card["links"]]
    assert urls == [
        "https://www.lwl-landesjugendamt.de",
        "https://x.de/zustaendig?ort=Gronau+%28Westf.%29",
    ]


def test_a_card_needs_a_place(book: PlaceBook) -> None:
    with pytest.raises(ValueError, match="a place"):
        place_card([], book, CATALOGUE)


def test_a_place_outside_gets_an_honest_answer(book: PlaceBook) -> None:
    [town] = find_elsewhere("Osnabrück", book)
    card = elsewhere_card(town, book, CATALOGUE)
    assert card["title"] == "Osnabrück: nicht in Nordrhein-Westfalen"
    assert "sondern in Niedersachsen" in card["intro"]
    assert [other["id"] for other in card["related"]] == ["anderes_bundesland"]
    assert "LWL" not in texts(card)
    [state] = find_elsewhere("Saarland", book)
    assert "Wer im Saarland zuständig ist" in elsewhere_card(state, book, CATALOGUE)["intro"]
