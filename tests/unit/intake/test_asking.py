"""An answer with a question beside it: both are heard."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.consultations.checks import FieldProblem
from bot.fit.told.reading import Entity, Message
from bot.intake.answering.asking import beside_question, question_in
from bot.intake.replies import ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import CONFIRMATION
from tests.unit.intake.intake_rig import heard, message, reader


@pytest.mark.parametrize(
    ("said", "told", "asked"),
    [
        ("Moers, wer liest das?", "Moers", "wer liest das?"),
        (
            "zwischen 12. und 26. Juli 2027. Gibt es da Geld?",
            "zwischen 12. und 26. Juli 2027.",
            "Gibt es da Geld?",
        ),
        (
            "Wir sind 14, kann man, wenn man klein ist, auch Geld bekommen?",
            "Wir sind 14",
            "kann man, wenn man klein ist, auch Geld bekommen?",
        ),
        ("Was kostet das? Wer liest mit? Kanuverein Moers", "Kanuverein Moers", "Wer liest mit?"),
    ],
)
def test_a_message_is_told_apart_from_its_questions(said: str, told: str, asked: str) -> None:
    rest = beside_question(message(said))
    assert (rest and rest.text, question_in(said)) == (told, asked)


@pytest.mark.parametrize("said", ["Moers", "Wer liest das?", "Wie groß, und wie alt?"])
def test_who_only_tells_or_only_asks_does_not_do_both(said: str) -> None:
    assert beside_question(message(said)) is None


@pytest.mark.parametrize(
    ("asked", "said", "told"),
    [
        (
            "organisation",
            "Ev. Kirchengemeinde Moers, zählen wir als freier Träger?",
            {"organisation": "Ev. Kirchengemeinde Moers"},
        ),
        (
            "wanted_times",
            "Dienstag 10 Uhr, aber kann ich meine Kollegin mitbringen?",
            {"wanted_times": "Dienstag 10 Uhr"},
        ),
        ("name", "ich heiße Ute, muss das sein mit dem Namen?", {"name": "Ute"}),
        (
            "description",
            "Beim Finanzplan hakt es. Zählt die Beratung dazu?",
            {"description": "Beim Finanzplan hakt es."},
        ),
        ("description", "Bevor ich hier weitermache, was kostet die Beratung?", {}),
        ("group", "Unsere Leitung ist dagegen, muss die das unterschreiben?", {}),
    ],
)
def test_what_stands_beside_a_side_question_answers_the_form(
    asked: str, said: str, told: dict[str, Any]
) -> None:
    understood = replace(heard(said, "faq", "answer"), topic="beratung_kosten_zielgruppe")
    reply = reader().read(asked, {"topic": "x"}, understood)
    assert reply.kind in (ReplyKind.SIDE_QUESTION, ReplyKind.ASIDE)
    assert dict(reply.values) == told


@pytest.mark.parametrize(
    ("asked", "said", "about", "field", "value"),
    [
        ("contact", "a@example.org, wird die gespeichert?", "data", "contact", None),
        (
            "topic",
            "Wir wollen nach Ghana fahren. Sieht das wer?",
            "data",
            "partner_country",
            "Ghana",
        ),
        ("name", "Ute. Krieg ich davon was geschickt?", "copy", "name", "Ute."),
    ],
)
def test_a_question_beside_an_answer_is_answered(
    asked: str, said: str, about: str, field: str, value: str | None
) -> None:
    told = replace(heard(said), aside=about, is_aside_sure=True)
    reply = reader().read(asked, {}, told)
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, about)
    assert reply.values[asked]
    assert value is None or reply.values[field].rstrip(".") == value.rstrip(".")


def test_a_question_that_may_mean_anything_leaves_the_answer_alone() -> None:
    told = replace(heard("a@example.org, oder wie?"), aside="data")
    assert reader().read("contact", {}, told).kind is ReplyKind.VALUES


@pytest.mark.parametrize(
    ("asked", "said", "kept"),
    [
        ("organisation", "Caritas Moers, nein quatsch Diakonie Moers", "Diakonie Moers"),
        ("name", "Ute, ach nee Frau Kaya", "Frau Kaya"),
        ("period", "März, nein warte, Mai 2027", "Mai 2027"),
    ],
)
def test_an_answer_may_set_itself_right(asked: str, said: str, kept: str) -> None:
    assert reader().read(asked, {}, heard(said)).values[asked] == kept


def test_a_country_that_was_taken_back_is_named_no_more() -> None:
    values = reader().read("partner_country", {}, heard("Ghana, ach nee Togo")).values
    assert values["partner_country"] == "Togo"


def test_a_format_that_was_taken_back_is_named_no_more() -> None:
    said = "Fachkräfte, nein quatsch, Workcamp"
    named = [
        Entity("format", "fachkraefte", "Fachkräfte"),
        Entity("format", "workcamp", "Workcamp"),
    ]
    told = replace(heard(said), message=Message(said, tuple(named)))
    assert reader().read("format", {}, told).values["format"] == "Workcamp"


@pytest.mark.parametrize(
    "said",
    ["Verein Theater Quatsch mit Kindern", "Jugendhaus Mitte und ich meine Chefin Frau Kaya"],
)
def test_not_everything_that_sounds_so_takes_back(said: str) -> None:
    told = reader().read("organisation", {}, heard(said)).values["organisation"]
    assert said.startswith(told)


def test_an_address_that_is_not_whole_names_no_place() -> None:
    reply = reader().read("contact", {}, heard("rosa.engel(at)theater-Dortmund"))
    assert reply.problem == FieldProblem("email", "invalid")


def test_numbers_of_both_sides_are_no_age() -> None:
    values = reader().read("group", {}, heard("20+20", age="20+|20+")).values
    assert values == {"group": "20+20"}
    told = heard("Planung, 16+16 Jugendliche", age="16-|16+")
    assert "group" not in reader().read("topic", {}, told).values


def test_who_asks_whether_we_are_there_for_it_describes_nothing() -> None:
    reply = reader().read("description", {"topic": "x"}, heard("Sind Sie da überhaupt zuständig?"))
    assert reply.kind is ReplyKind.SIDE_QUESTION


def test_a_number_with_its_messenger_is_a_number() -> None:
    said = "paul@example.org whatsapp geht auch 0163 7778899"
    contact = reader().read("contact", {}, heard(said)).values["contact"]
    assert (contact["email"], contact["phone"]) == ("paul@example.org", "0163 7778899")


def test_a_number_that_comes_beside_leaves_the_address() -> None:
    before = Contact(email="pia@example.org").as_dict()
    said = "Telefon noch dazu: 02382 445566"
    contact = reader().read(CONFIRMATION, {"contact": before}, heard(said)).values["contact"]
    assert (contact["email"], contact["phone"]) == ("pia@example.org", "02382 445566")


def test_a_country_is_left_out_politely() -> None:
    sheet = {"partner_country": "Togo und Ghana"}
    values = reader().read(CONFIRMATION, sheet, heard("Ghana streichen bitte")).values
    assert values["partner_country"] == "Togo"


def test_consent_at_once_is_consent() -> None:
    assert reader().read(CONFIRMATION, {}, heard("Ja bitte sofort absenden")).kind is ReplyKind.SEND


def test_the_telephone_rings() -> None:
    reply = reader().read(
        "description", {"topic": "x"}, heard("sorry muss ans telefon, bis gleich")
    )
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "puts_off")


@pytest.mark.parametrize(
    "said",
    [
        "Bitte den Namen des Jungen rausnehmen",
        "Name des Jungen rausnehmen",
        "Name von Kevin streichen",
        "Kevin bitte nicht nennen",
    ],
)
@pytest.mark.parametrize("known", [{"name": "Ute"}, {}])
def test_the_name_of_somebody_else_is_no_field(said: str, known: dict[str, str]) -> None:
    reply = reader().read(CONFIRMATION, known, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "struck_unclear")
