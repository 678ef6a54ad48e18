from __future__ import annotations

import pytest

from bot.words.folding import bare, fold
from bot.words.phrases import begins_with_any, folded, has_any, has_phrase, spaced


@pytest.mark.parametrize(
    ("text", "as_german", "as_foreign"),
    [
        ("Größe", "groesse", "grosse"),
        ("Gru\u0308ße", "gruesse", "grusse"),
        ("CAFÉ", "cafe", "cafe"),
        ("Türkçe", "tuerkce", "turkce"),
        ("Łódź", "łodz", "lodz"),
        ("Ankara", "ankara", "ankara"),
        ("Київ", "киів", "киів"),
    ],
)
def test_a_word_has_one_spelling_in_german_and_one_elsewhere(
    text: str, as_german: str, as_foreign: str
) -> None:
    assert (fold(text), bare(text)) == (as_german, as_foreign)


def test_phrases_are_found_as_whole_words() -> None:
    said = "Und über uns: für wen?"
    assert folded(said) == ["und", "ueber", "uns", "fuer", "wen"]
    assert has_any(spaced(said), ["fuer wen"])
    assert has_phrase(folded(said), ["ueber uns"])
    assert not has_any(spaced(said), ["fuer we"])
    assert begins_with_any(spaced(said), ["und ueber"])
    assert not begins_with_any(spaced(said), ["ueber"])
