"""What is told while something else is asked: times, ways, names, what stays open."""

from __future__ import annotations

import pytest

from bot.fit.case import Case
from bot.intake.prefill import Told, prefilled
from bot.intake.replies import ReplyKind
from bot.intake.sheet import OPEN
from tests.unit.intake.intake_rig import heard, message, reader


@pytest.mark.parametrize("field", ["topic", "description"])
@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("immer nach 17 uhr", "wanted_times"),
        ("di oder do", "wanted_times"),
        ("Herr Özdemir", "name"),
    ],
)
def test_a_time_to_talk_or_a_name_is_no_subject(field: str, said: str, where: str) -> None:
    assert reader().read(field, {}, heard(said)).values == {where: said, field: None}


@pytest.mark.parametrize("said", ["Herr der Ringe als Larp für unsere Gruppe", "ab 18", "Freitag?"])
def test_what_may_be_a_subject_stays_one(said: str) -> None:
    assert reader().read("topic", {}, heard(said)).values.get("topic") == said


@pytest.mark.parametrize("said", ["termin vor ort", "ich komme lieber vorbei"])
@pytest.mark.parametrize("field", ["format", "group", "organisation", "name"])
def test_whoever_wants_to_come_is_heard_wherever_the_form_is(field: str, said: str) -> None:
    reply = reader().read(field, {}, heard(said, "faq", "answer"))
    assert reply.kind is ReplyKind.VALUES
    assert reply.values["contact"]["visit"]
    assert reply.values[field] is None


@pytest.mark.parametrize("said", ["nein danke", "möchte ich nicht sagen", "keine Angabe"])
@pytest.mark.parametrize("field", ["description", "partner_country", "group", "name"])
def test_what_is_voluntary_may_be_declined(field: str, said: str) -> None:
    assert reader().read(field, {}, heard(said, "deny")).values == {field: OPEN}


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("ostern 27 oder herbst 27", "ostern 2027 oder herbst 2027"),
        ("Wir wollen im Mai oder erst im Juli 2027 los", "Mai oder erst im Juli 2027"),
        ("Wir wollen im Mai 2027 los, der Antrag ist vom Januar 2027", "Mai 2027"),
    ],
)
def test_a_time_that_may_be_another_is_kept_with_it(said: str, period: str) -> None:
    assert reader().read("topic", {}, heard(said)).values["period"] == period


def test_the_button_for_the_form_is_no_answer() -> None:
    for field in ("format", "organisation", "name"):
        wish = heard("Beratung anfragen", "handover", "handover")
        bare = type(wish)(wish.message, wish.intent, wish.decision, is_bare_wish=True)
        assert reader().read(field, {}, bare).kind is ReplyKind.SIDE_QUESTION


def test_a_body_that_was_told_before_the_form_is_taken_over() -> None:
    told = Told(messages=[message("wir sind vom Jugendwerk der AWO Unna und suchen Geld")])
    assert prefilled(told, reader())["organisation"] == "Jugendwerk der AWO Unna"
    planned = Told(messages=told.messages, plan=Case(organisation="verein"))
    assert prefilled(planned, reader())["organisation"] != "Jugendwerk der AWO Unna"
