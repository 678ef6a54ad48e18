from __future__ import annotations

import pytest

from bot.nlu.decision import Thresholds, decide, topic_ranking
from bot.nlu.folding import fold
from bot.nlu.gazetteer import Gazetteer, forms_of
from bot.nlu.topic_ranker import RankedIntent, RankerSettings, TopicRanker
from bot.nlu.views import Sentence

THRESHOLDS = Thresholds()


def ranking(**confidences: float) -> list[RankedIntent]:
    named = [RankedIntent(name.replace("__", "/"), value) for name, value in confidences.items()]
    return sorted(named, key=lambda item: -item.confidence)


@pytest.mark.parametrize(
    ("confidences", "aspects", "decision", "intent"),
    [
        ({"faq__juleica": 0.9, "faq__visum": 0.1}, [], "answer", "faq"),
        ({"handover__ho_x": 0.8, "faq__visum": 0.2}, [], "handover", "handover"),
        ({"deadline__fristen_ueberblick": 0.9}, [], "act", "deadline"),
        ({"faq__foerderung_dpjw": 0.9}, ["frist"], "act", "deadline"),
        ({"faq__foerderung_dpjw": 0.9}, ["alter"], "answer", "faq"),
        ({"faq__juleica": 0.9}, ["frist"], "answer", "faq"),
        ({"smalltalk__meta_begruessung": 0.9}, [], "smalltalk", "smalltalk"),
        ({"smalltalk__meta_unklar": 0.9}, [], "clarify", "clarify"),
        ({"out_of_scope__oos_allgemein": 0.9}, [], "fallback", "out_of_scope"),
        ({"affirm": 0.9}, [], "clarify", "affirm"),
        ({"faq__a": 0.45, "faq__b": 0.40}, [], "clarify", "clarify"),
        ({"faq__a": 0.55, "faq__b": 0.45}, [], "clarify", "clarify"),
        ({"faq__a": 0.05, "faq__b": 0.04}, [], "fallback", "nlu_fallback"),
        ({"faq__a": 0.7, "emergency__notfall_suizid": 0.3}, [], "emergency", "emergency"),
        (
            {"faq__a": 0.7, "emergency__notfall_suizid": 0.15, "emergency__notfall_gewalt": 0.15},
            [],
            "emergency",
            "emergency",
        ),
    ],
)
def test_decision(
    confidences: dict[str, float], aspects: list[str], decision: str, intent: str
) -> None:
    understood = decide(ranking(**confidences), aspects, THRESHOLDS)
    assert (understood.decision, understood.intent) == (decision, intent)


def test_clarify_offers_the_near_topics_best_first() -> None:
    understood = decide(ranking(faq__a=0.45, faq__b=0.4, faq__c=0.13, faq__d=0.02), [], THRESHOLDS)
    assert understood.candidates == ("a", "b", "c")


def test_words_of_a_dialogue_count_as_unclear_topic() -> None:
    assert topic_ranking(ranking(affirm=0.5, deny=0.3, faq__a=0.2)) == [
        ("meta_unklar", 0.8),
        ("a", 0.2),
    ]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Größe", "groesse"), ("Gro\u0308ße", "groesse"), ("Türkçe", "tuerkce"), ("É", "e")],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.fixture
def gazetteer() -> Gazetteer:
    lookups = {"country": ["FR", "CZ"], "programme": ["dfjw", "erasmus"]}
    synonyms = {
        "Frankreich": "FR",
        "französisch": "FR",
        "tschechische Republik": "CZ",
        "deutsch-französisches Jugendwerk": "dfjw",
        "Erasmus+": "erasmus",
        "erasmus": "erasmus",
        "anderswo": "unbekannt",
    }
    return Gazetteer(forms_of(lookups, synonyms))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mit FRANKREICH?", [("Frankreich".upper(), "FR")]),
        ("eine franzoesische gruppe", [("franzoesische", "FR")]),
        ("das Deutsch-Französische Jugendwerk", []),
        ("beim deutsch-französisches jugendwerk", [("deutsch-französisches jugendwerk", "dfjw")]),
        ("erasmus+ und 😀 erasmus", [("erasmus+", "erasmus"), ("erasmus", "erasmus")]),
        ("anderswo", []),
        ("", []),
    ],
)
def test_gazetteer(text: str, found: list[tuple[str, str]], gazetteer: Gazetteer) -> None:
    names = gazetteer.find(text)
    if found:
        assert [(text[n.start : n.end], n.value) for n in names] == found
    else:
        assert all(name.value in ("FR", "dfjw") for name in names)


def test_ranker_learns_ranks_and_survives_storing() -> None:
    texts = {
        "faq/juleica": ["juleica verlängern", "wo gibt es die juleica", "jugendleitercard antrag"],
        "faq/visum": ["visum für gäste", "braucht man ein visum", "einreise ohne visum"],
        "faq/wetter": ["regnet es morgen", "wie wird das wetter", "sonne oder regen"],
    }
    sentences = [Sentence.from_text(text) for lines in texts.values() for text in lines]
    labels = [intent for intent, lines in texts.items() for _ in lines]
    ranker = TopicRanker(RankerSettings())
    ranker.fit(sentences, labels)
    assert ranker.intents == tuple(sorted(texts))
    restored = TopicRanker.from_state(ranker.to_state())
    for question, intent in (("neue juleica beantragen", "faq/juleica"), ("Visa", "faq/visum")):
        ranked = restored.rank(Sentence.from_text(question))
        assert ranked[0].intent == intent
        assert sum(item.confidence for item in ranked) == pytest.approx(1, abs=1e-4)
        assert ranked == ranker.rank(Sentence.from_text(question))
