"""Sums of several funders in one plan go to a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue.context import Heard
from bot.dialogue.situations.several_funders import has_sums_of_several
from bot.dialogue.situations.situation import situation_meant
from bot.dialogue.topics import SEVERAL_FUNDERS_TOPIC


@pytest.mark.parametrize(
    ("text", "programmes"),
    [
        ("wir wollen das mit land und teams up, 12000 euro vom land", ("teams_up",)),
        ("wir haben 25.000 euro von der eu und wollen noch landesmittel, geht das", ()),
        ("uns gibt die Stadt 1.500 € und die Stiftung den Rest", ()),
        ("wir nehmen 8000 € vom DFJW und vom DPJW", ("dfjw", "dpjw")),
    ],
)  # fmt: skip
def test_own_sums_of_two_funders_are_a_case(text: str, programmes: tuple[str, ...]) -> None:
    heard = Heard(text, "answer", "kofinanzierung", programmes=programmes)
    meant = situation_meant(heard)
    assert meant is not None
    assert (meant.decision, meant.topic) == ("handover", SEVERAL_FUNDERS_TOPIC)


@pytest.mark.parametrize(
    ("text", "programmes"),
    [
        ("wie viel zahlen land und bund", ()),
        ("wir haben 25.000 euro von der eu", ()),
        ("wir beantragen 9000 euro bei erasmus", ("erasmus_jugend",)),
        ("wir sind 20 leute, geht land und eu zusammen", ()),
        ("zahlt das DFJW 30 Euro und das DPJW 24 Euro", ("dfjw", "dpjw")),
        ("wir kriegen 24 Euro am Tag vom Bund, und vom Land?", ()),
        ("", ()),
    ],
)
def test_other_talk_of_money_is_none(text: str, programmes: tuple[str, ...]) -> None:
    assert not has_sums_of_several(Heard(text, "answer", "kofinanzierung", programmes=programmes))


def test_a_long_message_must_come_near_to_it() -> None:
    story, asked = "Die Stadt gibt uns 1.500 €. Die Stiftung war nett. ", "Wer haftet?"
    letter = Heard(
        story + asked, "answer", asking=((len(story), len(story) + len(asked)),), topic=None
    )
    assert not has_sums_of_several(letter)
    assert has_sums_of_several(replace(letter, topics=(SEVERAL_FUNDERS_TOPIC,)))
