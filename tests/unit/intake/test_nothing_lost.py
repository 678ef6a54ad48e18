"""What stands beside an answer is kept too, and nothing is kept that was not meant."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.replies import ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import CONFIRMATION, OPEN
from bot.intake.who.bodies import body_told
from bot.intake.who.introduction import introduced
from bot.intake.wishes.asides import aside_of
from bot.intake.wishes.labels import parts_by_label
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


@pytest.mark.parametrize("asked", ["group", "organisation"])
def test_when_to_call_beside_an_address_is_no_answer_to_another_question(asked: str) -> None:
    said = "lea@example.org, gern auch mittwochs ab 15 uhr"
    values = reader().read(asked, {}, heard(said)).values
    assert values["wanted_times"] == "gern auch mittwochs ab 15 uhr"
    assert values["contact"]["email"] == "lea@example.org"
    assert values.get(asked) is None


def test_a_way_of_contact_can_be_struck() -> None:
    both = Contact("kim@example.org", "0231 123456").as_dict()
    for said, way in (("streich die telefonnummer", "phone"), ("bitte ohne Mail", "email")):
        values = reader().read(CONFIRMATION, {"contact": both}, heard(said)).values
        assert values["contact"] == {**both, way: None}
    # Without any way nobody can answer: another one is asked for.
    alone = Contact(phone="0231 123456").as_dict()
    reply = reader().read(CONFIRMATION, {"contact": alone}, heard("streich die nummer"))
    assert (reply.kind, reply.field) == (ReplyKind.CHANGE, "contact")


def test_a_wrong_body_is_replaced_by_the_one_that_is_told() -> None:
    said = heard("falsch, wir sind das jugendamt unna")
    values = reader().read("contact", {"organisation": "kirchengemeinde unna"}, said).values
    assert values["organisation"] == "jugendamt unna"


def test_an_age_is_called_by_its_name_behind_und() -> None:
    said = heard("und das alter 13-17", age="13-17|alter 13-17")
    values = reader().read("organisation", {"group": "18 Personen, 14 bis 16 Jahre"}, said).values
    assert values == {"group": "18 Personen, 13 bis 17 Jahre"}


def test_the_summary_is_shown_again_and_a_title_is_a_name() -> None:
    assert reader().read(CONFIRMATION, {}, heard("zeig nochmal")).values == {CONFIRMATION: None}
    named = reader().read(CONFIRMATION, {}, heard("pfarrer müller")).values
    assert named == {"name": "pfarrer müller"}


def test_the_body_at_the_end_of_a_plan_is_kept() -> None:
    said = heard("wir wollen mit 15 kids weg, im mai 2027, jugendhaus kalk")
    assert reader().read("topic", {}, said).values["organisation"] == "jugendhaus kalk"
    theirs = heard("wir wollen mit 15 kids weg, im mai 2027, mit unserem partner jugendhaus kalk")
    assert "organisation" not in reader().read("topic", {}, theirs).values


def test_days_of_the_week_are_no_age_and_a_wish_to_see_all_is_no_name() -> None:
    sheet: dict[str, Any] = {"group": "18 Personen", "contact": MAIL}
    values = reader().read("name", sheet, heard("mo-mi ab 10", age="10-|ab 10")).values
    assert values == {"wanted_times": "mo-mi ab 10", "name": None}
    shown = reader().read("name", sheet, heard("zeig nochmal"))
    assert shown.values.get("name") is None
