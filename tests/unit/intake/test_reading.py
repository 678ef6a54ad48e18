from __future__ import annotations

from typing import Any

import pytest

from bot.consultations.checks import FieldProblem
from bot.intake.replies import Reply, ReplyKind
from bot.intake.request.contact import Contact
from bot.intake.request.sheet import ASKED, CONFIRMATION, OPEN, PLAN
from tests.unit.intake.intake_rig import button, heard, reader

MAIL = Contact(email="kim@example.org").as_dict()
FULL: dict[str, Any] = {
    "topic": "Austausch mit Polen",
    "description": OPEN,
    "format": "Jugendbegegnung",
    "partner_country": "Polen",
    "period": "Sommer 2027",
    "group": "20 Teilnehmende",
    "organisation": "Jugendhaus Nord",
    "contact": MAIL,
    "wanted_times": OPEN,
    "name": "Kim",
}


def read(asked: str, text: str, sheet: dict[str, Any] | None = None, **more: str) -> Reply:
    return reader().read(asked, sheet or {}, heard(text, **more))


@pytest.mark.parametrize("field", [*ASKED, CONFIRMATION])
def test_every_question_can_be_cancelled_and_an_emergency_comes_first(field: str) -> None:
    stop = heard("abbrechen", "stop", "clarify")
    assert reader().read(field, FULL, stop).kind is ReplyKind.CANCEL
    danger = heard("ich will sterben", "emergency", "emergency")
    assert reader().read(field, FULL, danger).kind is ReplyKind.SIDE_QUESTION


@pytest.mark.parametrize("field", [*ASKED, CONFIRMATION])
def test_every_question_is_explained_by_button_and_in_words(field: str) -> None:
    chosen = reader().read(field, FULL, button("explain_field", field))
    typed = read(field, "Warum fragen Sie das?", FULL)
    assert chosen == typed == Reply(ReplyKind.WHY, field=field)


@pytest.mark.parametrize("field", [f for f in ASKED if f not in ("topic", "contact")])
def test_every_question_may_stay_open_by_button_and_in_words(field: str) -> None:
    sheet = {**FULL, field: None}
    chosen = reader().read(field, sheet, button("answer_consultation", field, OPEN))
    assert chosen == read(field, "weiß ich noch nicht", sheet)
    assert chosen == Reply(ReplyKind.VALUES, {field: OPEN})


def test_who_does_not_know_the_subject_is_advised() -> None:
    assert read("topic", "weiß ich nicht").values["topic"].startswith("Noch offen")


@pytest.mark.parametrize("said", ["weiß ich noch nicht", "keine Ahnung", "12"])
def test_one_way_of_contact_is_needed(said: str) -> None:
    assert read("contact", said).problem == FieldProblem("contact", "missing")


@pytest.mark.parametrize("field", [f for f in ASKED if f not in ("topic", "description")])
def test_a_question_elsewhere_is_a_side_question(field: str) -> None:
    reply = read(field, "Wie alt dürfen sie sein?", intent="faq", decision="answer")
    assert reply.kind is ReplyKind.SIDE_QUESTION


@pytest.mark.parametrize("field", ["topic", "description"])
def test_a_question_is_a_fine_subject(field: str) -> None:
    said = "Wie bekommen unsere Gäste aus Kenia ein Visum?"
    assert read(field, said, intent="faq", decision="answer").values[field] == said


def test_one_sentence_answers_several_questions() -> None:
    reply = read(
        "topic",
        "Jugendbegegnung mit Polen vom 1. bis 10. Juli 2027 mit 20 Jugendlichen",
        group_size="20",
        format="jugendbegegnung",
    )
    assert reply.values["partner_country"] == "Polen"
    assert reply.values["format"] == "Jugendbegegnung"
    assert "Juli 2027" in reply.values["period"]
    assert reply.values["group"]
    assert reply.values["topic"].startswith("Jugendbegegnung mit Polen")


def test_what_is_known_is_not_overwritten_in_passing() -> None:
    reply = read("organisation", "Jugendhaus Köln, Partner in Polen", {"partner_country": "Togo"})
    assert "partner_country" not in reply.values


def test_a_long_subject_is_kept_whole_and_gets_a_heading() -> None:
    said = "Wir planen eine Begegnung. " + "Dabei gibt es viele Fragen, die wir klären wollen. " * 8
    values = read("topic", said).values
    assert values["description"] == said.strip()
    assert len(values["topic"]) <= 200
    assert said.startswith(values["topic"].rstrip("…"))


