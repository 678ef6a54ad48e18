"""What people answer in the chat, with the entities that the understanding finds."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from bot.fit.case import Case, Seat, Span
from bot.fit.dialogue import Heard, Reply, ReplyKind, read_reply
from bot.fit.told.answers import OPEN, QUESTIONS, case_from
from bot.fit.told.choices import choices
from bot.fit.told.reading import Entity, Message

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=timezone.utc)
KNOWN_PLACES = {"Dortmund": "nrw", "Essen": "nrw", "Kreis Borken": "nrw", "Bayern": "bayern"}


def find_seat(text: str) -> Seat:
    return Seat(text, KNOWN_PLACES.get(text))


def say(
    asked: str,
    text: str,
    *entities: Entity,
    decision: str = "clarify",
    intent: str = "clarify",
    **known: str,
) -> Reply:
    heard = Heard(Message(text, entities), intent, decision)
    return read_reply(asked, known, heard, find_seat, NOW)


def press(asked: str, intent: str, question: str = "", answer: str = "", **known: str) -> Reply:
    chosen = (question, answer) if question else None
    return read_reply(
        asked, known, Heard(Message(f"/{intent}"), intent, "", chosen), find_seat, NOW
    )


def test_one_sentence_answers_several_questions() -> None:
    reply = say(
        "country",
        "Wir wollen mit 12 Jugendlichen 14–17 nach Polen",
        Entity("group_size", "12", "12 Jugendlichen", "participants"),
        Entity("age", "14-17", "14–17"),
        Entity("country", "PL", "Polen"),
    )
    assert reply == Reply(ReplyKind.ANSWERS, {"country": "PL", "age": "14-17", "group": "12"})


def test_what_is_known_is_not_overwritten_in_passing() -> None:
    reply = say(
        "group",
        "12 Jugendliche aus Polen",
        Entity("group_size", "12", "12 Jugendliche", "participants"),
        Entity("country", "PL", "Polen"),
        country="FR",
    )
    assert reply.answers == {"group": "12"}


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("age", "14 bis 17", "14-17"),
        ("age", "14-17", "14-17"),
        ("age", "zwischen 14 und 17", "14-17"),
        ("age", "ab 16", "16-"),
        ("age", "bis 26", "-26"),
        ("age", "16", "16"),
        ("group", "12", "12"),
        ("group", "so 10 bis 15", "10-15"),
        ("days", "10", "10"),
        ("days", "7 Tage", "7"),
        ("days", "zehn Tage", "10"),
        ("group", "zehn", "10"),
        ("age", "zwölf bis sechzehn", "12-16"),
        ("period", "1. bis 10. Juli 2027", "2027-07-01/2027-07-10"),
        ("period", "im August", "2027-08-01/month"),
        ("organisation", "Wir sind ein eingetragener Verein", "verein"),
        ("organisation", "e.V.", "verein"),
        ("organisation", "Jugendamt", "kommune"),
        ("organisation", "Stadtverwaltung", "kommune"),
        ("organisation", "Gymnasium", "schule"),
        ("organisation", "anerkannter Träger", "anerkannter_traeger"),
        ("organisation", "Kirchengemeinde", "religionsgemeinschaft"),
        ("organisation", "nur ich allein", "einzelperson"),
        ("organisation", "eine Clique ohne Verein", "informelle_gruppe"),
        ("umbrella", "Ja, wir gehören zur aej", "ja"),
        ("umbrella", "nein, sind unabhängig", "nein"),
        ("umbrella", "zu keinem", "nein"),
        ("seat", "Dortmund", "Dortmund"),
        ("seat", "Wir sitzen in Essen.", "Essen"),
        ("seat", "Kreis Borken", "Kreis Borken"),
        ("seat", "in Bayern", "Bayern"),
    ],
)
def test_short_answers(asked: str, text: str, answer: str) -> None:
    assert say(asked, text).answers.get(asked) == answer


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize(
    "text", ["weiß ich noch nicht", "Weiß nicht", "keine Ahnung", "steht noch nicht fest", "egal"]
)
def test_not_known_yet_is_always_an_answer(asked: str, text: str) -> None:
    assert say(asked, text) == Reply(ReplyKind.ANSWERS, {asked: OPEN})


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("text", ["", "?!", "qwertz", "😀", "<b>", "\x00", "\ud800", "x" * 5000])
def test_rubbish_is_a_problem_and_no_answer(asked: str, text: str) -> None:
    reply = say(asked, text)
    assert reply.answers == {}
    assert reply.kind in (ReplyKind.PROBLEM, ReplyKind.SIDE_QUESTION)


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("Was ist ein Workcamp?", "answer"),
        ("was ist ein workcamp", "answer"),
        ("Wie lange darf das in Polen dauern?", "answer"),
        ("bis wann ist die frist beim dpjw", "act"),
        ("Hallo", "smalltalk"),
    ],
)
def test_questions_are_not_answers(text: str, decision: str) -> None:
    reply = say("format", text, Entity("format", "workcamp", "Workcamp"), decision=decision)
    if text == "Hallo":
        reply = say("format", text, decision=decision)
    assert reply.kind is ReplyKind.SIDE_QUESTION


def test_an_emergency_is_never_an_answer() -> None:
    reply = say("seat", "Dortmund, hier ist jemand verletzt", decision="emergency")
    assert reply.kind is ReplyKind.SIDE_QUESTION


def test_days_are_no_age_and_no_group() -> None:
    week = Entity("duration", "7", "7 Tage")
    assert say("age", "7 Tage", week).answers == {"days": "7"}
    assert say("group", "7 Tage", week).answers == {"days": "7"}


def test_days_answer_the_question_for_the_period_as_far_as_they_can() -> None:
    reply = say("period", "10 Tage", Entity("duration", "10", "10 Tage"))
    assert reply.answers == {"period": OPEN, "days": "10"}


def test_first_and_last_day_tell_the_days() -> None:
    assert say("period", "1. bis 10. Juli 2027").answers["days"] == OPEN
    assert "days" not in say("period", "im Juli 2027").answers


def test_asking_why_is_no_answer() -> None:
    assert say("age", "Warum fragen Sie das?").kind is ReplyKind.WHY


def test_today_in_passing_is_no_period() -> None:
    assert "period" not in say("country", "Frankreich, das habe ich heute gehört").answers


def test_a_country_is_an_answer_although_it_is_a_topic() -> None:
    reply = say("country", "Polen", Entity("country", "PL", "Polen"), decision="answer")
    assert reply.answers == {"country": "PL"}


def test_stop_cancels() -> None:
    assert say("age", "abbrechen", intent="stop").kind is ReplyKind.CANCEL
    assert press("age", "stop").kind is ReplyKind.CANCEL


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_button_is_understood(question: str) -> None:
    offered = choices(question)
    assert offered[-1][1] == OPEN
    for title, answer in offered:
        assert title.strip()
        reply = press(question, "answer_fit_check", question, answer)
        assert reply.kind is ReplyKind.ANSWERS
        assert reply.answers[question] == answer
        if answer != OPEN:
            assert case_from({question: answer}, find_seat) != Case()


def test_a_button_of_an_earlier_question_corrects_it() -> None:
    assert press("age", "answer_fit_check", "country", "FR").answers == {"country": "FR"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("country", "QQ"),
        ("format", "x"),
        ("age", "abc"),
        ("period", "gestern"),
        ("days", "0"),
        ("seat", "<script>"),
        ("nonsense", "1"),
        ("", ""),
    ],
)
def test_made_up_buttons_are_refused(question: str, answer: str) -> None:
    assert press("country", "answer_fit_check", question, answer).kind is ReplyKind.PROBLEM


def test_yes_and_no_count_only_where_they_are_asked_for() -> None:
    assert press("umbrella", "affirm").answers == {"umbrella": "ja"}
    assert say("umbrella", "nö", intent="deny").answers == {"umbrella": "nein"}
    assert press("age", "affirm").kind is ReplyKind.PROBLEM
    assert say("age", "ja", intent="affirm").kind is ReplyKind.PROBLEM


def test_other_buttons_have_rules_of_their_own() -> None:
    assert press("age", "show_deadlines").kind is ReplyKind.SIDE_QUESTION


def test_a_municipality_is_not_asked_for_an_umbrella_body() -> None:
    reply = press("organisation", "answer_fit_check", "organisation", "kommune")
    assert reply.answers == {"organisation": "kommune", "umbrella": OPEN}
    club = press("organisation", "answer_fit_check", "organisation", "verein")
    assert club.answers == {"organisation": "verein"}


def test_answers_add_up_to_a_plan() -> None:
    answers = {
        "country": "PL,UA",
        "format": "jugendbegegnung",
        "age": "14-17",
        "group": "12",
        "period": "2027-07-01/",
        "days": "10",
        "organisation": "verein",
        "umbrella": "nein",
        "seat": "Dortmund",
    }
    case = case_from(answers, find_seat)
    assert (case.countries, case.age, case.group) == (("PL", "UA"), Span(14, 17), Span(12, 12))
    assert (case.duration, case.has_umbrella, case.seat) == (10, False, Seat("Dortmund", "nrw"))
    assert case_from(dict.fromkeys(QUESTIONS, OPEN), find_seat).is_empty


def test_a_correction_replaces_an_earlier_answer() -> None:
    portugal = Message("nein, Portugal", (Entity("country", "PT", "Portugal"),))
    heard = Heard(portugal, "clarify", "clarify", correction=portugal)
    reply = read_reply("format", {"country": "PL"}, heard, find_seat, NOW)
    assert reply == Reply(ReplyKind.ANSWERS, {"country": "PT"})
    # Without the word of a correction what is known stays.
    assert say("format", "Portugal", *portugal.entities, country="PL").kind is ReplyKind.PROBLEM


def test_a_question_that_was_not_understood_is_explained() -> None:
    heard = Heard(Message("äh was?"), "clarify", "clarify", is_puzzled=True)
    assert read_reply("age", {}, heard, find_seat, NOW).kind is ReplyKind.WHY


def test_a_question_is_heard_behind_what_leads_to_it() -> None:
    assert say("country", "moment, was ist ein Workcamp", decision="answer").kind is (
        ReplyKind.SIDE_QUESTION
    )
