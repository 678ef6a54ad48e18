"""A number that takes the place of one told before."""

from __future__ import annotations

from datetime import date

import pytest

from bot.fit.case import Case, Seat, Span
from bot.fit.dialogue import Heard, ReplyKind, read_reply
from bot.fit.told.answers import answers_from, case_from
from bot.fit.told.reading import Entity, Message
from bot.fit.told.renumbering import renumbered
from tests.unit.deadlines.deadline_rig import NOW

KNOWN = {"country": "PL", "group": "16", "age": "14-17", "days": "8"}


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ("das mit den 16 leuten stimmt nicht, wir sind 18", {"group": "18"}),
        ("wir sind 18 statt 16", {"group": "18"}),
        ("nicht 16 sondern 18", {"group": "18"}),
        ("die Gruppe hat 18 Leute, nicht 16", {"group": "18"}),
        ("sorry 12 statt 16", {"group": "12"}),
        ("statt 14 bis 17 sind sie 13 bis 16", {"age": "13-16"}),
        ("8 Tage stimmt nicht, 10 Tage", {"days": "10"}),
        ("wir sind doch nur 14", {"group": "14"}),
        # Not a change, or not clear of what.
        ("14, höchstens 16, nicht älter", {}),
        ("wir sind doch 18 Jahre", {}),
        ("wir sind 16", {}),
        ("13 bis 16", {}),
        ("wir fahren am 16. Juli, nicht am 18.", {}),
        ("nein 2000 statt 16", {}),
        ("nein 0 statt 16", {}),
        ("", {}),
        ("\x00\ud800 😀", {}),
    ],
)
def test_the_old_number_tells_what_is_changed(said: str, changes: dict[str, str]) -> None:
    assert renumbered(said, KNOWN) == changes


def test_without_a_known_number_nothing_is_changed() -> None:
    assert renumbered("wir sind 18 statt 16", {"country": "PL"}) == {}
    assert renumbered("wir sind doch 18", {}) == {}


def test_the_check_takes_the_new_number() -> None:
    said = Message(
        "das mit den 16 leuten stimmt nicht, wir sind 18",
        (Entity("group_size", "16", "16 leuten", "participants"),),
    )
    heard = Heard(said, "faq", "clarify", correction=said)
    reply = read_reply("format", KNOWN, heard, Seat, NOW)
    assert (reply.kind, dict(reply.answers)) == (ReplyKind.ANSWERS, {"group": "18"})


def test_answers_add_up_to_the_plan_they_were_made_from() -> None:
    case = Case(
        countries=("PL", "CZ"),
        format="workcamp",
        age=Span(14, None),
        group=Span(16, 16),
        start=date(2027, 7, 12),
        end=date(2027, 7, 20),
        organisation="verein",
        has_umbrella=False,
        seat=Seat("Köln"),
    )
    assert case_from(answers_from(case), Seat) == case
    assert answers_from(Case()) == {}
