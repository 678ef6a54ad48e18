"""A question that somebody went back to: the answer before is neither lost nor in the way."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.replies import KEEP, REST, Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import CONFIRMATION, OPEN
from tests.unit.intake.intake_rig import button, heard, reader

MAIL = Contact(email="kim@example.org").as_dict()
SHEET: dict[str, Any] = {
    "topic": "Förderung Polen",
    "description": OPEN,
    "format": "Jugendbegegnung",
    "partner_country": "Polen",
    "period": "Sommer 2027",
    "group": "14 Personen, 15 bis 17 Jahre",
}
FULL = {**SHEET, "organisation": OPEN, "contact": MAIL, "wanted_times": OPEN, "name": "Kim"}


def read(asked: str, said: str, sheet: dict[str, Any] = SHEET, **more: str) -> Reply:
    return reader().read(asked, sheet, heard(said, **more))


@pytest.mark.parametrize("said", ["weiter", "überspringen", "passt so", "ja", "So lassen"])
def test_the_answer_before_stays(said: str) -> None:
    for field in SHEET:
        assert read(field, said).values[field] == SHEET[field]


def test_the_button_keeps_the_answer_and_none_where_nothing_is_known() -> None:
    chosen = button("answer_consultation", KEEP, KEEP)
    assert reader().read("period", SHEET, chosen).values["period"] == "Sommer 2027"
    assert reader().read("period", {}, chosen) == Reply(ReplyKind.VALUES, {"period": None})


@pytest.mark.parametrize("said", ["egal", "weiß nicht", "weiß ich noch nicht"])
def test_not_knowing_is_about_the_question_that_is_shown(said: str) -> None:
    assert read("period", said).values == {"period": OPEN}
    # The request needs these: they are not taken back by a word.
    assert read("topic", said).values == {"topic": "Förderung Polen"}
    assert read("contact", said, FULL).values["contact"] == MAIL


def test_another_answer_takes_the_place_of_the_one_before() -> None:
    assert read("period", "Herbst 2028").values["period"] == "Herbst 2028"
    phone = read("contact", "0211 123456", FULL).values["contact"]
    assert phone == Contact(phone="0211 123456").as_dict()
    # What was told of the age is not lost with a new number.
    told = read("group", "16 Leute", group_size="16|16 Leute").values["group"]
    assert "16" in told
    assert "15 bis 17 Jahre" in told


def test_skipping_all_the_rest_takes_back_nothing() -> None:
    reply = read("group", "den Rest überspringen")
    assert reply.kind is ReplyKind.ENOUGH
    assert reply.values["group"] == SHEET["group"]
    rest = reader().read("period", SHEET, button("answer_consultation", REST, OPEN))
    assert rest.values["period"] == "Sommer 2027"


def test_back_goes_on_backwards_and_from_a_chosen_question_to_the_choice() -> None:
    assert read("group", "zurück") == Reply(ReplyKind.CHANGE, field="period")
    assert read("period", "zurück") == Reply(ReplyKind.CHANGE, field="partner_country")
    assert read("topic", "zurück") == Reply(ReplyKind.CHANGE, field="topic")
    assert read("period", "zurück", FULL).values == {"period": "Sommer 2027"}
    assert read(CONFIRMATION, "zurück", FULL).kind is ReplyKind.NO


def test_a_description_grows_and_is_never_lost() -> None:
    sheet = {**SHEET, "description": "Der Antrag wurde abgelehnt."}
    more = read("description", "Es geht um die Fahrt im Juli", sheet).values["description"]
    assert more == "Der Antrag wurde abgelehnt.\nEs geht um die Fahrt im Juli"
    for said in ("egal", "weiß nicht", "weiter"):
        assert read("description", said, sheet).values["description"] == sheet["description"]
    assert read("description", "nein", sheet, intent="deny").values["description"].startswith("Der")
    # Another subject leaves the description, however long it is.
    for said in ("Unser Antrag in Polen ist leider abgelehnt worden", "Wir " + "und wir " * 20):
        told = {**sheet, **read("topic", said, sheet).values}
        assert told["description"].startswith("Der Antrag wurde abgelehnt.")


def test_forgetting_one_country_for_another_is_no_end() -> None:
    reply = read("format", "vergiss Polen, doch Frankreich", {}, intent="stop")
    assert reply.values["partner_country"] == "Frankreich"
    assert read("format", "vergiss es", {}, intent="stop").kind is ReplyKind.CANCEL
