"""How somebody is called: told late, by the way, or not at all."""

from __future__ import annotations

import pytest

from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.sheet import ASKED, CONFIRMATION, OPEN
from bot.intake.who.people import name_told, stays_nameless, tells_only_name
from tests.unit.intake.intake_rig import heard, reader


@pytest.mark.parametrize("field", [*ASKED, CONFIRMATION])
def test_a_late_name_goes_to_its_field_wherever_the_form_is(field: str) -> None:
    reply = reader().read(field, {"topic": "x"}, heard("ach ja, ich heiße Aylin Demir"))
    assert reply.kind is ReplyKind.VALUES
    assert reply.values["name"] == "Aylin Demir"
    told = {name for name, value in reply.values.items() if value is not None}
    assert told == {"name"}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("übrigens bin ich Petra Lang", "Petra Lang"),
        ("ich bin die Petra", "Petra"),
        ("ich heisse aylin demir.", "aylin demir"),
        ("ich bin Lehrer", None),
        ("hier ist Petra Lang vom Jugendhaus, wir suchen Partner", None),
        ("heißt das ich heiße Anna?", None),
    ],
)
def test_nothing_but_a_name_is_told_or_more(said: str, name: str | None) -> None:
    assert tells_only_name(said) == name


def test_a_name_beside_other_things_is_not_lost() -> None:
    assert name_told("hier ist Petra Lang vom Jugendhaus") == "Petra Lang"
    reply = reader().read("group", {}, heard("20 Leute, und ich heiße Aylin", group_size="20"))
    assert reply.values["name"] == "Aylin"
    # A name that was told before is not changed by the way.
    reply = reader().read("group", {"name": "Kim"}, heard("20, ich heiße Aylin", group_size="20"))
    assert "name" not in reply.values


@pytest.mark.parametrize("said", ["ohne namen", "anonym", "kein Name", "ich möchte anonym bleiben"])
@pytest.mark.parametrize("field", [*ASKED, CONFIRMATION])
def test_whoever_wants_no_name_is_asked_no_more(field: str, said: str) -> None:
    reply = reader().read(field, {"topic": "x"}, heard(said, "smalltalk", "smalltalk"))
    assert reply.kind is ReplyKind.VALUES
    assert reply.values["name"] == OPEN
    assert {name for name, value in reply.values.items() if value is not None} == {"name"}


def test_a_question_about_names_or_the_names_of_others_are_no_such_wish() -> None:
    assert not stays_nameless("geht das anonym?")
    assert not stays_nameless("die Mädchen sollen anonym bleiben")


@pytest.mark.parametrize("field", ["description", "wanted_times", "name"])
def test_yes_to_an_offer_is_no_answer_and_leaving_it_is_one(field: str) -> None:
    yes = reader().read(field, {}, heard("ja bitte", "affirm"))
    assert yes == Reply(ReplyKind.ASIDE, field="tell")
    leaves = reader().read(field, {}, heard("passt so", "affirm"))
    assert leaves.values == {field: OPEN}


def test_whoever_only_wants_to_meet_must_say_when() -> None:
    sheet = {"contact": {"email": None, "phone": None, "visit": True}}
    assert reader().read("wanted_times", sheet, heard("passt so", "affirm")).values == {}


@pytest.mark.parametrize("said", ["Jo", "jo", "Bo", "Li", "X", "Jo Li"])
def test_the_shortest_name_is_one_where_the_name_is_asked_for(said: str) -> None:
    intent = "affirm" if said.lower().startswith("jo") else "clarify"
    reply = reader().read("name", {"topic": "x"}, heard(said, intent))
    assert reply.kind is ReplyKind.VALUES
    assert reply.values["name"] == said


@pytest.mark.parametrize("said", ["ja", "Jo, passt so", "jo gerne"])
def test_a_yes_is_no_name(said: str) -> None:
    reply = reader().read("name", {"topic": "x"}, heard(said, "affirm"))
    assert reply.values.get("name") in (None, OPEN)


def test_a_short_name_is_told_by_the_way() -> None:
    assert name_told("Hallo, hier ist Bo vom Jugendhaus") == "Bo"
    assert name_told("Ich bin Mo bis Fr erreichbar") is None


def test_whoever_sends_where_the_name_is_asked_for_leaves_it_open() -> None:
    reply = reader().read("name", {"topic": "x"}, heard("ja, senden", "affirm"))
    assert reply.kind is ReplyKind.ENOUGH
    assert reply.values["wanted_times"] == OPEN


@pytest.mark.parametrize(
    ("mail", "name"),
    [
        ("Können Sie uns beraten? Mit freundlichen Grüßen Petra Lang", "Petra Lang"),
        ("Wir planen viel.\n\nViele Grüße\nKim von Berg\nJugendzentrum Rheinpark", "Kim von Berg"),
        ("Danke! LG, Li", "Li"),
        ("Mit freundlichen Grüßen aus Hamm", None),
        ("Mit freundlichen Grüßen Jugendzentrum Rheinpark", None),
    ],
)
def test_the_name_below_a_mail_is_read(mail: str, name: str | None) -> None:
    assert name_told(mail) == name


