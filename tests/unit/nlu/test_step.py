"""What a message asks beside the programme that it names."""

from __future__ import annotations

import pytest

from bot.nlu.judging.step import step_first
from bot.nlu.message.unnamed import without_programmes
from bot.nlu.ranker.ranking import RankedIntent, Ranking

PROGRAMME = RankedIntent("faq/foerderung_conact", 0.8)
STEP = RankedIntent("handover/ho_rueckforderung_pruefung", 0.1)
THIRD = RankedIntent("faq/zentralstelle", 0.05)
LINE, WORDS = 0.11, 5
WHOLE = Ranking((PROGRAMME, STEP, THIRD, RankedIntent("faq/juleica", 0.05)), 0.2, 0.0)


def unnamed(intent: str, confidence: float = 0.7, lead: float = 0.3) -> Ranking:
    return Ranking((RankedIntent(intent, confidence), THIRD), lead, 0.5)


def test_the_step_comes_before_the_programme_by_the_lead_that_it_has_without_the_name() -> None:
    found = step_first(WHOLE, unnamed(STEP.intent), LINE, WORDS)

    assert [item.intent for item in found.intents] == [
        STEP.intent, PROGRAMME.intent, THIRD.intent, "faq/juleica",
    ]  # fmt: skip
    assert (found.lead, found.familiarity) == (0.3, 0.0)
    assert found.intents[0].confidence > found.intents[1].confidence > THIRD.confidence
    assert sum(item.confidence for item in found.intents) == pytest.approx(1.0)


def test_what_the_whole_message_does_not_find_possible_changes_nothing() -> None:
    assert step_first(WHOLE, unnamed("faq/juleica"), LINE, WORDS) is WHOLE


def test_no_other_programme_and_no_small_talk_is_a_step() -> None:
    others = (RankedIntent("faq/foerderung_dfjw", 0.1), RankedIntent("smalltalk/meta_unklar", 0.1))
    whole = Ranking((PROGRAMME, *others), 0.2, 0.0)

    assert all(step_first(whole, unnamed(one.intent), LINE, WORDS) is whole for one in others)


def test_only_a_programme_that_is_first_gives_way() -> None:
    whole = Ranking((THIRD, PROGRAMME, STEP), 0.2, 0.0)

    assert step_first(whole, unnamed(STEP.intent), LINE, WORDS) is whole


def test_what_the_office_says_of_itself_is_no_step_of_a_programme() -> None:
    for topic in ("faq/beratung_vereinbaren", "faq/verweis_schueleraustausch"):
        whole = Ranking((PROGRAMME, RankedIntent(topic, 0.1), THIRD), 0.1, 0.0)

        assert step_first(whole, unnamed(topic), LINE, WORDS) is whole


def test_a_question_in_few_words_is_about_the_programme_and_a_case_is_not() -> None:
    fees = RankedIntent("faq/personalkosten_honorar", 0.1)
    whole = Ranking((PROGRAMME, fees, THIRD), 0.09, 0.0)

    assert step_first(whole, unnamed(fees.intent), LINE, 4) is whole
    assert step_first(whole, unnamed(fees.intent), LINE, 5).intents[0].intent == fees.intent
    assert step_first(WHOLE, unnamed(STEP.intent), LINE, 4).intents[0].intent == STEP.intent


def test_a_clear_programme_gives_way_to_a_question_only_where_that_is_surer() -> None:
    online = RankedIntent("faq/digital_hybrid", 0.1)
    whole = Ranking((PROGRAMME, online, THIRD), 0.26, 0.0)

    assert step_first(whole, unnamed(online.intent, lead=0.14), LINE, WORDS) is whole
    assert step_first(whole, unnamed(online.intent, lead=0.3), LINE, WORDS).intents[
        0
    ] == RankedIntent(online.intent, pytest.approx(0.63))


def test_a_clear_programme_gives_way_only_to_a_case_that_is_sure() -> None:
    clear = Ranking(WHOLE.intents, 0.6, 0.0)

    assert step_first(clear, unnamed(STEP.intent, lead=0.1), LINE, WORDS) is clear
    assert (
        step_first(clear, unnamed(STEP.intent, lead=0.12), LINE, WORDS).intents[0].intent
        == STEP.intent
    )
    close = Ranking(WHOLE.intents, 0.19, 0.0)
    assert step_first(close, unnamed(STEP.intent, lead=0.1), LINE, WORDS).lead == 0.1


def test_each_programme_that_is_named_becomes_any() -> None:
    said = "Können wir Erasmus und KJP kombinieren?"
    entities = [
        {"entity": "programme", "start": 11, "end": 18},
        {"entity": "term", "start": 27, "end": 38},
        {"entity": "programme", "start": 23, "end": 26},
    ]

    found = without_programmes(said, entities)

    assert found == "Können wir Förderer und Förderer kombinieren?"
    assert without_programmes(said, entities[1:2]) is None
