from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.conversation_judge import judge
from benchmarks.conversation_replies import Reply, reply_of
from benchmarks.conversation_sets import Expected
from tests.unit.benchmarks.replies import REPLY

WANTED = Expected(
    topics=("juleica",),
    any_of=("35",),
    all_of=(),
    none_of=("ab 12",),
    ok=("answer", "ask_back"),
    why="35 hours",
)
NEW = replace(REPLY, text="Ab 16 Jahren.", entries=("juleica",))
PROPOSED = replace(NEW, is_proposal=True)
CLARIFIED = replace(REPLY, options=("juleica", "workcamp"), decisions=("ask_back",))


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (NEW, "right"),
        (replace(REPLY, text="Es sind 35 Stunden."), "right"),
        (replace(NEW, text="Die Juleica gibt es ab 12."), "wrong"),
        (replace(REPLY, text="Fragen Sie.", meant="juleica"), "wrong"),
        (replace(REPLY, text="Lang. " * 200 + "35 Stunden"), "wrong"),
        (replace(REPLY, text="35", decisions=("form",)), "wrong"),
        (PROPOSED, "asked back"),
        (CLARIFIED, "asked back"),
        (replace(CLARIFIED, options=("workcamp",)), "wrong"),
        (replace(REPLY, text="Im Camp.", options=("juleica",)), "wrong"),
        (replace(REPLY, is_unsure=True, options=("juleica",)), "asked back"),
        (replace(REPLY, is_unsure=True), "not known"),
        (replace(REPLY, decisions=("handover",)), "not known"),
    ],
)
def test_verdicts(reply: Reply, verdict: str) -> None:
    assert judge(reply, WANTED) == verdict


def test_an_entry_that_was_shown_before_needs_the_words() -> None:
    assert judge(NEW, WANTED, {"juleica"}) == "wrong"
    assert judge(replace(NEW, text="35 Stunden"), WANTED, {"juleica"}) == "right"


def test_what_must_be_said_is_not_folded_away() -> None:
    strict = replace(WANTED, all_of=("35",), any_of=())
    assert judge(replace(NEW, folded="35 Stunden"), strict) == "wrong"
    assert judge(replace(NEW, text="35 Stunden"), strict) == "right"


def test_a_person_is_an_answer_where_one_is_wanted() -> None:
    handed = replace(REPLY, decisions=("handover",))
    wanted = replace(WANTED, topics=("ho_partner_ausfall",), ok=("answer", "handover"))
    assert judge(handed, wanted) == "right"


def test_without_words_the_topic_decides() -> None:
    wanted = replace(WANTED, any_of=())
    assert judge(replace(REPLY, meant="juleica"), wanted) == "right"
    assert judge(replace(REPLY, meant="workcamp"), wanted) == "wrong"


def test_nobody_in_danger_is_asked_what_was_meant() -> None:
    wanted = replace(WANTED, topics=("notfall_suizid",))
    assert judge(replace(CLARIFIED, options=("notfall_suizid",)), wanted) == "wrong"


def answer(**more: Any) -> dict[str, Any]:
    block = [{"kind": "p", "spans": [{"text": "Bis 4–21\u00a0Tage."}]}]
    source = {"title": "Geheimtitel", "url": "https://example.org", "year": "2026"}
    card = {"card": "answer", "faq_id": "juleica", "answer": block, "details": []}
    rest = {"sources": [source], "is_practice": False, "checked_on": "2026-11-23"}
    return {**card, **rest, **more}


def test_reads_a_card_without_its_sources_and_with_plain_dashes() -> None:
    reply = reply_of([answer()], ["card:answer"], {"topic": "juleica"})
    assert "4-21 Tage" in reply.text
    assert "Geheimtitel" not in reply.text
    assert (reply.entries, reply.decisions, reply.meant) == (("juleica",), ("answer",), "juleica")


def test_a_hint_is_noted_and_not_read() -> None:
    messages = [answer(), {"text": "Rufen Sie 112."}]
    reply = reply_of(messages, ["card:answer", "utter_emergency_hint"], {})
    assert reply.has_hint
    assert "112" not in reply.text


def test_options_of_a_question_back() -> None:
    buttons = [
        {"title": "?", "payload": '/choose_faq{"faq_id": "juleica"}'},
        {"title": "Mensch", "payload": "/request_human"},
    ]
    said = [{"text": "Meinten Sie das?", "buttons": buttons}]
    reply = reply_of(said, ["utter_clarify"], {"topic": None})
    assert (reply.options, reply.decisions, reply.meant) == (("juleica",), ("ask_back",), "")


@pytest.mark.parametrize(
    ("key", "decision"),
    [
        ("utter_handover_offer", "handover"),
        ("utter_contact", "handover"),
        ("utter_ask_consultation_format", "form"),
        ("utter_smalltalk/meta_begruessung", "answer"),
    ],
)
def test_how_a_reply_came(key: str, decision: str) -> None:
    assert reply_of([{"text": "Ja."}], [key], {}).decisions == (decision,)


def test_it_says_that_it_does_not_know() -> None:
    said = [{"text": "Ich bin nicht sicher, ob das Ihre Frage trifft."}]
    assert reply_of(said, ["text"], {}).is_unsure
    assert reply_of([{"text": "Mehr nicht."}], ["utter_same_answer"], {}).is_unsure
