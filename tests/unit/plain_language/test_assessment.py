from __future__ import annotations

import pytest

from bot.plain_language.assessment import assess
from bot.plain_language.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def test_measures_counted_by_hand() -> None:
    # 9 words; letters 6 3 3 7 | 3 3 4 3 2; syllables 2 1 1 2 | 1 1 1 1 1.
    found = assess("Fragen Sie den Partner. Das ist gut für 12.", VOCABULARY)
    assert (found.sentences, found.words) == (2, 9)
    assert found.mean_sentence == pytest.approx(4.5)
    assert found.median_sentence == pytest.approx(4.5)
    assert found.longest_sentence == 5
    # The number has no syllables and is no word with letters: 8 are left.
    assert found.mean_syllables == pytest.approx(10 / 8)
    assert found.long_words == pytest.approx(1 / 8)
    assert found.hard_words == 0
    assert found.one_syllable_words == pytest.approx(6 / 8)
    assert found.lix == pytest.approx(4.5 + 12.5)
    assert found.wiener == pytest.approx(0.1672 * 4.5 + 12.97 / 8 - 3.27 * 6 / 8 - 0.875)


def test_officialese_is_harder_than_plain_sentences() -> None:
    hard = assess(
        "Die Bewilligung der beantragten Zuwendungen erfolgt vorbehaltlich der Verfügbarkeit"
        " entsprechender Haushaltsmittel des Zuwendungsgebers.",
        VOCABULARY,
    )
    easy = assess("Das Geld kommt vielleicht nicht. Fragen Sie die Stelle.", VOCABULARY)
    assert easy.wiener + 5 < hard.wiener
    assert easy.lix + 20 < hard.lix


def test_unexplained_terms_are_listed() -> None:
    assert assess("Lesen Sie den Bescheid.", VOCABULARY).unexplained == ("Bescheid",)


@pytest.mark.parametrize("text", ["", " \n", "12 34.", "🙂"])
def test_a_text_without_words_measures_nothing(text: str) -> None:
    found = assess(text, VOCABULARY)
    assert (found.sentences, found.words, found.wiener, found.lix) == (0, 0, 0, 0)


def test_markup_is_not_measured() -> None:
    plain = assess("Lesen Sie die Seite.", VOCABULARY)
    assert assess("Lesen Sie **die** [Seite](https://example.org/a-b).", VOCABULARY) == plain
