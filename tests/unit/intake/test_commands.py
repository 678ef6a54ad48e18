"""Commands of the form with a slip in them, and what only sounds like one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.replies import ReplyKind
from bot.intake.request.sheet import CONFIRMATION
from bot.intake.wishes.commands import spelled_right, stops
from tests.unit.intake.intake_rig import heard, reader

SHEET: dict[str, Any] = {
    "topic": "Partnersuche",
    "format": "Jugendbegegnung",
    "partner_country": "Polen",
    "contact": {"email": "kim@example.org"},
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("snden", "senden"),
        ("sneden", "senden"),
        ("bitte absendn", "bitte absenden"),
        ("ja abschikcen", "ja abschicken"),
        ("zurük", "zurück"),
        ("zuruck", "zurück"),
        ("weitr", "weiter"),
        ("weitermachn", "weitermachen"),
        ("überspirngen", "überspringen"),
        ("übersprigen", "überspringen"),
        ("abbrehcen", "abbrechen"),
        ("Namen lösvhen", "Namen löschen"),
        ("Telefon steichen", "Telefon streichen"),
    ],
)
def test_a_slip_in_a_command_is_undone(typed: str, meant: str) -> None:
    assert spelled_right(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "senden",
        "Spenden",
        "weitere",
        "Weiler",
        "wieder",
        "sende",
        "lösche",
        "Jugendtreff Weitr",
        "weitr nach Polen",
        "Herford",
        "/deny",
        "wir wollen spenden sammeln",
    ],
)
def test_any_other_word_stays_as_it_is(typed: str) -> None:
    assert spelled_right(typed) == typed


def test_a_capital_word_may_be_how_somebody_is_called() -> None:
    assert spelled_right("Weitr", "name") == "Weitr"
    assert spelled_right("weitr", "name") == "weiter"


@pytest.mark.parametrize("said", ["snden", "jugendzentrm", "zurük", "weitr", "12"])
@pytest.mark.parametrize("asked", ["period", "group", CONFIRMATION])
def test_what_only_sounds_like_stopping_stops_nothing(said: str, asked: str) -> None:
    assert reader().read(asked, SHEET, heard(said, "stop")).kind is not ReplyKind.CANCEL


@pytest.mark.parametrize(
    "said", ["abbrechen", "abbrehcen", "stopp", "doch nicht senden", "hör auf mit den Fragen"]
)
def test_a_clear_word_stops_the_form(said: str) -> None:
    assert reader().read("group", SHEET, heard(said, "stop")).kind is ReplyKind.CANCEL
    assert stops(spelled_right(said))


def test_whoever_may_want_to_stop_is_asked() -> None:
    reply = reader().read("group", SHEET, heard("xyz", "stop"))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "stop")
    # It sounds like settling accounts.
    reply = reader().read("group", SHEET, heard("abrechen", "faq", "answer"))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "stop")


@pytest.mark.parametrize("said", ["ja, der Ort stimmt", "richtig, 14 Leute", "ja die Mail passt"])
def test_a_yes_to_one_line_sends_nothing(said: str) -> None:
    assert reader().read(CONFIRMATION, SHEET, heard(said, "affirm")).kind is not ReplyKind.SEND


@pytest.mark.parametrize("said", ["ja", "jawohl", "in Ordnung", "ja, machen Sie das bitte", "oui"])
def test_a_plain_yes_sends(said: str) -> None:
    assert reader().read(CONFIRMATION, SHEET, heard(said, "affirm")).kind is ReplyKind.SEND


def test_who_waits_is_told_that_it_has_time() -> None:
    reply = reader().read(CONFIRMATION, SHEET, heard("passt, aber warte noch"))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "puts_off")


def test_what_comes_after_the_sending_is_told() -> None:
    said = heard("Was passiert dann eigentlich?", "faq", "answer")
    reply = reader().read(CONFIRMATION, SHEET, said)
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "after")


def test_senden_is_no_subject() -> None:
    assert reader().read("topic", {}, heard("senden", "affirm")).kind is ReplyKind.PROBLEM


@pytest.mark.parametrize("asked", ["topic", "description"])
@pytest.mark.parametrize(
    "said",
    ["Unsere letzte Begegnung mussten wir abbrechen", "Der Austausch wurde 2023 abgebrochen"]
    + ["Was ist, wenn wir die Fahrt abbrechen müssen"],
)
def test_a_subject_that_tells_of_stopping_stops_nothing(asked: str, said: str) -> None:
    reply = reader().read(asked, {**SHEET, asked: None}, heard(said, "stop"))
    assert reply.kind is not ReplyKind.CANCEL


@pytest.mark.parametrize(
    "said",
    ["abbrechen", "ich muss leider abbrechen", "das wurde mir zu viel, bitte abbrechen"]
    + ["wir mussten uns anders entscheiden, jetzt abbrechen"],
)
def test_who_wants_to_stop_does_so_in_the_subject_too(said: str) -> None:
    reply = reader().read("description", {**SHEET, "description": None}, heard(said, "stop"))
    assert reply.kind is ReplyKind.CANCEL
