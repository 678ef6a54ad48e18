"""What is told loosely: a name with a lead, a length, ages, a long time, a field with a slip."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.replies import ReplyKind
from bot.intake.request.sheet import ASKED, CONFIRMATION, OPEN
from bot.intake.who.people import led_name
from bot.intake.wishes.commands import spelled_right
from bot.intake.wishes.directions import wants_to_go_on
from tests.unit.intake.intake_rig import heard, reader

SHEET: dict[str, Any] = {**dict.fromkeys(ASKED, OPEN), "topic": "Partnersuche", "contact": None}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("ich bin die martina schulte aber sie können auch martina sagen", "martina schulte"),
        ("Ich heiße Petra Lang und leite das hier", "Petra Lang"),
        ("ich bin anna, die Leiterin", "anna"),
        ("ich bin neu hier und weiß nicht", None),
        ("Petra Lang", None),
        ("ich bin Petra Lang", None),
    ],
)
def test_a_name_ends_where_more_is_told(said: str, name: str | None) -> None:
    assert led_name(said) == name
    if name is not None:
        assert reader().read("name", {**SHEET, "name": None}, heard(said)).values["name"] == name


@pytest.mark.parametrize("said", ["anytime", "weekdays", "keinen", "none"])
def test_how_nobody_is_called(said: str) -> None:
    assert reader().read("name", {**SHEET, "name": None}, heard(said)).values.get("name") in (
        None,
        OPEN,
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Juli 2027, eine Woche", "Juli 2027, 2 Wochen"),
        ("Sommer 2027", "Sommer 2027, 2 Wochen"),
        ("1. August 2027 bis 9. August 2027 (9 Tage)", None),
    ],
)
def test_another_length_is_told_to_the_summary(before: str, now: str | None) -> None:
    said = heard("und es sind doch 2 wochen", duration="14|2 wochen")
    values = reader().read(CONFIRMATION, {**SHEET, "period": before}, said).values
    assert values.get("period") == now


def test_ages_may_follow_how_many_they_are() -> None:
    sheet = {**SHEET, "group": "15", "organisation": None}
    assert (
        reader().read("organisation", sheet, heard("14-17")).values["group"]
        == "15, 14 bis 17 Jahre"
    )
    sheet = {**sheet, "group": "20 Personen, 12 bis 14 Jahre"}
    assert reader().read("organisation", sheet, heard("14-17")).kind is ReplyKind.PROBLEM


def test_a_long_time_is_kept_whole() -> None:
    said = (
        "naja irgendwann nächstes jahr wahrscheinlich so in den sommerferien oder vielleicht auch "
        "im herbst das muss ich noch mit den anderen besprechen"
    )
    values = reader().read("period", {**SHEET, "period": None}, heard(said)).values
    assert values["period"].startswith("naja irgendwann")
    assert values["period"].endswith("…")
    assert values["description"] == said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Telefonnumer ändern", "telefonnummer ändern"),
        ("Zeitraun ändren", "zeitraum ändern"),
        ("Telefonnumer Hamm", "Telefonnumer Hamm"),
    ],
)
def test_a_field_is_called_with_a_slip(typed: str, meant: str) -> None:
    assert spelled_right(typed) == meant


@pytest.mark.parametrize("said", ["please remove my name", "den Namen weglassen"])
def test_a_name_is_dropped_in_english_too(said: str) -> None:
    sheet = {**SHEET, "name": "Samuel"}
    assert reader().read(CONFIRMATION, sheet, heard(said)).values["name"] == OPEN


@pytest.mark.parametrize("said", ["about 22 players, boys, 15-16 years", "2 Lehrer, 9 Schüler"])
def test_players_and_teachers_are_counted(said: str) -> None:
    reply = reader().read("format", {**SHEET, "format": None, "group": None}, heard(said))
    assert reply.values["group"] == said


def test_whoever_does_not_want_to_stop_goes_on() -> None:
    said = "nein nicht stop ich wollte weiter machen"
    assert wants_to_go_on(said)
    assert reader().read("period", SHEET, heard(said, "stop")).kind is not ReplyKind.CANCEL


@pytest.mark.parametrize("said", ["oh den Namen hätt ich nicht schreiben sollen, bitte löschen"])
def test_whoever_names_nothing_is_asked_what_is_to_go(said: str) -> None:
    reply = reader().read(
        "period", {**SHEET, "period": None}, heard(said, "smalltalk", "smalltalk")
    )
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "struck_unclear")
