from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.meaning.products import FloatMatrix
from bot.nlu.ranker.views import Views, ViewWeights


def by_first_letter(texts: Sequence[str]) -> FloatMatrix:
    """Return a vector that points one way for a capital, another for a small letter."""
    rows = [(1.0, 0.0) if text[:1].isupper() else (0.0, 1.0) for text in texts]
    return np.array(rows, dtype=np.float32)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("frist erasmus begegnung", (0.5**0.5, 0.5**0.5)),
        ("frist Erasmus begegnung", (0.0, 1.0)),
        ("Frist", (1.0, 0.0)),
        ("2027?", (0.0, 1.0)),
        ("ما هي المواعيد", (0.0, 1.0)),
        ("", (0.0, 1.0)),
    ],
)
def test_a_text_without_capitals_is_read_with_them_as_well(
    text: str, meaning: tuple[float, float]
) -> None:
    views = Views(ViewWeights())
    half = (0.5**0.5, 0.5**0.5)
    fitted = views.fit(["wer zahlt", "und wann", "Frist"], by_first_letter)
    np.testing.assert_allclose(fitted.embedding, [half, half, (1.0, 0.0)], atol=1e-6)
    np.testing.assert_allclose(views.see([text], by_first_letter).embedding, [meaning], atol=1e-6)


def test_where_texts_have_capitals_each_is_read_as_it_stands() -> None:
    views = Views(ViewWeights())
    fitted = views.fit(["wer zahlt", "Wer zahlt?"], by_first_letter)
    np.testing.assert_array_equal(fitted.embedding, [(0.0, 1.0), (1.0, 0.0)])
    np.testing.assert_array_equal(views.see(["wann"], by_first_letter).embedding, [(0.0, 1.0)])


def test_each_word_gets_its_capital_and_is_encoded_once() -> None:
    seen: list[str] = []

    def listening(texts: Sequence[str]) -> FloatMatrix:
        seen.extend(texts)
        return by_first_letter(texts)

    Views(ViewWeights()).fit(["wer zahlt  den bus", "und wann", "Wer zahlt?"], listening)
    assert seen == ["wer zahlt  den bus", "und wann", "Wer zahlt?", "Wer Zahlt Den Bus", "Und Wann"]
