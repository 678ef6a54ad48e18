"""Two things in one message: each is kept, and neither takes words of the other."""

from __future__ import annotations

import pytest

from bot.intake.answering.alarm import may_tell_of_danger
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import CONFIRMATION, OPEN
from bot.intake.who.introduction import plain_beside
from tests.unit.intake.intake_rig import heard, reader


@pytest.mark.parametrize(
    ("asked", "said", "kept"),
    [
        ("name", "Jonas Pohl und meine Nummer ist 0171 2345678", "Jonas Pohl"),
        ("name", "Jonas Pohl, am besten per Mail an jonas@example.org", "Jonas Pohl"),
        ("organisation", "Jugendhaus Nord, erreichbar über info@example.org", "Jugendhaus Nord"),
        (
            "organisation",
            "Stadtjugendring Dortmund, Mail: a@example.org",
            "Stadtjugendring Dortmund",
        ),
    ],
)
def test_a_way_of_contact_leaves_no_words_behind(asked: str, said: str, kept: str) -> None:
    values = reader().read(asked, {}, heard(said)).values
    assert values[asked] == kept
    assert values["contact"]


def test_what_hangs_on_a_way_is_cut_at_both_ends() -> None:
    assert plain_beside("und Jonas Pohl, Handy") == "Jonas Pohl"


def test_a_denied_format_is_none() -> None:
    said = "keine Begegnung, nur Freizeit"
    values = reader().read("format", {}, heard(said, format="jugendbegegnung|Begegnung")).values
    assert values["format"] == said


def test_a_body_is_moved_with_its_place() -> None:
    sheet = {"organisation": "Caritasverband Köln", "place": "Köln"}
    said = "Moment, nicht Köln sondern Caritasverband Dortmund"
    values = reader().read("contact", sheet, heard(said)).values
    assert values["organisation"] == "Caritasverband Dortmund"
    values = reader().read("contact", sheet, heard("nein, nicht Köln sondern Dortmund")).values
    assert (values["organisation"], values["place"]) == ("Caritasverband Dortmund", "Dortmund")


@pytest.mark.parametrize(
    "said", ["sag ich später", "reiche ich nach", "ohne", "hab ich doch schon gesagt"]
)
def test_what_is_told_later_is_left_open(said: str) -> None:
    assert reader().read("name", {}, heard(said)).values == {"name": OPEN}


@pytest.mark.parametrize(
    "said", ["so, bin wieder da, wo waren wir", "doch weitermachen mit der Anfrage"]
)
def test_who_comes_back_tells_nothing(said: str) -> None:
    assert reader().read("period", {"topic": "x"}, heard(said)).values == {"period": None}


def test_a_name_that_sounds_alarming_is_a_name() -> None:
    reply = reader().read("name", {}, heard("sagen Sie einfach Sven", "clarify", "emergency"))
    assert (reply.kind, reply.values) == (ReplyKind.VALUES, {"name": "Sven"})


@pytest.mark.parametrize("said", ["Tom, ich bring mich um", "Mia wird geschlagen", "ich bin tot"])
def test_an_emergency_beside_a_name_is_one(said: str) -> None:
    reply = reader().read("name", {}, heard(said, "clarify", "emergency"))
    assert "name" not in reply.values


def test_a_dictated_address_is_no_description() -> None:
    said = "also meine mail ist falken punkt re at example punkt org"
    values = reader().read("contact", {}, heard(said)).values
    assert values["contact"]["email"] == "falken.re@example.org"
    assert "description" not in values


