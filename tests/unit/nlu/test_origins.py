"""A country that people come from is no partner country."""

from __future__ import annotations

import pytest

from bot.nlu.entities import find_entities
from bot.nlu.gazetteer import Gazetteer

COUNTRIES = Gazetteer([("Guinea", "country", "GN"), ("Polen", "country", "PL")])


def found(text: str) -> list[tuple[str, str]]:
    entities = find_entities(text, COUNTRIES)
    return [(e["entity"], e["value"]) for e in entities if e["value"] in ("GN", "PL")]


@pytest.mark.parametrize(
    "text",
    [
        "Er ist 17 und kommt aus Guinea",
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
