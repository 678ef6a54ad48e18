from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.nlu.ranker.terms import WeightedTerms, ngrams, whole, words
from bot.settings import PROJECT_ROOT
from bot.words.folding import fold

ODD = ["", " ", "x", "ab", "a\u3000b\x1cc", " é ", "ha ha ha", "\ud800", "😀", "1+1=2", "_"]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    lines = (PROJECT_ROOT / "tests" / "questions" / "dev.tsv").read_text(encoding="utf-8")
    questions = [line.split("\t")[1] for line in lines.splitlines()[1:]]
    return [fold(text) for text in [*questions, *ODD]]


@pytest.mark.parametrize(
    ("ours", "theirs", "limits"),
    [
        (WeightedTerms(str.split, ngrams), {"analyzer": "char_wb", "ngram_range": (2, 5)}, (2, 50)),
        (WeightedTerms(words, whole), {"token_pattern": r"\w+"}, (1, 10_000)),
    ],
    ids=["characters", "words"],
)
def test_terms_and_weights_are_those_of_scikit_learn(
    texts: list[str], ours: WeightedTerms, theirs: dict, limits: tuple[int, int]
) -> None:
    learned, asked = texts[::2], texts
    reference = TfidfVectorizer(
        sublinear_tf=True,
        lowercase=False,
        dtype=np.float32,
        min_df=limits[0],
        max_df=min(limits[1], len(learned)),
        **theirs,
    )
    reference.fit(learned)
    at_once = ours.fit(learned, *limits).matrix()
    one_by_one = ours.see(learned).matrix()
    np.testing.assert_array_equal(at_once.indptr, one_by_one.indptr)
    np.testing.assert_array_equal(at_once.indices, one_by_one.indices)
    np.testing.assert_allclose(at_once.data, one_by_one.data, rtol=1e-6)
    expected = reference.transform(asked).sorted_indices()
    found = ours.see(asked).matrix()
    assert found.shape == expected.shape
    np.testing.assert_array_equal(found.indptr, expected.indptr)
    np.testing.assert_array_equal(found.indices, expected.indices)
    np.testing.assert_allclose(found.data, expected.data, rtol=1e-6)


def test_texts_without_a_known_term_are_zero() -> None:
    terms = WeightedTerms(words, whole)
    assert terms.see(["noch nichts gelernt"]).matrix().shape == (1, 0)
    terms.fit(["ein Austausch", "ein Camp"])
    assert terms.see(["Juleica", "", "Camp"]).matrix().sum(axis=1).tolist() == [[0], [0], [1]]
