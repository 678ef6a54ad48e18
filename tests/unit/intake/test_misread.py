"""Answers that sound like something else: names, places, numbers, ways that are not wanted."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.plan.fitting import tells_when
from bot.intake.plan.group import tells_of_one
from bot.intake.replies import ReplyKind
from bot.intake.request.sheet import ASKED, OPEN
from bot.intake.who.bodies import body_named
from bot.intake.who.ways import way_wanted
from tests.unit.intake.intake_rig import heard, reader

SHEET: dict[str, Any] = {**dict.fromkeys(ASKED, OPEN), "topic": "Partnersuche", "contact": None}


def open_at(asked: str) -> dict[str, Any]:
    return {**SHEET, asked: None}


@pytest.mark.parametrize(
    "said", ["in the evening", "on Monday morning", "after 5, in the afternoon"]
)
def test_a_time_in_english_is_no_name(said: str) -> None:
    assert tells_when(said)
    reply = reader().read("name", open_at("name"), heard(said))
    assert "name" not in reply.values or reply.values["name"] is None


@pytest.mark.parametrize("asked", ["contact", "name", "period"])
def test_a_body_is_called_whatever_was_asked(asked: str) -> None:
    reply = reader().read(asked, open_at(asked), heard("der heißt Kompass e.V.", "faq", "answer"))
    assert reply.values["organisation"] == "Kompass e.V."


def test_a_name_alone_is_a_body_where_it_was_asked_for() -> None:
    reply = reader().read("organisation", open_at("organisation"), heard("der heißt Kompass"))
    assert reply.values["organisation"] == "Kompass"
    assert body_named("der heißt Kompass") is None


def test_a_body_is_no_place() -> None:
    said = heard("Wir planen was, Kreisjugendring Lippe", LOC="Kreisjugendring Lippe")
    assert reader().read("topic", {}, said).values.get("place") is None


@pytest.mark.parametrize("said", ["0", "0 Leute", "null 0"])
def test_nobody_is_no_group(said: str) -> None:
    assert reader().read("group", open_at("group"), heard(said)).kind is ReplyKind.PROBLEM


@pytest.mark.parametrize("said", ["10", "20 Leute", "ca 30"])
def test_a_number_that_ends_in_zero_is_one(said: str) -> None:
    assert reader().read("group", open_at("group"), heard(said)).values["group"]


@pytest.mark.parametrize(
    "said", ["Er ist 16 und wohnt bei uns", "der Junge wird bald 12", "sie ist erst 13"]
)
def test_the_age_of_one_is_not_that_of_all(said: str) -> None:
    assert tells_of_one(said)
    reply = reader().read("description", open_at("description"), heard(said, age="16"))
    assert "group" not in reply.values


@pytest.mark.parametrize(
    "said", ["die sind 16", "wir sind 16", "die Gruppe ist 14 bis 16", "er ist 18 Uhr da"]
)
def test_the_age_of_all_is_theirs(said: str) -> None:
    assert not tells_of_one(said)


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("mail auch nicht", None),
        ("anrufen auch nicht bitte", None),
        ("Telefon nicht, lieber Mail", "mail"),
        ("mail will ich nicht", "phone"),
        ("nicht anrufen", "mail"),
        ("lieber Mail, nicht Telefon", "mail"),
        ("per Telefon bitte", "phone"),
    ],
)
def test_what_denies_a_way_may_stand_behind_it(said: str, way: str | None) -> None:
    assert way_wanted(said) == way


@pytest.mark.parametrize("asked", ["period", "group", "description"])
def test_a_wrong_address_is_told_whatever_was_asked(asked: str) -> None:
    reply = reader().read(asked, open_at(asked), heard("foo@bar"))
    assert reply.kind is ReplyKind.PROBLEM
    assert reply.problem is not None
    assert reply.problem.field == "email"


@pytest.mark.parametrize("said", ["geht euch nichts an", "nein danke", "sag ich nicht"])
def test_a_refusal_is_no_subject(said: str) -> None:
    assert reader().read("topic", {}, heard(said)).kind is ReplyKind.PROBLEM


def test_a_subject_that_is_too_long_is_told_the_limit_of_the_description() -> None:
    problem = reader().read("topic", {}, heard("Wir planen einen Austausch. " * 200)).problem
    assert problem is not None
    assert (problem.field, problem.code) == ("description", "too_long")


def test_coming_by_is_no_description() -> None:
    reply = reader().read("contact", {"topic": "x"}, heard("dann halt vor ort"))
    assert reply.values["contact"]["visit"]
    assert "description" not in reply.values
