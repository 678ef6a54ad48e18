"""A message is read sentence by sentence as well."""

from __future__ import annotations

import pytest

from bot.nlu.message.parts import sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Hab ich noch Zeit für den Antrag? ich mach heute Schluss",
            ["Hab ich noch Zeit für den Antrag?", "ich mach heute Schluss"],
        ),
        (
            "Sie ist weg. Handy tot. Sie ist 13.",
            ["Sie ist weg", "Sie ist 13", "Handy tot. Sie ist 13", "Sie ist weg. Handy tot"],
        ),
        ("das sind 14 tage, ach ja der leon ist weg", ["das sind 14 tage", "der leon ist weg"]),
        ("es sind 14 und noch was, er blutet stark", ["es sind 14", "er blutet stark"]),
        ("متى آخر موعد للطلب؟ مات صديقي في البحر", ["متى آخر موعد للطلب؟", "مات صديقي في البحر"]),
    ],
)
def test_sentences_and_what_stands_before_and_behind_each_joint(
    text: str, sentences: list[str]
) -> None:
    assert sentences_of(text) == sentences


@pytest.mark.parametrize(
    "text",
    ["", "hallo", "um 14.30 Uhr fährt der Bus", "gut, wir kommen", "\ud800"]
    + ["wir fahren am 3. mai nach rom"],
)
def test_one_sentence_has_no_others(text: str) -> None:
    assert sentences_of(text) == []


def test_of_a_long_mail_so_many_sentences_are_read() -> None:
    assert len(sentences_of(" ".join(f"Das ist Satz {n}." for n in range(99)))) <= 34