def test_a_subject_of_few_words_is_asked_about_once_more() -> None:
    assert read("topic", "Partnersuche").values == {"topic": "Partnersuche"}
    assert read("topic", "Wir suchen seit Wochen Partner in Spanien").values["description"] == OPEN


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("period", "in den Osterferien oder im Herbst", "in den Osterferien oder im Herbst"),
        ("period", "wenn es wärmer ist", "wenn es wärmer ist"),
        ("partner_country", "irgendwas in Asien", "irgendwas in Asien"),
        ("partner_country", "Frankreich", "Frankreich"),
        ("group", "so um die 20, gemischt", "so um die 20, gemischt"),
        ("format", "ein Zirkusprojekt", "ein Zirkusprojekt"),
        ("organisation", "Jugendhaus Nord", "Jugendhaus Nord"),
        ("wanted_times", "dienstags ab 15 Uhr", "dienstags ab 15 Uhr"),
        ("name", "Ich heiße Kim", "Kim"),
        ("name", "Mein Name ist Kim Muster.", "Kim Muster"),
        ("name", "Nachteule", "Nachteule"),
    ],
)
def test_answers_stay_as_they_were_written(asked: str, said: str, expected: str) -> None:
    assert read(asked, said).values[asked] == expected


def test_the_place_is_taken_from_the_organisation() -> None:
    values = read("organisation", "Jugendhaus Nord in Dortmund").values
    assert values == {"organisation": "Jugendhaus Nord in Dortmund", "place": "Dortmund"}


def test_whoever_leaves_an_address_is_not_asked_for_times() -> None:
    assert read("contact", "kim@example.org").values["wanted_times"] == OPEN
    assert "wanted_times" not in read("contact", "0211 123456").values


def test_a_visit_needs_a_time() -> None:
    sheet = {"contact": Contact(visit=True).as_dict()}
    problem = FieldProblem("wanted_times", "missing")
    assert read("wanted_times", "weiß ich nicht", sheet).problem == problem
    chosen = button("answer_consultation", "wanted_times", OPEN)
    assert reader().read("wanted_times", sheet, chosen).problem == problem


def test_the_rest_of_the_journey_can_be_skipped() -> None:
    sheet = {"partner_country": "Polen"}
    reply = reader().read("format", sheet, button("answer_consultation", "rest", OPEN))
    assert reply.values == {field: OPEN for field in PLAN if field != "partner_country"}


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("nein, Frankreich statt Polen", "partner_country", "Frankreich"),
        ("Frankreich statt Polen", "partner_country", "Frankreich"),
        ("statt Polen lieber Frankreich", "partner_country", "Frankreich"),
        ("nicht Polen, sondern Frankreich", "partner_country", "Frankreich"),
        ("Polen stimmt nicht, Frankreich", "partner_country", "Frankreich"),
        ("ach nein, doch nach Togo", "partner_country", "Togo"),
        ("Name: Alex", "name", "Alex"),
        ("Zeitraum: Frühjahr 2028", "period", "Frühjahr 2028"),
        ("Träger: Verein Sonne", "organisation", "Verein Sonne"),
        ("Ort: Köln", "place", "Köln"),
    ],
)
@pytest.mark.parametrize("asked", [CONFIRMATION, "organisation", "name"])
def test_corrections_in_free_words(asked: str, said: str, field: str, value: str) -> None:
    reply = read(asked, said, FULL)
    assert reply.kind is ReplyKind.VALUES
    assert reply.values[field] == value


