"""Sentences that are no answer to the open question: kept where they belong, or answered."""

from __future__ import annotations

from typing import Any

import pytest

from bot.intake.answering.alarm import may_tell_of_danger
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import CONFIRMATION, OPEN
from bot.intake.who.introduction import without_contact
from bot.intake.who.ways import wants_advice_by_way, way_wished
from bot.intake.wishes.asides import aside_of
from tests.unit.intake.intake_rig import NOW, heard, reader

STORY = "das sind 15 Jugendliche aus unserem Stadtteil und 3 davon haben eine Behinderung"


@pytest.mark.parametrize("said", ["2 Klassen", "zwei Klassen", "so 20 kids", "about 20 kids"])
@pytest.mark.parametrize("asked", ["period", "organisation", "contact", "wanted_times", "name"])
def test_how_many_they_are_is_the_group_whatever_was_asked(asked: str, said: str) -> None:
    values = reader().read(asked, {}, heard(said)).values
    assert (values["group"], values[asked]) == (said, None)


@pytest.mark.parametrize("asked", ["period", "group", "contact", "wanted_times"])
def test_the_name_of_a_school_is_the_organisation(asked: str) -> None:
    values = reader().read(asked, {}, heard("Gymnasium am Wall")).values
    assert (values["organisation"], values[asked]) == ("Gymnasium am Wall", None)


@pytest.mark.parametrize("asked", ["format", "partner_country"])
def test_a_school_may_be_the_partner(asked: str) -> None:
    assert "organisation" not in reader().read(asked, {}, heard("Gymnasium in Lyon")).values


def test_of_a_long_sentence_the_group_keeps_the_number() -> None:
    values = reader().read("group", {}, heard(STORY, group_size="15|15 Jugendliche")).values
    assert (values["group"], values["description"]) == ("15 Personen", STORY)


def test_a_sentence_with_two_numbers_is_kept_whole() -> None:
    said = "wir sind zwei Gruppen, eine mit 12 und eine mit 14 Jugendlichen, dazu Betreuende"
    values = reader().read("group", {}, heard(said, group_size="14|14 Jugendlichen")).values
    assert values["group"] == said


def test_a_story_without_a_number_is_no_group() -> None:
    said = "das klären wir noch mit den Eltern der Kinder und sagen Bescheid"
    values = reader().read("group", {}, heard(said)).values
    assert (values["group"], values["description"]) == (None, said)


def test_a_counted_group_is_no_alarm() -> None:
    reply = Reply(ReplyKind.VALUES, {"group": "15 Personen", "description": STORY})
    concerning = {"is_concerning": True, "decision": "clarify"}
    assert not may_tell_of_danger(concerning, STORY, "group", reply)
    assert may_tell_of_danger({**concerning, "decision": "emergency"}, STORY, "group", reply)


def test_a_cry_for_help_is_heard_whatever_else_it_looks_like() -> None:
    raw = {"decision": "emergency", "topic": "notfall_suizid"}
    quoted = "sie sagt: 'ich will nicht mehr'; was nun"
    assert may_tell_of_danger(raw, quoted, "topic", Reply(ReplyKind.VALUES, {"topic": quoted}))
    told = "he told me to delete from my phone what he did to me"
    assert may_tell_of_danger(raw, told, "topic", Reply(ReplyKind.VALUES, {"topic": told}))


@pytest.mark.parametrize(
    ("asked", "said", "kept"),
    [
        ("period", "next summer", "next summer"),
        ("wanted_times", "monday morning", "monday morning"),
        ("organisation", "we are the Jugendhaus Nord in Essen", "Jugendhaus Nord"),
        ("name", "my name is Kim Muster", "Kim Muster"),
    ],
)
def test_an_answer_in_english_is_one(asked: str, said: str, kept: str) -> None:
    assert reader().read(asked, {}, heard(said)).values[asked] == kept


def test_a_body_in_a_sentence_is_kept_without_it() -> None:
    values = reader().read("contact", {}, heard("wir sind das Jugendhaus Nord")).values
    assert values["organisation"] == "Jugendhaus Nord"


def test_a_body_takes_the_place_of_another() -> None:
    sheet = {"organisation": "Verein Sonne e.V."}
    said = heard("nein ich wollte sagen: Verein Mond e.V.")
    assert reader().read("contact", sheet, said).values["organisation"] == "Verein Mond e.V."


def test_two_fields_are_corrected_at_once() -> None:
    sheet: dict[str, Any] = {"group": "15 Personen", "period": "Sommer 2027"}
    said = "nein, die Gruppe sind 17 Leute und wir fahren im Herbst 2027"
    reply = reader().read(CONFIRMATION, sheet, heard(said, group_size="17|17 Leute"))
    assert (reply.values["group"], reply.values["period"]) == ("17 Personen", "Herbst 2027")


def test_that_is_enough_is_no_subject() -> None:
    reply = reader().read("topic", {}, heard("das reicht"))
    assert reply.problem is not None
    assert reply.problem.field == "topic"


@pytest.mark.parametrize(
    ("said", "aside"),
    [
        ("wie viele Fragen kommen noch?", "more"),
        ("kann ich später weitermachen?", "later"),
        ("ist das verpflichtend?", "needed"),
        ("geht das auch anonym?", "name"),
        ("wann rufen Sie an?", "promise"),
        ("mit wem spreche ich?", "who"),
        ("sind Sie ein Mensch?", "who"),
        ("Wie viele Jugendliche kommen mit?", None),
    ],
)
def test_questions_about_the_form_are_known(said: str, aside: str | None) -> None:
    assert aside_of(said) == aside


@pytest.mark.parametrize("said", ["was soll ich da schreiben?", "was wollt ihr mit meiner Nummer?"])
def test_whoever_does_not_know_what_is_asked_hears_why(said: str) -> None:
    reply = reader().read("contact", {}, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.WHY, "contact")


@pytest.mark.parametrize(
    "said", ["Können Sie mich anrufen?", "Rückruf bitte", "ich möchte lieber angerufen werden"]
)
@pytest.mark.parametrize("asked", ["description", "group", "organisation"])
def test_a_wished_way_is_noted_wherever_the_form_is(asked: str, said: str) -> None:
    reply = reader().read(asked, {}, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "way_phone")
    known = {"contact": Contact(phone="0211 8765432").as_dict(), "wanted_times": OPEN}
    assert reader().read(asked, known, heard(said)).field == "is_phone"


@pytest.mark.parametrize(
    ("said", "way"),
    [
        (["Beratung bitte per Telefon"], "phone"),
        (["Können Sie mich anrufen? Es geht um ein Workcamp."], "phone"),
        (["Rückruf bitte", "ach, doch lieber per Mail"], "mail"),
        (["Wie lange dauert die Beratung am Telefon?", "Workcamp in Polen"], None),
    ],
)
def test_the_way_that_was_wished_last_counts(said: list[str], way: str | None) -> None:
    assert way_wished(said) == way


@pytest.mark.parametrize("said", ["Beratung bitte per Telefon", "telefonische Beratung bitte"])
def test_a_way_with_advice_begins_the_request(said: str) -> None:
    assert wants_advice_by_way(said)


@pytest.mark.parametrize("said", ["Beratung per Telefon?", "Telefon", "Was kostet die Beratung"])
def test_a_question_for_the_way_begins_nothing(said: str) -> None:
    assert not wants_advice_by_way(said)


def test_no_rest_is_left_of_two_ways() -> None:
    said = "Sie erreichen mich unter 0203 445566 oder kim@example.org, am besten vormittags."
    left = without_contact(said, NOW.date())
    assert left == "Sie erreichen mich am besten vormittags."
