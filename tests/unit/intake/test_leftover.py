"""Nothing that was written beside an answer gets lost, and what is no answer is none."""

from __future__ import annotations

import pytest

from bot.intake.plan.leftover import says_more
from bot.intake.replies import ReplyKind
from tests.unit.intake.intake_rig import heard, reader

OPEN_SHEET = {"topic": "Geld"}


def test_a_sentence_of_which_a_field_keeps_a_part_is_added_to_the_description() -> None:
    said = "Der Partner hat das Geld bekommen und nichts abgerechnet, mein Verein heißt SV Nord"
    reply = reader().read("format", OPEN_SHEET, heard(said))
    assert reply.values["organisation"] == "SV Nord"
    assert reply.values["description"] == said


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("Wir sind 20 Jugendliche aus Köln", ["20 Personen", "Köln"]),
        ("weiß ich nicht", []),
        ("Jugendclub Nord", []),
        ("Wer bezahlt eigentlich den Bus nach Polen?", []),
    ],
)
def test_what_the_fields_keep_says_no_more(said: str, values: list[str]) -> None:
    assert not says_more(said, values)


def test_the_later_number_of_a_message_holds() -> None:
    said = heard("6 Leute, doch eher 7", group_size="6|6 Leute")
    assert reader().read("group", OPEN_SHEET, said).values["group"].startswith("7")
    kept = heard("7 Leute", group_size="7|7 Leute")
    assert reader().read("group", OPEN_SHEET, kept).values["group"].startswith("7")


def test_a_number_beside_not_known_yet_is_kept() -> None:
    reply = reader().read("period", OPEN_SHEET, heard("gruppe weiß ich noch nicht, so 15 oder 20"))
    assert "15 oder 20" in reply.values["group"]
    assert reply.values.get("period") is None


def test_the_day_on_which_a_journey_begins_is_its_period() -> None:
    said = heard("visum abgelehnt, begegnung startet am 10. dezember 2026")
    assert reader().named(said.message)["period"] == "10. dezember 2026"


@pytest.mark.parametrize("asked", ["format", "period", "name"])
def test_a_word_that_commands_is_no_answer(asked: str) -> None:
    assert reader().read(asked, OPEN_SHEET, heard("ändern")).kind is ReplyKind.ASIDE


def test_a_day_of_birth_is_no_period() -> None:
    said = heard("sie heißt Lena, geb. 3.4.2009")
    assert reader().read("period", OPEN_SHEET, said).kind is ReplyKind.ASIDE
    assert reader().read("period", OPEN_SHEET, heard("3.4.2027")).kind is ReplyKind.VALUES


def test_a_question_about_the_office_is_no_subject() -> None:
    asked = heard("nee warte wann habt ihr auf")
    assert reader().read("topic", {}, asked).kind is ReplyKind.SIDE_QUESTION
    own = heard("wann habt ihr auf und wie bekommen unsere Gäste aus Ghana ein Visum")
    assert reader().read("topic", {}, own).kind is ReplyKind.VALUES


def test_a_body_is_no_group() -> None:
    reply = reader().read("group", OPEN_SHEET, heard("Eine Welt Netz Dortmund"))
    assert reply.values["organisation"] == "Eine Welt Netz Dortmund"


def test_to_be_called_at_once_is_no_organisation() -> None:
    reply = reader().read("organisation", OPEN_SHEET, heard("sofort anrufen 0251 112233"))
    assert reply.values["contact"]["phone"] == "0251 112233"
    assert reply.values["organisation"] is None
