"""What rules make of a first message holds where it is among what the message may mean."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Heard, Meant
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.meaning.possible import LEAST_OF_TIMES, LEAST_POSSIBLE, is_possible

STORY = "wir schreiben seit wochen leute in lissabon an und keiner antwortet, wie findet man da wen"
RANKED = (("partnersuche", 0.9), ("foerderung_ueberblick", LEAST_POSSIBLE), ("krisenplan", 0.001))


def heard(text: str = STORY, decision: str = "answer", **more: object) -> Heard:
    topics = tuple(topic for topic, _ in RANKED)
    return Heard(text, decision, topics[0], topics, 0.3, **{"ranking": RANKED, **more})  # type: ignore[arg-type]


def meant(topic: str | None, decision: str = "answer") -> Meant:
    return Meant(decision, topic, (), ())


def test_what_the_ranking_finds_impossible_is_not_made_of_a_story() -> None:
    said = meaning(heard(), None)
    assert (said.decision, said.topic) == ("answer", "partnersuche")


def test_behind_an_answer_words_decide_as_before() -> None:
    after = meant("foerderung_dfjw").context
    assert meaning(heard(), after).topic == "meta_feedback_beschwerde"


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("krisenplan", False),
        ("zuwendungsbescheid", False),
        ("foerderung_ueberblick", True),
        ("partnersuche", True),
        # Said in so many words, and no question with an entry.
        ("visum_teilnehmende", True),
        ("meta_mensch_sprechen", True),
        (None, True),
    ],
)
def test_a_topic_has_to_be_likely_enough(topic: str | None, expected: bool) -> None:
    assert is_possible(heard(), meant(topic)) is expected


def test_in_few_words_and_in_other_languages_the_words_tell_more() -> None:
    assert is_possible(heard("lissabon, keiner antwortet"), meant("krisenplan"))
    assert is_possible(heard(is_foreign=True), meant("krisenplan"))


def test_the_money_for_the_country_named_needs_no_likelihood() -> None:
    ranked = (("foerderung_dfjw", 0.9),)
    said = Heard(STORY, "answer", "foerderung_dfjw", ("foerderung_dfjw",), 0.3, ranking=ranked)
    assert is_possible(said, meant("foerderung_dpjw"))


@pytest.mark.parametrize(("likelihood", "expected"), [(LEAST_OF_TIMES, True), (0.06, False)])
def test_dates_are_shown_only_where_deadlines_are_half_likely(
    likelihood: float, expected: bool
) -> None:
    ranked = (("fristen_ueberblick", likelihood), ("diskriminierung", 0.05))
    topics = tuple(topic for topic, _ in ranked)
    said = Heard(STORY, "clarify", "fristen_ueberblick", topics, 0.0, ranking=ranked)
    assert is_possible(said, meant("fristen_ueberblick", "act")) is expected


def test_whoever_asks_for_one_deadline_or_a_plan_gets_the_dates() -> None:
    dates = meant("fristen_ueberblick", "act")
    assert not is_possible(heard(), dates)
    assert is_possible(heard(is_for_deadlines=True, asks_for_one=True), dates)
    # "Ist es ok, wenn wir am 5.1. den Antrag ans DPJW schicken?"
    assert is_possible(heard(asks_in_time=True, programmes=("dpjw",)), dates)
    ranked = (("planung_zeitplan", 0.9),)
    plan = Heard(STORY, "answer", "planung_zeitplan", ("planung_zeitplan",), 0.3, ranking=ranked)
    assert is_possible(plan, dates)
