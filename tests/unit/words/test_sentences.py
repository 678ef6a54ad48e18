from __future__ import annotations

from bot.words.sentences import sentences_of


def test_a_sentence_ends_before_a_capital_letter() -> None:
    assert sentences_of("Das geht. Überall? Ja, in Polen!  Bis bald") == [
        "Das geht.",
        "Überall?",
        "Ja, in Polen!",
        "Bis bald",
    ]