def test_a_short_name_below_the_summary_is_no_consent() -> None:
    contact = {"email": "kim@example.org"}
    nameless = {**dict.fromkeys(ASKED, "x"), "contact": contact, "name": OPEN}
    for name in ("Jo", "Li"):
        reply = reader().read(CONFIRMATION, nameless, heard(name, "affirm"))
        assert (reply.kind, reply.values) == (ReplyKind.VALUES, {"name": name})
    assert reader().read(CONFIRMATION, nameless, heard("jo", "affirm")).kind is ReplyKind.SEND
    # Nor where the name that was noted may be none.
    named = {**nameless, "name": "in the evening"}
    assert reader().read(CONFIRMATION, named, heard("Jo", "affirm")).kind is ReplyKind.PROBLEM


@pytest.mark.parametrize("field", ["period", "organisation", "contact", "name"])
def test_a_title_makes_a_name_whatever_it_sounds_like(field: str) -> None:
    # The understanding hears beer in it.
    reply = reader().read(field, {"topic": "x"}, heard("Frau Beier", "answer", "answer"))
    assert reply.values["name"] == "Frau Beier"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("nein Moment: Frau Beyer mit y", "Frau Beyer"),
        ("nein, Herr Dr. Meier", "Herr Dr. Meier"),
        ("nein, Frau Beyer ist meine Chefin", None),
    ],
)
def test_a_name_is_corrected_with_its_title(said: str, name: str | None) -> None:
    known = {"email": "a@b.de", "phone": None, "visit": False}
    sheet = {"topic": "x", "name": "Frau Beier", "contact": known}
    assert reader().read(CONFIRMATION, sheet, heard(said)).values.get("name") == name


@pytest.mark.parametrize("house", ["Pastor Niemöller Haus", "pastor niemöller haus",
                                   "Anne-Frank-Haus", "Martin Luther Zentrum"])  # fmt: skip
@pytest.mark.parametrize("field", ["topic", "format", "organisation"])
def test_a_house_called_after_somebody_is_a_body(house: str, field: str) -> None:
    reply = reader().read(field, {}, heard(house))
    assert reply.values["organisation"] == house
    assert "name" not in reply.values


@pytest.mark.parametrize("person", ["Frau Haus", "Frau Petra Haus", "Petra Heim", "Pastor Stift"])
def test_somebody_called_like_a_house_is_a_person(person: str) -> None:
    assert reader().read("group", {"topic": "x"}, heard(person)).values["name"] == person


@pytest.mark.parametrize("field", ["topic", "format", "contact", CONFIRMATION])
def test_the_fuller_name_of_the_same_person_stays(field: str) -> None:
    sheet = {"topic": "x", "name": "Petra Klein", field: None}
    reply = reader().read(field, sheet, heard("Frau Klein"))
    assert reply.values.get("name", "Petra Klein") == "Petra Klein"
    assert reply.values.get("description") is None


@pytest.mark.parametrize("now", ["Frau Groß", "Ich heiße Petra Maria Klein"])
def test_another_or_a_fuller_name_takes_its_place(now: str) -> None:
    reply = reader().read("format", {"topic": "x", "name": "Petra Klein"}, heard(now))
    assert reply.values["name"] != "Petra Klein"


@pytest.mark.parametrize("asked", ["topic", "description"])
def test_a_name_beside_an_address_is_no_subject(asked: str) -> None:
    values = reader().read(asked, {"topic": "x"}, heard("Sabine Wolf sabine@example.org")).values
    assert (values["name"], values[asked]) == ("Sabine Wolf", None)
    assert values["contact"]["email"] == "sabine@example.org"
    subject = reader().read("topic", {}, heard("Visum für Gäste, sabine@example.org")).values
    assert subject["topic"] == "Visum für Gäste"


@pytest.mark.parametrize("asked", ["topic", "description"])
def test_what_begins_like_a_name_is_kept_as_what_it_tells(asked: str) -> None:
    said = "Ich bin überfordert, lang@example.org"
    values = reader().read(asked, {"topic": "x"}, heard(said)).values
    assert values[asked] == "Ich bin überfordert"
    assert "name" not in values
    told = (
        reader().read(asked, {"topic": "x"}, heard("ich bin Petra Lang, lang@example.org")).values
    )
    assert told["name"] == "Petra Lang"


def test_a_fuller_name_is_kept_beside_an_address() -> None:
    sheet = {"topic": "x", "name": "Petra Lang"}
    values = reader().read("description", sheet, heard("Frau Lang, lang@example.org")).values
    assert values["name"] == "Petra Lang"


def test_a_name_below_a_mail_keeps_its_title() -> None:
    said = "Wir suchen Partner. Mit freundlichen Grüßen\nDr. Andrea Kowalski\nVerein Mond e.V."
    assert name_told(said) == "Dr. Andrea Kowalski"


def test_an_address_that_is_dictated_is_nobodys_name() -> None:
    values = reader().read("contact", {"topic": "x"}, heard("hans ät mail punkt de")).values
    assert values["contact"]["email"] == "hans@mail.de"
    assert "name" not in values
