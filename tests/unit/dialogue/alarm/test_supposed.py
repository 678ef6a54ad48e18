from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.alarm.alarm_in_talk import heard_in_talk
from bot.dialogue.topics import ACCIDENT_TOPIC, SUICIDE_TOPIC, VIOLENCE_TOPIC

CALM = {"decision": "answer", "topic": "versicherung"}


def raw(topic: str = ACCIDENT_TOPIC) -> dict[str, Any]:
    named = {"is_named": True, "names_danger": True, "is_certain": True}
    return {"decision": "emergency", "topic": topic, "calm": CALM, **named}


def is_hint(text: str, topic: str = ACCIDENT_TOPIC) -> bool:
    heard = heard_in_talk(raw(topic), text, None, is_asked=False)
    return heard == {**CALM, "is_concerning": True}


PLANNED = [
    "was passiert wenn sich einer das bein bricht",
    "Wer haftet, wenn sich ein Jugendlicher verletzt? Wir fahren im Mai nach Kreta.",
    "was tun wenn der pass geklaut wird",
    "Angenommen, ein Jugendlicher wird beim Klauen erwischt und verhaftet – was dann?",
    "einer von uns war im knast, kann er mit ins ausland",
]


@pytest.mark.parametrize("text", PLANNED)
def test_who_plans_for_an_accident_of_anybody_has_the_numbers_beside_the_answer(text: str) -> None:
    assert is_hint(text)


@pytest.mark.parametrize("text", PLANNED)
@pytest.mark.parametrize("topic", [VIOLENCE_TOPIC, SUICIDE_TOPIC])
def test_violence_and_a_wish_to_die_are_never_only_supposed(text: str, topic: str) -> None:
    assert not is_hint(text, topic)


@pytest.mark.parametrize(
    "text",
    [
        "wer haftet wenn einer klettert, gerade liegt Ben im Krankenhaus",
        "Was ist, wenn sich einer verletzt? Lukas rührt sich nicht.",
        "was tun wenn einer nicht mehr atmet",
        "was machen wir wenn er nicht wiederkommt",
        "was ist wenn ich einen unfall habe",
        "einer ist im knast",
        "was tun wenn sich einer verbrannt hat",
        "was machen wir wenn jemand die treppe runtergefallen ist",
        "ein junge ist weg, sein freund will mit suchen",
        "einer hat seit heute hohes fieber, kann er mit?",
    ],
)
def test_what_goes_on_or_is_told_of_somebody_is_an_emergency(text: str) -> None:
    assert not is_hint(text)


def test_what_could_hardly_be_anything_but_an_emergency_is_one() -> None:
    told = {**raw(), "calm": {**CALM, "decision": "clarify", "confidence": 0.05}}
    text = "was tun wenn einer sich nicht mehr bewegt"
    assert heard_in_talk(told, text, None, is_asked=False) == told
