"""Whoever asks something that has an answer, and for a call as well, gets both."""

from __future__ import annotations

from tests.unit.actions.reply_rig import message_of, replied

OFFER = "Sie möchten auch mit einem Menschen sprechen?"


def said(text: str, topic: str) -> list[str]:
    messages, _ = replied(message_of(text, "answer", topic, lead=0.9))
    return [str(message.get("text") or "") for message in messages]


def test_the_form_is_offered_below_the_answer() -> None:
    told = said("Was ist die Juleica? Kann mich da jemand anrufen", "juleica")
    assert told[-1].startswith(OFFER)


def test_whoever_only_asks_is_offered_nothing_more() -> None:
    assert not any(one.startswith(OFFER) for one in said("Was ist die Juleica?", "juleica"))
