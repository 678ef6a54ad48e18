"""The open question for the subject: what is kept, what is answered, what is both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.consultations.checks import FieldProblem
from bot.intake.replies import Heard, Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import CONFIRMATION, OPEN
from tests.unit.intake.intake_rig import heard, reader

GHANA = "Unsere Gastgruppe aus Ghana bekommt keine Termine in der Botschaft, was können wir tun"


def read(asked: str, said: Heard, sheet: dict[str, Any] | None = None) -> Reply:
    return reader().read(asked, sheet or {}, said)


@pytest.mark.parametrize("decision", ["emergency", "answer", "act", "clarify", "handover"])
def test_a_sentence_about_oneself_is_the_subject_whatever_it_looks_like(decision: str) -> None:
    reply = read("topic", heard(GHANA, decision, decision))
    assert reply.kind is ReplyKind.VALUES
    assert reply.values["topic"] == GHANA
    assert reply.values["partner_country"] == "Ghana"


def test_of_an_emergency_only_the_way_to_the_person_is_asked() -> None:
    values = read("topic", heard(GHANA, "emergency", "emergency")).values
    asked = ("description", "format", "period", "group", "organisation")
    assert {values[field] for field in asked} == {OPEN}
    assert not {"contact", "name"} & values.keys()


def test_an_emergency_told_elsewhere_is_added_and_the_question_stays() -> None:
    sheet = {"topic": "Polen", "description": "Wir brauchen Rat"}
    reply = read("organisation", heard(GHANA, "emergency", "emergency"), sheet)
    assert reply.values == {"description": f"Wir brauchen Rat\n{GHANA}", "organisation": None}


@pytest.mark.parametrize("field", ["topic", "organisation", CONFIRMATION])
def test_a_cry_for_help_is_no_description(field: str) -> None:
    danger = heard("ich will nicht mehr leben", "emergency", "emergency")
    assert read(field, danger).kind is ReplyKind.SIDE_QUESTION


@pytest.mark.parametrize(
    ("said", "decision", "topic"),
    [
        ("Was ist ein Workcamp?", "answer", "workcamp"),
        ("Was kostet mich die Beratung?", "answer", "beratung_kosten_zielgruppe"),
        ("hallo", "smalltalk", "meta_begruessung"),
    ],
)
@pytest.mark.parametrize("field", ["topic", "description"])
def test_what_is_nobodys_case_is_answered_in_between(
    field: str, said: str, decision: str, topic: str
) -> None:
    message = replace(heard(said, "faq", decision), topic=topic)
    assert read(field, message).kind is ReplyKind.SIDE_QUESTION


def test_in_doubt_a_question_is_kept() -> None:
    unsure = heard("Wie groß darf so eine Gruppe sein?", "clarify", "clarify")
    assert read("topic", unsure).values["topic"] == "Wie groß darf so eine Gruppe sein?"


def test_what_says_nothing_is_asked_once_more() -> None:
    for said in (heard("ja", "affirm"), replace(heard("Beratung bitte"), is_bare_wish=True)):
        assert read("topic", said).problem == FieldProblem("topic", "empty")


def test_a_question_that_was_not_understood_is_explained() -> None:
    puzzled = replace(heard("äh was?"), is_puzzled=True)
    assert read("organisation", puzzled) == Reply(ReplyKind.WHY, field="organisation")


def test_a_sentence_is_no_organisation() -> None:
    said = heard("ich will erstmal wissen was das kostet")
    assert read("organisation", said).kind is ReplyKind.SIDE_QUESTION


def test_whoever_changes_to_a_call_is_asked_when() -> None:
    sheet = {"contact": Contact(email="a@example.org").as_dict(), "wanted_times": OPEN}
    reply = read("name", heard("nein, lieber Telefon: 0211 123456"), sheet)
    assert reply.values["wanted_times"] is None
    again = read("name", heard("nein, Mail: b@example.org"), sheet)
    assert "wanted_times" not in again.values


def test_a_month_alone_keeps_the_year_that_was_told() -> None:
    reply = read("group", heard("ach doch September"), {"period": "Sommer 2028"})
    assert reply.values["period"] == "September 2028"
