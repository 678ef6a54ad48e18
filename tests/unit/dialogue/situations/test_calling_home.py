"""Calls between parents and children on a journey, which want no person of the office."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.situations.calling_home import calling_home_meant
from bot.dialogue.topics import PARENTS_TOPIC, PERSON_TOPIC, REQUEST_TOPIC

_ABOVE = Context("aufsichtspflicht", "answer", (), ("SE",))


def _heard(text: str) -> Heard:
    return Heard(text, "handover", PERSON_TOPIC, topics=(PERSON_TOPIC, REQUEST_TOPIC))


@pytest.mark.parametrize(
    "text",
    [
        "darf ich ihn anrufen",
        "kann sie da telefonieren",
        "dürfen die kinder jeden tag zuhause anrufen",
        "wie kann ich mein kind dort erreichen",
        "kann mein sohn sich abends melden",
        "darf er die eltern anrufen",
    ],
)
def test_it_is_asked_back(text: str) -> None:
    meant = calling_home_meant(_heard(text), _ABOVE)
    assert meant is not None
    assert (meant.decision, meant.topic) == ("clarify", "aufsichtspflicht")
    first = calling_home_meant(_heard(text), None)
    assert first is not None
    assert first.topic == PARENTS_TOPIC


@pytest.mark.parametrize(
    "text",
    [
        "kann ich sie anrufen",
        "kann ich dort anrufen",
        "ich möchte mit jemandem telefonieren",
        "kann meine tochter bei ihnen anrufen",
        "mit wem kann ich über mein kind sprechen",
        "ich will mit einem menschen reden",
        "rufen sie mich bitte an",
        "kann mein chef euch anrufen",
        "wen kann ich anrufen",
    ],
)
def test_who_wants_a_person_gets_one(text: str) -> None:
    assert calling_home_meant(_heard(text), _ABOVE) is None


def test_a_call_that_sounds_like_a_wish_for_advice_is_none() -> None:
    heard = Heard("kann sie uns abends anrufen", "clarify", "verweis_eltern")
    meant = calling_home_meant(heard, _ABOVE)
    assert meant is not None
    assert meant.decision == "clarify"


def test_a_clear_subject_stays() -> None:
    heard = Heard("darf ich ihn anrufen", "answer", "krisenplan", topics=("krisenplan",))
    assert calling_home_meant(heard, _ABOVE) is None
