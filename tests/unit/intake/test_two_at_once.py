"""Messages that say two things at once: an answer with a question, two questions, a correction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.intake.answering.asking import question_in, questions_in
from bot.intake.replies import ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import ASKED, CONFIRMATION, OPEN
from tests.unit.intake.intake_rig import heard, reader

SHEET: dict[str, Any] = {**dict.fromkeys(ASKED, OPEN), "topic": "Partnersuche", "contact": None}


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("kim@example.org – kann ich das später löschen?", "kann ich das später löschen?"),
        ("Sommer 2027 - wer liest das?", "wer liest das?"),
        ("18 Leute; brauchen wir ein Visum?", "brauchen wir ein Visum?"),
        ("Moers, wer liest das eigentlich?", "wer liest das eigentlich?"),
        ("Kinder- und Jugendtreff, kostet das was?", "kostet das was?"),
    ],
)
def test_a_question_begins_behind_a_dash_as_behind_a_comma(said: str, question: str) -> None:
    assert question_in(said) == question


def test_an_address_before_a_question_is_kept() -> None:
    said = heard("kim@example.org – kann ich das später löschen?", "smalltalk", "smalltalk")
    reply = reader().read("contact", SHEET, replace(said, aside="sent", is_aside_sure=True))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "erase")
    assert Contact.from_dict(reply.values["contact"]).email == "kim@example.org"


def test_why_is_told_beside_an_answer() -> None:
    said = heard("8 Fachkräfte, wozu wollt ihr das wissen?", group_size="8|8 Fachkräfte")
    reply = reader().read("group", {**SHEET, "group": None}, said)
    assert (reply.kind, reply.field) == (ReplyKind.WHY, "group")
    assert "8" in reply.values["group"]


@pytest.mark.parametrize(
    ("said", "is_two"),
    [
        ("Wer liest das eigentlich, und kommt da ein Honorar?", True),
        ("Wer liest das und bekommen wir ein Honorar?", True),
        ("Wer liest das eigentlich?", False),
        ("Wer liest das, und wann?", False),
    ],
)
def test_two_questions_get_two_answers(said: str, is_two: bool) -> None:
    reply = reader().read("period", SHEET, heard(said, "faq", "answer"))
    assert reply.kind is (ReplyKind.SIDE_QUESTION if is_two else ReplyKind.ASIDE)
    assert reply.field == "data"


@pytest.mark.parametrize("asked", [CONFIRMATION, "name", "period"])
def test_what_advice_costs_is_no_remark_however_it_is_led_to(asked: str) -> None:
    said = heard("moment bevor ich das abschicke was kostet mich das")
    reply = reader().read(asked, {**SHEET, asked: None}, said)
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "costs")


def test_questions_are_taken_apart() -> None:
    said = "Moers. Wer liest das, und was kostet das? Danke"
    assert questions_in(said) == ["Wer liest das?", "was kostet das?"]


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("ach und im November statt im Oktober", "November 2027"),
        ("ach ja und statt Oktober lieber Mai", "Mai 2027"),
        ("ach und nicht Oktober, sondern Juni", "Juni 2027"),
    ],
)
def test_what_is_added_may_take_the_place_of_something(said: str, period: str) -> None:
    reply = reader().read(CONFIRMATION, {**SHEET, "period": "Oktober 2027"}, heard(said))
    assert reply.values["period"] == period


def test_what_is_only_added_takes_no_place() -> None:
    sheet = {**SHEET, "group": "12 Personen"}
    reply = reader().read(CONFIRMATION, sheet, heard("ach ja, und wir brauchen zwei Dolmetscher"))
    assert "group" not in reply.values


def test_a_length_in_brackets_is_kept_without_them() -> None:
    sheet = {**SHEET, "period": "1. August 2027 bis 9. August 2027 (9 Tage)", "name": None}
    reply = reader().read("name", sheet, heard("doch lieber im September"))
    assert reply.values["period"] == "September 2027, 9 Tage"
