from __future__ import annotations

import pytest

from bot.knowledge.search import Document, SearchIndex

INDEX = SearchIndex(
    [
        Document("geld", "Woher bekommen wir Fördermittel?", "Das Jugendwerk gibt einen Zuschuss."),
        Document("visum", "Brauchen Gäste ein Visum?", "Fragen Sie die Botschaft in Kenia."),
        Document("gruppe", "Wie groß ist die Gruppe?", "Eine Jugendbegegnung hat 16 bis 60."),
        Document("foto", "Dürfen wir Fotos zeigen?", "Das Recht am Bild.", "bilder auf insta"),
    ]
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Fördermittel", "geld"),
        ("fordermittel", "geld"),
        ("FOERDERMITTEL", "geld"),
        ("Födermittel", "geld"),
        ("visa visum kenja", "visum"),
        ("botschft", "visum"),
        ("Begegnung", "gruppe"),
        ("gruppen", "gruppe"),
        ("grosse gruppe", "gruppe"),
        ("insta", "foto"),
        ("Foto", "foto"),
    ],
)
def test_what_people_type_leads_to_the_text(typed: str, found: str) -> None:
    assert INDEX.find(typed)[0].value == found


@pytest.mark.parametrize(
    "typed",
    ["", " ", "???", "\x00", "😀", "xyzzy", "a" * 100_000, "\ud800", "die " * 5000, "-- ' OR"],
)
def test_rubbish_finds_nothing_or_little_and_never_breaks(typed: str) -> None:
    assert len(INDEX.find(typed)) <= 4


def test_a_title_counts_more_than_a_mention() -> None:
    index = SearchIndex(
        [Document("mention", "Anderes", "Juleica Juleica"), Document("title", "Juleica", "Karte")]
    )
    assert [hit.value for hit in index.find("juleica")] == ["title", "mention"]


def test_the_number_of_hits_is_limited() -> None:
    index = SearchIndex(Document(number, "Austausch", "") for number in range(50))
    assert len(index.find("austausch", limit=5)) == 5


def test_an_empty_index_finds_nothing() -> None:
    empty: SearchIndex[int] = SearchIndex(())
    assert empty.find("austausch") == []
