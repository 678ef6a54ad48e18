"""Questions that leave open what they are about."""

from __future__ import annotations

import pytest

from bot.dialogue.passages.open_questions import asks_how_long_it_takes, has_words_of, tells_length
from bot.dialogue.wishes.replying import names_reply


@pytest.mark.parametrize(
    ("question", "told", "has"),
    [
        ("was macht man da", "Früh fragen.", True),
        ("gibts da zahlen oder studien", "Die Langzeitstudie zeigt Wirkungen.", True),
        ("wohnung müssen wir stellen?", "Eurodesk berät kostenlos.", False),
    ],
)
def test_a_word_of_the_question(question: str, told: str, has: bool) -> None:
    assert has_words_of(question, told) is has


def test_how_long_it_takes() -> None:
    assert asks_how_long_it_takes("wie lang dauert sowas denn")
    assert not asks_how_long_it_takes("wie lange dauert so eine Begegnung")
    assert not asks_how_long_it_takes("wie lange gilt das")


def test_a_length() -> None:
    assert tells_length("Planen Sie mehrere Wochen bis Monate ein.")
    assert not tells_length("Fragen Sie die Botschaft.")


def test_a_reply_is_named() -> None:
    assert names_reply("wann meldet ihr euch")
    assert not names_reply("wie lange dauert das")
