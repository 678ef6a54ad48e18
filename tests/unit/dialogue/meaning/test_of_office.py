"""What sounds like a question about advice and is asked of the answer above."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.context import Context, Heard
from bot.dialogue.meaning.left_to_rules import is_left_to_rules
from bot.dialogue.meaning.of_office import above_meant
from bot.dialogue.topics import ADVICE_FEE_TOPIC

_ABOVE = Context("zentralstelle", "answer")


def _heard(text: str) -> Heard:
    return Heard(text, "answer", ADVICE_FEE_TOPIC, topics=(ADVICE_FEE_TOPIC,), lead=0.9)


@pytest.mark.parametrize(
    "text",
    [
        "und wenn wir da kein mitglied sind",
        "kostet das was",
        "müssen wir da mitglied sein",
        "müssen wir mitglied sein",
    ],
)
def test_the_answer_above_is_meant(text: str) -> None:
    meant = above_meant(_heard(text), _ABOVE)
    assert meant is not None
    assert (meant.topic, meant.is_follow_up) == ("zentralstelle", True)
    assert is_left_to_rules(_heard(text), _ABOVE, replace(meant, is_plain=True))


@pytest.mark.parametrize(
    "text",
    [
        "kostet eure beratung was",
        "und wenn wir eure hilfe brauchen",
        "berät ihr uns auch wenn wir da kein mitglied sind",
        "kann ich euch das auch als privatperson fragen",
    ],
)
def test_the_office_is_meant_where_it_is_named(text: str) -> None:
    assert above_meant(_heard(text), _ABOVE) is None


def test_below_the_office_it_is_about_the_office() -> None:
    heard = _heard("kostet das was")
    assert above_meant(heard, Context("beratung_vereinbaren", "answer")) is None
    assert above_meant(heard, Context("servicestelle_angebot", "answer")) is None
    assert above_meant(heard, replace(_ABOVE, is_guess=True)) is None
    assert above_meant(replace(heard, topic="juleica"), _ABOVE) is None
