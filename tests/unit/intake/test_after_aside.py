"""After a question in between "weiter" means the form; else it leaves the question open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.request.sheet import heard_of
from bot.intake.replies import ReplyKind
from bot.intake.request.sheet import CONFIRMATION, OPEN
from bot.texts import text
from tests.unit.intake.intake_rig import heard, reader

SHEET = {"topic": "Antrag beim KJP"}


@pytest.mark.parametrize("said", ["weiter", "Ok, weiter bitte", "dann weiter!"])
@pytest.mark.parametrize("asked", ["description", "period", "group", "organisation", "contact"])
def test_the_open_question_is_asked_once_more(asked: str, said: str) -> None:
    back = replace(heard(said), is_after_aside=True)
    assert reader().read(asked, SHEET, back).values == {asked: None}


def test_below_the_summary_nothing_is_sent_by_it() -> None:
    reply = reader().read(CONFIRMATION, SHEET, replace(heard("weiter"), is_after_aside=True))
    assert (reply.kind, reply.values) == (ReplyKind.VALUES, {CONFIRMATION: None})


def test_without_a_question_in_between_it_is_left_open() -> None:
    assert reader().read("period", SHEET, heard("weiter")).values == {"period": OPEN}


def listened(*uttered: dict[str, Any]) -> bool:
    """Return whether what was uttered before "weiter" is taken for an answer beside the form."""
    message = {"text": "weiter", "intent": {"name": "x"}, "entities": []}
    said = [{"event": "user", "text": "und was kostet das?"}, {"event": "user", "text": "weiter"}]
    events = [said[0], *({"event": "bot", **one} for one in uttered), said[1]]
    return heard_of(Tracker("t", {}, message, events, False, None, {}, "x")).is_after_aside


def test_what_is_an_answer_beside_the_form() -> None:
    question = {"text": "Wann soll es losgehen?", "metadata": {"utter_action": "utter_x"}}
    answer = {"data": {"custom": {"card": "answer", "faq_id": "juleica"}}}
    own = {"data": {"custom": {"card": "facts", "rateable": False, "private": True}}}
    small = {"text": "Gern.", "metadata": {"utter_action": "utter_smalltalk/meta_dank_abschied"}}
    aside = {"text": text("intake.aside_costs")}
    assert [listened(one, question) for one in (answer, small, aside)] == [True, True, True]
    assert not listened(question)
    assert not listened(own, question)
