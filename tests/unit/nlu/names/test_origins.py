"""A country that people come from is no partner country."""

from __future__ import annotations

import pytest

from bot.nlu.names.entities import find_entities
from bot.nlu.names.gazetteer import Gazetteer

COUNTRIES = Gazetteer(
    [
        ("Guinea", "country", "GN"),
        ("Polen", "country", "PL"),
        ("Syrien", "country", "SY"),
        ("Syrer", "country", "SY"),
        ("syrischem", "country", "SY"),
        ("Irak", "country", "IQ"),
        ("afghanischem", "country", "AF"),
    ]
)
CODES = ("GN", "PL", "SY", "IQ", "AF")


def found(text: str) -> list[tuple[str, str]]:
    entities = find_entities(text, COUNTRIES)
    return [(e["entity"], e["value"]) for e in entities if e["value"] in CODES]


def counted(text: str) -> list[int]:
    return [e["value"] for e in find_entities(text, COUNTRIES) if e["entity"] == "group_size"]


@pytest.mark.parametrize(
    "text",
    [
        "Er ist 17 und kommt aus Guinea",
        "Er ist 17 und kommt aus Guinea, wir wollen nach Polen",
        "einer kommt aus Guinea und wir fahren zu Freunden",
        "einer kommt ursprünglich aus Guinea, was braucht der?",
        "Zwei Jugendliche stammen aus Guinea.",
        "die meisten kommen aus guinea",
        "Wir fahren nach Polen. Ein Mädchen kommt aus Guinea",
    ],
)
def test_where_people_of_the_group_come_from_is_an_origin(text: str) -> None:
    assert ("origin", "GN") in found(text)
    assert ("country", "GN") not in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "unsere Partner kommen aus Polen",
        "die Gruppe kommt aus Polen",
        "20 Jugendliche kommen aus Polen nach Köln",
        "Welche Fristen gelten? Jugendliche kommen aus Polen nach Köln",
        "zwei Jugendliche kommen aus Polen zu einer Jugendbegegnung",
        "12 Teilnehmende kommen aus Polen",
        "zwei Jugendliche kommen aus Polen zu uns",
        "wir holen Leute aus Polen",
        "Er ist 17. Kommt aus Polen auch Geld?",
        "Die Gäste sind 15, sie kommen aus Polen",
    ],
)
def test_whoever_comes_to_visit_or_is_planned_with_comes_from_a_partner_country(text: str) -> None:
    assert found(text) == [("country", "PL")]


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("12 Jugendliche nach Polen, zwei mit syrischem Pass", {"SY"}),
        ("drei kids mit afghanischem pass fahren mit nach polen", {"AF"}),
        ("zwei mit syrischem oder afghanischem Pass nach Polen", {"SY", "AF"}),
        ("Geflüchtete aus Syrien und dem Irak sollen mit nach Polen", {"SY", "IQ"}),
        ("geflüchtete Jugendliche aus Syrien, Fahrt nach Polen", {"SY"}),
        ("viele sind aus Syrien geflohen, wir wollen nach Polen", {"SY"}),
        ("nach Polen, ein Syrer ist auch dabei", {"SY"}),
        ("zwei Syrer fahren mit nach Polen", {"SY"}),
    ],
)
def test_a_passport_or_an_escape_is_an_origin_beside_the_partner_country(
    text: str, origins: set[str]
) -> None:
    names = found(text)
    assert {code for kind, code in names if kind == "origin"} == origins
    assert {code for kind, code in names if kind == "country"} == {"PL"}


@pytest.mark.parametrize(
    "text",
    [
        "zwei Polen fahren mit dem Bus",
        "20 Polen kommen mit",
        "Austausch mit einem Verein aus Polen und dem Jugendamt",
        "wir fahren nach Polen und brauchen Pässe",
    ],
)
def test_a_partner_country_beside_such_words_stays_one(text: str) -> None:
    assert ("country", "PL") in found(text)


def test_those_with_such_a_passport_are_not_the_whole_group() -> None:
    said = "drei Kids mit afghanischem Pass fahren mit nach Polen, wir sind 20 Leute"
    assert counted(said) == [20]
    assert counted("drei Kids fahren mit nach Polen") == [3]
    assert counted("12 Jugendliche mit syrischem Pass wollen nach Polen") == [12]


@pytest.mark.parametrize(
    "text",
    [
        "wir sind 15 mädels aus Syrien und wollen nach Polen",
        "unsere jugendlichen aus Syrien sollen mit nach Polen",
        "wir fahren mit 8 jungs aus Syrien nach Polen",
    ],
)
def test_own_people_who_go_elsewhere_are_no_partners(text: str) -> None:
    assert found(text) == [("origin", "SY"), ("country", "PL")]


@pytest.mark.parametrize(
    "text",
    [
        "wir wollen mit jugendlichen aus Syrien nach Polen",
        "wir treffen 15 mädels aus Syrien und fahren nach Polen",
        "wir laden mädels aus Syrien nach Polen ein",
    ],
)
def test_who_is_met_or_invited_comes_from_a_partner_country(text: str) -> None:
    assert found(text) == [("country", "SY"), ("country", "PL")]
