"""The way of the own group into another country: permits of single countries."""

from __future__ import annotations

import pytest

from bot.dialogue.context import Heard
from bot.dialogue.situations.own_entry import own_entry_meant
from bot.dialogue.topics import GUESTS_VISA_TOPIC, UK_TOPIC, VISA_TOPIC


@pytest.mark.parametrize(
    ("text", "topic"),
    [("brauchen wir ein ESTA", VISA_TOPIC), ("ESTA?", VISA_TOPIC), ("die ETA kostet", UK_TOPIC)],
)
def test_a_permit_is_that_of_the_own_way(text: str, topic: str) -> None:
    meant = own_entry_meant(Heard(text, "clarify", None), None)
    assert meant is not None
    assert meant.topic == topic


@pytest.mark.parametrize("text", ["esta ayuda es para todos?", "cuánto cuesta esta beca"])
def test_a_spanish_word_is_no_permit(text: str) -> None:
    assert own_entry_meant(Heard(text, "clarify", None), None) is None


def test_a_journey_told_in_the_same_message_is_the_own_one() -> None:
    text = "wir wollen mit 18 jugendlichen nach Georgien. brauchen die ein visum?"
    heard = Heard(text, "answer", GUESTS_VISA_TOPIC, topics=(GUESTS_VISA_TOPIC,))
    meant = own_entry_meant(heard, None)
    assert meant is not None
    assert meant.topic == VISA_TOPIC


def test_guests_who_come_need_one_of_their_own() -> None:
    text = "die gäste wollen im mai nach Köln, brauchen die ein visum?"
    heard = Heard(text, "answer", GUESTS_VISA_TOPIC, topics=(GUESTS_VISA_TOPIC,))
    assert own_entry_meant(heard, None) is None
