"""What stands beside an answer is kept too, and nothing is kept that was not meant."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.asides import aside_of
from bot.intake.bodies import body_told
from bot.intake.contact import Contact
from bot.intake.introduction import introduced
from bot.intake.labels import parts_by_label
from bot.intake.sheet import CONFIRMATION, OPEN
from tests.unit.intake.intake_rig import NOW, heard, reader

MAIL = Contact(email="kim@example.org").as_dict()


def test_who_is_reached_and_when_stands_beside_the_number() -> None:
    values = reader().read("contact", {}, heard("Frau Meier, 02306 123456, abends")).values
    assert values["contact"]["phone"] == "02306 123456"
    assert (values["name"], values["wanted_times"]) == ("Frau Meier", "abends")


def test_what_is_known_is_not_replaced_by_the_way() -> None:
    sheet: dict[str, Any] = {"name": "Kim", "wanted_times": "mo 10 Uhr"}
    values = reader().read("contact", sheet, heard("Frau Meier, 02306 123456, abends")).values
    assert not {"name", "wanted_times"} & values.keys()


def test_more_than_a_place_is_kept_in_the_description() -> None:
    said = "Zirkus Pepperoni Köln"
    values = reader().read("format", {}, heard(said)).values
    assert (values["description"], values["place"]) == (said, "Köln")


@pytest.mark.parametrize("asked", ["format", "period"])
def test_an_age_beside_the_number_is_kept(asked: str) -> None:
    said = heard("14 kids (8-12)", group_size="14|14 kids")
    assert reader().read(asked, {}, said).values["group"] == "14 kids (8-12)"


@pytest.mark.parametrize(
    "said",
    ["der Name ist Toni, Mail: toni@example.org", "und der Name ist Toni und toni@example.org"],
)
@pytest.mark.parametrize("asked", ["wanted_times", CONFIRMATION])
def test_name_and_address_are_corrected_in_one_message(asked: str, said: str) -> None:
    values = reader().read(asked, {"name": "Kim", "contact": MAIL}, heard(said)).values
    assert (values["name"], values["contact"]["email"]) == ("Toni", "toni@example.org")


@pytest.mark.parametrize(
    "said", ["Organisation Kinder und Jugend Herne", "Name: Kim", "Name Kim, aus Köln"]
)
def test_one_field_stays_one(said: str) -> None:
    assert parts_by_label(said) == []


def test_an_address_is_no_name() -> None:
    values = reader().read("format", {}, heard("kim@@example")).values
    assert "name" not in values


@pytest.mark.parametrize("said", ["wann immer Sie wollen", "immer"])
def test_any_time_is_a_time(said: str) -> None:
    assert reader().read("wanted_times", {}, heard(said)).values["wanted_times"] == said


def test_a_first_name_alone_is_no_subject() -> None:
    assert reader().read("topic", {}, heard("Amina")).values == {"name": "Amina", "topic": None}


def test_whoever_is_done_leaves_the_name_open() -> None:
    assert reader().read("name", {}, heard("ja passt", "affirm")).values == {"name": OPEN}


def test_the_name_of_a_body_ends_with_it() -> None:
    said = "wir sind Jugendzentrum hab grad keine Zeit"
    assert body_told(said) == "Jugendzentrum"


def test_a_contact_person_is_the_name() -> None:
    said = "Jugendbegegnung mit Griechenland, Ansprechpartnerin Lea Stern"
    assert introduced(said, NOW.date())["name"] == "Lea Stern"


def test_whether_it_stays_confidential_is_answered() -> None:
    assert aside_of("bleibt das vertraulich?") == "data"


@pytest.mark.parametrize("said", ["ich weiß es nicht", "I don't know", "no idea"])
def test_not_knowing_is_no_answer_in_words(said: str) -> None:
    values = reader().read("topic", {}, heard(said)).values
    assert (values["topic"], values["description"]) == ("Noch offen, bitte beraten Sie mich", OPEN)
    assert reader().read("group", {}, heard(said)).values == {"group": OPEN}


def test_what_was_skipped_may_still_be_told() -> None:
    said = heard("Frau Meier, 02306 123456, abends")
    assert reader().read("contact", {"name": OPEN}, said).values["name"] == "Frau Meier"
