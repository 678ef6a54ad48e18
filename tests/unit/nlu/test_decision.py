from __future__ import annotations

import pytest

from bot.nlu.decision import Thresholds, acute_of, aspect_first, decide, topic_ranking
from bot.nlu.ranker.ranking import RankedIntent, Ranking

THRESHOLDS = Thresholds()


def ranking(lead: float = 0.5, familiarity: float = 0.0, **confidences: float) -> Ranking:
    named = [RankedIntent(name.replace("__", "/"), value) for name, value in confidences.items()]
    ordered = sorted(named, key=lambda item: -item.confidence)
    return Ranking(tuple(ordered), lead, familiarity)


@pytest.mark.parametrize(
    ("given", "aspects", "decision", "intent"),
    [
        (ranking(faq__juleica=0.9, faq__visum=0.1), [], "answer", "faq"),
        (ranking(handover__ho_x=0.8, faq__visum=0.2), [], "handover", "handover"),
        (ranking(deadline__fristen_ueberblick=0.9), [], "act", "deadline"),
        (ranking(faq__foerderung_dpjw=0.9), ["frist"], "act", "deadline"),
        (ranking(lead=0.1, faq__foerderung_dpjw=0.8, faq__a=0.2), ["frist"], "act", "deadline"),
        (ranking(lead=0.1, faq__foerderung_dpjw=0.6, faq__a=0.4), ["frist"], "clarify", "clarify"),
        (ranking(faq__foerderung_dpjw=0.9), ["alter"], "answer", "faq"),
        (ranking(faq__juleica=0.9), ["frist"], "answer", "faq"),
        (ranking(smalltalk__meta_begruessung=0.9), [], "smalltalk", "smalltalk"),
        (ranking(smalltalk__meta_unklar=0.9), [], "clarify", "clarify"),
        (ranking(out_of_scope__oos_allgemein=0.9), [], "fallback", "out_of_scope"),
        (ranking(affirm=0.9), [], "clarify", "affirm"),
        (ranking(lead=0.05, faq__a=0.45, faq__b=0.40), [], "clarify", "clarify"),
        (ranking(familiarity=-2.0, faq__a=0.9, faq__b=0.1), [], "fallback", "nlu_fallback"),
        (ranking(lead=0.05, familiarity=-2.0, faq__a=0.5, faq__b=0.5), [], "fallback",
         "nlu_fallback"),
        # Behind another topic the strength of the alarm decides, not the ranking: test_alarm.py.
        (ranking(faq__a=0.7, emergency__notfall_suizid=0.3), [], "answer", "faq"),
        (ranking(faq__a=0.9, emergency__notfall_suizid=0.1), [], "answer", "faq"),
        (ranking(lead=0.0, emergency__notfall_suizid=0.13, faq__a=0.12), [], "emergency",
         "emergency"),
        (ranking(emergency__notfall_suizid=0.08, faq__a=0.07, emergency__notfall_gewalt=0.05), [],
         "emergency", "emergency"),
    ],
)  # fmt: skip
def test_decision(given: Ranking, aspects: list[str], decision: str, intent: str) -> None:
    understood = decide(given, aspects, THRESHOLDS)
    assert (understood.decision, understood.intent) == (decision, intent)


def test_clarify_offers_two_or_three_questions_best_first() -> None:
    three = ranking(lead=0.0, faq__a=0.4, faq__b=0.3, faq__c=0.2, faq__d=0.1)
    assert decide(three, [], THRESHOLDS).candidates == ("a", "b", "c")
    two = ranking(lead=0.1, faq__a=0.95, faq__b=0.03, faq__c=0.02)
    assert decide(two, [], THRESHOLDS).candidates == ("a", "b")


def test_clarify_never_offers_what_is_no_question() -> None:
    given = ranking(lead=0.0, faq__a=0.4, out_of_scope__oos_allgemein=0.3, faq__c=0.2)
    assert decide(given, [], THRESHOLDS).candidates == ("a", "c")


def test_an_aspect_beats_the_programme_it_is_asked_about() -> None:
    given = ranking(faq__foerderung_dpjw=0.8, faq__alter_teilnehmende=0.1)
    assert aspect_first(given, ["alter"]).intents[0] == RankedIntent("faq/alter_teilnehmende", 0.8)
    # Two aspects, or a topic that is no programme: the ranking knows best.
    assert aspect_first(given, ["alter", "dauer"]) == given
    other = ranking(faq__workcamp=0.8, faq__alter_teilnehmende=0.1)
    assert aspect_first(other, ["alter"]) == other


def test_words_of_a_dialogue_count_as_unclear_topic() -> None:
    assert topic_ranking(ranking(affirm=0.5, deny=0.3, faq__a=0.2).intents) == [
        ("meta_unklar", 0.8),
        ("a", 0.2),
    ]


def test_the_likeliest_emergency_is_helped_with_wherever_it_stands() -> None:
    given = ranking(faq__a=0.6, emergency__notfall_gewalt=0.1, emergency__notfall_suizid=0.3)
    found = acute_of(given.intents)
    assert found is not None
    assert (found.decision, found.topic) == ("emergency", "notfall_suizid")
    assert found.confidence == pytest.approx(0.4)
    assert acute_of(ranking(faq__a=1.0).intents) is None


@pytest.mark.parametrize(
    ("left", "offered"),
    [
        ({"faq__a": 0.06, "faq__b": 0.01}, ("a",)),
        ({"faq__a": 0.03, "handover__b": 0.03, "faq__c": 0.01}, ("a", "b")),
        ({f"faq__{name}": 0.01 for name in "abcdefgh"}, ()),
        # What is left may be a turn of the talk or a cry for help: nothing to choose from.
        ({"smalltalk__meta_begruessung": 0.05, "out_of_scope__oos_allgemein": 0.05}, ()),
        ({"emergency__notfall_suizid": 0.06}, ()),
    ],
)
def test_behind_an_unclear_message_stands_what_it_most_likely_asks(
    left: dict[str, float], offered: tuple[str, ...]
) -> None:
    understood = decide(ranking(smalltalk__meta_unklar=0.9, **left), [], THRESHOLDS)
    assert (understood.topic, understood.candidates) == ("meta_unklar", offered)


def test_nothing_is_offered_for_what_is_surely_unclear() -> None:
    noise = ranking(smalltalk__meta_unklar=0.99, faq__a=0.01)
    assert decide(noise, [], THRESHOLDS).candidates == ()


def test_nothing_is_offered_for_what_nobody_trained() -> None:
    strange = ranking(familiarity=-2.0, smalltalk__meta_unklar=0.9, faq__a=0.1)
    assert decide(strange, [], THRESHOLDS).candidates == ()