def test_the_day_of_a_month_ends_no_subject() -> None:
    said = (
        "wir planen eine Begegnung mit Polen vom 3. bis 12. August 2027 mit vielen Jugendlichen "
        "aus unserem Ort und brauchen Hilfe"
    )
    assert reader().read("topic", {}, heard(said)).values["topic"].startswith(said[:40])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "es sind jetzt doch 13, und wir fahren erst im Juli",
            {"group": "13 Jugendliche, 14 bis 16", "period": "Juli 2027"},
        ),
        ("20 Leute statt 12", {"group": "20 Jugendliche, 14 bis 16"}),
        (
            "Mail stimmt nicht, es ist ej@example.org, und name ist Dora Peters",
            {"name": "Dora Peters"},
        ),
        ("2027", {"period": "Juni 2027"}),
    ],
)
def test_all_that_a_correction_tells_is_kept(said: str, told: dict[str, str]) -> None:
    contact = Contact(email="kim@example.org").as_dict()
    sheet = {"group": "12 Jugendliche, 14 bis 16", "period": "Juni", "contact": contact}
    sheet["period"] = "Juni 2027" if "Juli" in said else "Juni"
    quantities = {"group_size": "20|20 Leute"} if "20 Leute" in said else {}
    values = reader().read(CONFIRMATION, sheet, heard(said, **quantities)).values
    assert {field: values.get(field) for field in told} == told


def test_a_way_is_left_out_beside_the_wish_for_another() -> None:
    contact = Contact(email="kim@example.org", phone="0211 123456").as_dict()
    said = "bitte die Telefonnummer noch streichen, nur Mail"
    values = reader().read(CONFIRMATION, {"contact": contact}, heard(said)).values
    assert Contact.from_dict(values["contact"]) == Contact(email="kim@example.org")


def test_a_journey_that_is_over_names_no_partner() -> None:
    said = "Wir waren letztes Jahr in Polen, jetzt wollen die Jugendlichen nach Ghana"
    assert reader().read("topic", {}, heard(said)).values["partner_country"] == "Ghana"
    over = "Wir waren letztes Jahr in Polen und rechnen noch ab"
    assert reader().read("topic", {}, heard(over)).values["partner_country"] == "Polen"


def test_who_writes_is_no_subject() -> None:
    said = (
        "Ich bin Uli, Sozialarbeiter im Jugendtreff Nord. Uns fehlt ein Partner für eine Begegnung "
        "im Sommer. Außerdem wissen wir nicht, wer das alles zahlen soll."
    )
    topic = reader().read("topic", {}, heard(said)).values["topic"]
    assert topic == "Uns fehlt ein Partner für eine Begegnung im Sommer."


def test_a_dictated_address_may_have_a_hyphen() -> None:
    said = "claudia punkt hahn ät jugend minus nord punkt de"
    values = reader().read("contact", {}, heard(said)).values
    assert values["contact"]["email"] == "claudia.hahn@jugend-nord.de"


@pytest.mark.parametrize(
    ("said", "aside"),
    [("muss ich das sagen?", "needed"), ("bekommt das Jugendamt die Angaben?", "data")],
)
def test_a_doubt_about_telling_is_answered(said: str, aside: str) -> None:
    reply = reader().read("organisation", {}, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, aside)


def test_what_is_said_beside_a_number_is_kept() -> None:
    values = reader().read("contact", {}, heard("0152 33221100 aber bitte keine WhatsApp")).values
    assert values["description"] == "aber bitte keine WhatsApp"


def test_how_many_they_are_is_no_question() -> None:
    said = "sind 15 plus 15 aus Pilsen, 13-16"
    assert reader().read("group", {}, heard(said)).values["group"] == said


@pytest.mark.parametrize("said", ["geht auch Teams?", "kann man auch WhatsApp schreiben?"])
def test_another_channel_is_no_programme(said: str) -> None:
    reply = reader().read("contact", {}, heard(said, "faq", "answer"))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "video")


def test_the_town_of_a_partner_is_no_format() -> None:
    said = "Zeltlager mit unserer Partnergemeinde"
    told = heard(said, format="partnerschaft|Partnergemeinde")
    assert reader().read("topic", {}, told).values.get("format") is None


def test_a_remark_beside_an_address_is_no_alarm() -> None:
    told = Reply(ReplyKind.VALUES, {"contact": {"email": "a@example.org"}, "description": "x"})
    raw = {"decision": "clarify", "is_concerning": True}
    said = "a@example.org, tagsüber bin ich auf Arbeit"
    assert not may_tell_of_danger(raw, said, "contact", told)
    assert may_tell_of_danger({**raw, "decision": "emergency"}, said, "contact", told)