def test_a_new_contact_in_free_words() -> None:
    reply = read(CONFIRMATION, "nein, lieber Telefon: 0211 123456", FULL)
    assert reply.values["contact"] == Contact(phone="0211 123456").as_dict()
    assert read(CONFIRMATION, "Mail: a@example.org", FULL).values["contact"]["email"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("ich möchte den Zeitraum ändern", "period"),
        ("der Name ist falsch", "name"),
        ("Kontakt ändern", "contact"),
        ("die Gruppe stimmt nicht", "group"),
    ],
)
def test_a_field_named_without_its_value_is_asked_again(said: str, field: str) -> None:
    assert read(CONFIRMATION, said, FULL) == Reply(ReplyKind.CHANGE, field=field)
    chosen = reader().read(CONFIRMATION, FULL, button("change_field", field))
    assert chosen == Reply(ReplyKind.CHANGE, field=field)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("Zeile 3 streichen", {"struck": "3"}),
        ("bitte Zeilen 2, 4 bis 6 löschen", {"struck": "2,4,5,6"}),
        ("ohne Gesprächsauszug", {"extract": "no"}),
        ("ohne Auszug senden", {"extract": "no"}),
        ("doch mit dem Auszug", {"extract": "yes"}),
        ("das ist dringend", {"urgent": "yes"}),
        ("ist nicht dringend", {"urgent": "no"}),
        ("im Herbst 2027", {"period": "Herbst 2027"}),
    ],
)
def test_wishes_at_the_summary(said: str, values: dict[str, str]) -> None:
    assert read(CONFIRMATION, said, FULL) == Reply(ReplyKind.VALUES, values)


def test_struck_lines_add_up() -> None:
    reply = read(CONFIRMATION, "Zeile 2 streichen", {**FULL, "struck": "4"})
    assert reply.values == {"struck": "2,4"}


def test_the_final_word() -> None:
    assert reader().read(CONFIRMATION, FULL, button("affirm")).kind is ReplyKind.SEND
    assert read(CONFIRMATION, "ja", FULL, intent="affirm").kind is ReplyKind.SEND
    assert read(CONFIRMATION, "nein", FULL, intent="deny").kind is ReplyKind.NO
    assert read(CONFIRMATION, "hm", FULL).problem == FieldProblem(CONFIRMATION, "unclear")
    question = read(CONFIRMATION, "Was kostet das?", FULL, intent="faq", decision="answer")
    assert question.kind is ReplyKind.SIDE_QUESTION


@pytest.mark.parametrize("field", ["format", "partner_country", "period", "group", "organisation"])
def test_yes_is_no_answer_to_an_open_question(field: str) -> None:
    assert read(field, "ja", intent="affirm").problem == FieldProblem(field, "unclear")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contact", "kim@example.org"),
        ("key", "x"),
        ("urgent", "maybe"),
        ("extract", "?"),
        ("confirmation", "yes"),
        ("", ""),
    ],
)
def test_made_up_buttons_change_nothing(field: str, value: str) -> None:
    reply = reader().read("period", FULL, button("answer_consultation", field, value))
    assert reply.kind is ReplyKind.PROBLEM


@pytest.mark.parametrize("field", ASKED)
@pytest.mark.parametrize("said", ["", " ", "\x00", "\ud800", "😀" * 500, "<b>x</b>", "x" * 5000])
def test_rubbish_is_refused_or_kept_as_text(field: str, said: str) -> None:
    reply = read(field, said)
    assert reply.kind in (ReplyKind.VALUES, ReplyKind.PROBLEM)
    if "\x00" in said or "\ud800" in said or not said.strip():
        assert reply.kind is ReplyKind.PROBLEM


@pytest.mark.parametrize("said", ["weiß nich", "weis nicht", "weiß net"])
def test_not_knowing_is_heard_in_hasty_spelling(said: str) -> None:
    assert reader().read("period", {"topic": "x"}, heard(said)).values == {"period": OPEN}


@pytest.mark.parametrize("asked", ["topic", "period", "group", "contact", "wanted_times", "name"])
@pytest.mark.parametrize("said", ["wann habt ihr zeit", "Wann haben Sie Zeit?"])
def test_when_the_office_has_time_is_asked_and_no_answer(asked: str, said: str) -> None:
    reply = reader().read(asked, {"topic": None if asked == "topic" else "x"}, heard(said))
    assert (reply.kind, reply.field) == (ReplyKind.ASIDE, "free_time")


def test_a_time_of_ones_own_is_no_question_for_that_of_the_office() -> None:
    reply = reader().read("wanted_times", {"topic": "x"}, heard("wir haben mittwochs Zeit"))
    assert reply.values["wanted_times"] == "wir haben mittwochs Zeit"


@pytest.mark.parametrize("asked", ["name", "contact", "wanted_times", CONFIRMATION])
def test_changing_a_number_in_words_is_a_correction_whatever_is_asked(asked: str) -> None:
    sheet = {"topic": "x", "group": "20 Personen"}
    told = reader().read(asked, sheet, heard("ändere die Gruppe auf 18")).values
    assert told == {"group": "18 Personen"}
