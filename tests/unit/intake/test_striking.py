"""What somebody wants out of the request, called by its own words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.sheet import ASKED, CONFIRMATION, OPEN
from bot.intake.wishes.asides import STRUCK_UNCLEAR
from bot.intake.wishes.striking import (
    STRUCK,
    lines_naming,
    lines_with,
    without_name,
    words_to_strike,
)
from tests.unit.intake.intake_rig import heard, reader

SHEET: dict[str, Any] = {
    **dict.fromkeys(ASKED, OPEN),
    "topic": "Einreise von Kofi Mensah, Aufenthaltsgestattung",
    "description": "Er ist 16 und wohnt in der Wohngruppe in Bottrop. Wir fahren mit dem Zug.\n"
    "Petra Lang weiß, wie lang das dauert",
    "partner_country": "Togo",
    "organisation": "Kompass e.V. Bottrop",
    "place": "Bottrop",
    "name": "Petra Lang",
    "contact": {"email": "lang@example.org"},
}


def said(text: str, asked: str = CONFIRMATION) -> Reply:
    sheet = SHEET if asked == CONFIRMATION else {**SHEET, asked: None}
    return reader().read(asked, sheet, heard(text))


@pytest.mark.parametrize(
    "text",
    [
        "den Namen Kofi Mensah bitte rausnehmen",
        "Kofi Mensah bitte raus",
        "kofi mensah soll nicht mit",
        "nehmt den Namen von Kofi Mensah wieder raus, nicht erwähnen",
        "streich bitte Kofi Mensah",
    ],
)
def test_a_name_is_taken_out_wherever_it_stands(text: str) -> None:
    reply = said(text)
    assert (reply.kind, reply.field) == (ReplyKind.VALUES, STRUCK)
    assert reply.values == {"topic": "Einreise von [gestrichen], Aufenthaltsgestattung"}


@pytest.mark.parametrize("asked", [CONFIRMATION, "period", "organisation"])
def test_with_its_clause_goes_what_is_told_of_something(asked: str) -> None:
    reply = said("das mit der Wohngruppe bitte wieder raus", asked)
    assert reply.values["description"].startswith("Er ist 16. Wir fahren mit dem Zug.\n")
    assert not reply.values.keys() & {"organisation", "topic"}


def test_a_word_leaves_every_field() -> None:
    values = said("Bottrop bitte entfernen").values
    assert "Bottrop" not in str(values["description"])
    assert values["organisation"] == "Kompass e.V. [gestrichen]"
    assert values["place"] is None


@pytest.mark.parametrize(
    "text",
    [
        "Name bitte rausnehmen",
        "den Namen weglassen",
        "ohne Namen",
        "ohne meinen Namen bitte",
        "meinen Namen bitte nicht mitsenden",
    ],
)
def test_whoever_stays_nameless_is_named_nowhere(text: str) -> None:
    values = said(text).values
    assert values["name"] == OPEN
    assert values["description"].endswith("\n[gestrichen] weiß, wie lang das dauert")


@pytest.mark.parametrize(
    "text",
    [
        "den Namen des Jungen rausnehmen",
        "Telefonnummer streichen",
        "Zeile 2 streichen",
        "Gesprächsauszug weglassen",
        "Togo raus",
        "wollen Sie den Zug streichen?",
        "das mit dem Chef soll nicht mit",
    ],
)
def test_what_names_nothing_that_is_written_strikes_nothing(text: str) -> None:
    assert said(text).field != STRUCK


@pytest.mark.parametrize(
    "text", ["Wir fahren mit dem Zug raus", "Der Zug soll raus fahren, Wohngruppe auch"]
)
def test_a_subject_that_sounds_like_it_is_kept(text: str) -> None:
    reply = reader().read("description", {**SHEET, "description": None}, heard(text))
    assert reply.field != STRUCK
    assert text in str(reply.values["description"])


def test_lines_of_the_talk_go_with_it() -> None:
    words = words_to_strike("den Namen Kofi Mensah bitte rausnehmen")
    assert lines_with(words, ["Hallo", "Kofi darf nicht reisen", "wie lang"]) == [2]


@pytest.mark.parametrize("text", ["Kofi bitte rausnehmen", "Kofis Namen bitte rausnehmen"])
def test_a_short_name_is_struck_where_it_owns_something_too(text: str) -> None:
    sheet = {
        **SHEET,
        "topic": "Kofis Vater sorgt sich um Kofi",
        "wanted_times": "Kofi ist ab 9 da",
        "description": OPEN,
    }
    values = reader().read(CONFIRMATION, sheet, heard(text)).values
    assert "Kofi" not in str(values)
    assert values.keys() == {"topic", "wanted_times"}


def test_who_is_named_beside_the_times_is_struck_there() -> None:
    sheet = {**SHEET, "wanted_times": "Frau Okafor ist ab 9 Uhr da"}
    values = reader().read(CONFIRMATION, sheet, heard("Okafor bitte rausnehmen")).values
    assert values == {"wanted_times": "Frau [gestrichen] ist ab 9 Uhr da"}


def test_a_name_in_small_letters_is_taken_out_as_well() -> None:
    sheet = {**SHEET, "name": "petra lang", "description": "ich bin petra, Langs Auto, wie lang"}
    assert without_name("petra lang", sheet) == {
        "description": "ich bin [gestrichen], [gestrichen] Auto, wie lang"
    }


def test_lines_that_name_whoever_stays_nameless() -> None:
    talk = ["Hallo, ich bin Petra", "wie lang dauert das", "Frau Langs Frage"]
    assert lines_naming("Petra Lang", talk) == [1, 3]
    assert not lines_naming("", talk)


@pytest.mark.parametrize("text", ["ohne meinen Namen bitte", "den Namen weglassen", "bitte anonym"])
def test_a_name_that_no_field_tells_may_stand_in_the_talk(text: str) -> None:
    reply = reader().read(CONFIRMATION, {**SHEET, "name": OPEN}, heard(text))
    assert (reply.kind, reply.field, reply.values) == (ReplyKind.ASIDE, STRUCK_UNCLEAR, {})
