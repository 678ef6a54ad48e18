"""The calm of one sentence does not drown the danger of another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.nlu.decision import Understanding
from bot.nlu.judging.sentences import by_sentences
from bot.nlu.ranker.ranking import Ranking
from bot.nlu.understood import Understood

_ACCIDENT = "notfall_akut_reise"


def _calm(lead: float, decision: str = "answer") -> Understood:
    return Understood(
        Understanding(decision, decision, "versicherung", 0.9), Ranking((), lead, 0.0)
    )


def _alarm(sure: float, topic: str = _ACCIDENT) -> Understood:
    said = Understanding("emergency", "emergency", topic, 0.9)
    return Understood(said, Ranking((), 0.0, 0.0), sure=sure)


def test_a_sentence_that_is_an_emergency_makes_one_of_a_message_that_says_two_things() -> None:
    found = by_sentences(_calm(0.05), [_calm(0.4), _alarm(2.0)])
    assert found.decision.topic == _ACCIDENT
    assert found.calm is not None
    assert found.calm.is_concerning


def test_the_surest_sentence_tells_what_it_is() -> None:
    found = by_sentences(_calm(0.0), [_alarm(1.0), _alarm(4.0, "notfall_gewalt")])
    assert found.decision.topic == "notfall_gewalt"


@pytest.mark.parametrize(("lead", "sure"), [(0.3, 2.0), (0.2, 2.0), (0.0, 0.9), (0.05, -0.5)])
def test_the_numbers_stand_beside_a_clear_topic_or_a_doubtful_sentence(
    lead: float, sure: float
) -> None:
    found = by_sentences(_calm(lead), [_alarm(sure)])
    assert found.decision.topic == "versicherung"
    assert found.is_concerning


def test_beside_a_case_for_a_person_stand_the_numbers() -> None:
    found = by_sentences(_calm(0.0, "handover"), [_alarm(4.0)])
    assert (found.decision.decision, found.is_concerning) == ("handover", True)


@pytest.mark.parametrize(("lead", "sure"), [(0.1, -1.5), (0.3, 1.0), (0.5, 3.5)])
def test_the_clearer_the_topic_the_surer_a_sentence_must_be_for_the_numbers(
    lead: float, sure: float
) -> None:
    whole = _calm(lead)
    assert by_sentences(whole, [_alarm(sure)]) is whole
    assert by_sentences(_calm(0.0), [_alarm(sure)]) != _calm(0.0)


def test_a_word_of_the_list_has_the_numbers_however_clear_the_topic_is() -> None:
    named = replace(_alarm(3.0), is_named=True)
    assert by_sentences(_calm(0.8), [named]).is_concerning


def test_a_message_of_calm_sentences_stays_as_it_is() -> None:
    whole = _calm(0.1)
    assert by_sentences(whole, [_calm(0.3)]) is whole
    assert by_sentences(whole, []) is whole
