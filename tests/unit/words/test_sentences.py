from __future__ import annotations

import pytest

from bot.words.sentences import sentences_of


def test_a_sentence_ends_before_a_capital_letter() -> None:
    assert sentences_of("Das geht. Überall? Ja, in Polen!  Bis bald") == [
        "Das geht.",
        "Überall?",
        "Ja, in Polen!",
        "Bis bald",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dazu gehört z. B. Essen.",
        "Das zahlt ein e. V. Mitglieder nicht.",
        "Die Frist ist am 15. Mai vorbei.",
        "Das weiß Dr. Kaya in St. Anna.",
        "Eltern bzw. Sorgeberechtigte sagen ja.",
    ],
)
def test_the_dot_of_a_shortened_word_or_a_day_ends_no_sentence(text: str) -> None:
    assert sentences_of(text) == [text]


@pytest.mark.parametrize(
    "text", ["Es genügen 10. Bitte prüfen Sie das.", "Siehe ANBest-P. Fragen Sie nach."]
)
def test_a_sentence_may_end_with_a_number_or_a_hyphened_letter(text: str) -> None:
    assert len(sentences_of(text)) == 2
