"""Names, consent and parents are no emergency, however they sound."""

from __future__ import annotations

import pytest

from bot.intake.answering.alarm import is_surely_meant, may_tell_of_danger
from bot.intake.replies import ReplyKind
from bot.intake.request.sheet import CONFIRMATION, OPEN
from bot.intake.who.people import name_told
from tests.unit.intake.intake_rig import heard, reader


@pytest.mark.parametrize(
    ("asked", "said", "name"),
    [
        ("name", "Ali", "Ali"),
        ("name", "Nennt mich Foto", "Foto"),
        ("period", "Nennt mich einfach Blitz", "Blitz"),
    ],
)
def test_a_name_is_no_emergency(asked: str, said: str, name: str) -> None:
    reply = reader().read(asked, {"topic": "x"}, heard(said, "emergency", "emergency"))
    assert (reply.kind, reply.values.get("name")) == (ReplyKind.VALUES, name)


@pytest.mark.parametrize("said", ["Ali ist weg", "er nennt mich Idiot", "Hilfe"])
def test_an_emergency_is_no_name(said: str) -> None:
    reply = reader().read("name", {"topic": "x"}, heard(said, "emergency", "emergency"))
    assert "name" not in reply.values


def test_consent_in_a_hurry_sends() -> None:
    reply = reader().read(
        CONFIRMATION, {}, heard("Ja, bitte schnell senden", "emergency", "emergency")
    )
    assert reply.kind is ReplyKind.SEND


def test_an_emergency_at_the_summary_sends_nothing() -> None:
    said = "Ja, bitte schnell einen Arzt senden"
    reply = reader().read(CONFIRMATION, {}, heard(said, "emergency", "emergency"))
    assert reply.kind is ReplyKind.SIDE_QUESTION


def test_a_parent_without_a_body_is_no_alarm_and_answers() -> None:
    said = "ich bin nur die Mama, wohnen in Dortmund"
    reply = reader().read("organisation", {}, heard(said))
    assert reply.values == {"organisation": said, "place": "Dortmund"}
    raw = {"decision": "clarify", "is_concerning": True}
    assert not may_tell_of_danger(raw, said, "organisation", reply)


def test_what_is_only_concerning_makes_nothing_urgent() -> None:
    assert not is_surely_meant({"decision": "clarify", "is_concerning": True, "is_faint": False})


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("ich heiße übrigens Ute", "Ute"),
        ("Fotoprojekt. Nennt mich Blitz", "Blitz"),
        ("mein Vater nennt mich Idiot", None),
    ],
)
def test_how_somebody_wants_to_be_called(said: str, name: str | None) -> None:
    assert name_told(said) == name


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("period", "geht euch nichts an"),
        ("description", "will ich nicht schreiben"),
        ("group", "überspring das"),
        ("format", "keins"),
        ("partner_country", "kein bestimmtes"),
        ("period", "spielt keine Rolle"),
        ("name", "keiner"),
    ],
)
def test_who_refuses_leaves_the_question_open(asked: str, said: str) -> None:
    assert reader().read(asked, {"topic": "x"}, heard(said)).values == {asked: OPEN}


def test_one_person_is_a_group_too() -> None:
    assert reader().read("group", {"topic": "x"}, heard("nur sie")).values == {"group": "nur sie"}


def test_a_greeting_is_no_time_to_call() -> None:
    said = "Guten Abend, meine Nummer ist 0221 9876543"
    assert "wanted_times" not in reader().read("contact", {}, heard(said)).values


def test_a_field_is_changed_by_its_name() -> None:
    said = "kann ich das Thema nochmal ändern"
    reply = reader().read("organisation", {"topic": "x"}, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.CHANGE, "topic")
