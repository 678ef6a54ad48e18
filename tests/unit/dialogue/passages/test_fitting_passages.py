from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.dialogue.passages.fitting_passages import Meaning, Passage, fitting_passages, says_anything
from bot.dialogue.passages.pieces_in_common import PiecesInCommon
from bot.meaning.likeness import vector_of, vectors_of

RECEIPTS = [
    Passage("Heben Sie alle Belege geordnet auf.", is_above=True),
    Passage("Wie lange: Die Zahl der Jahre steht im Bescheid."),
    Passage("Foto vom Kassenbon: Ob das reicht, entscheidet der Förderer."),
    Passage("Fremde Währung: Rechnen Sie mit dem Kurs des Tages um."),
]


MEANING = Meaning(vector_of, vectors_of)


def test_a_figure_is_something_to_go_by() -> None:
    assert says_anything("auch wenn die 17 ist")
    assert not says_anything("und so")


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("reicht ein handyfoto", 2),
        ("wie viele jahre muss das liegen bleiben", 1),
        ("und wenn wir in anderer währung zahlen", 3),
    ],
)
def test_a_passage_in_other_words_is_first(question: str, place: int) -> None:
    first = fitting_passages(question, RECEIPTS, MEANING)[0]
    assert first.passage == RECEIPTS[place]


def test_what_has_nothing_to_do_with_it_is_neither_near_nor_sure() -> None:
    first = fitting_passages("habt ihr einen hund im büro", RECEIPTS, MEANING)[0]
    assert not first.is_near
    assert not first.is_sure


def test_the_same_words_are_sure() -> None:
    first = fitting_passages("foto vom kassenbon reicht?", RECEIPTS, MEANING)[0]
    assert first.passage == RECEIPTS[2]
    assert first.is_sure


def test_of_two_alike_the_one_not_read_yet_is_first() -> None:
    passages = [Passage("Das ist ein Satz.", is_above=True), Passage("Das ist ein Satz.")]
    assert fitting_passages("satz", passages, MEANING)[0].passage is passages[1]


@pytest.mark.parametrize("question", ["", "   ", "?!", "😀", "\x00", "\ud800", "ع" * 700])
def test_whatever_is_asked_ranks_all_passages(question: str) -> None:
    fits = fitting_passages(question, RECEIPTS, MEANING)
    assert {fit.passage.text for fit in fits} == {passage.text for passage in RECEIPTS}
    assert fits == sorted(fits, key=lambda fit: -fit.score)


def test_nothing_to_rank() -> None:
    assert fitting_passages("wie lange", [], MEANING) == []


ASKED = "wie lange darf ich trödeln"


def test_what_others_asked_leads_to_the_passage_that_answers_them() -> None:
    asked = [*RECEIPTS[:3], replace(RECEIPTS[3], asked=(ASKED,))]
    first = fitting_passages("darf ich lange trödeln", asked, MEANING)[0]
    assert first.passage is asked[3]
    assert first.is_sure
    assert fitting_passages("darf ich lange trödeln", RECEIPTS, MEANING)[0].passage != RECEIPTS[3]


def test_what_is_like_a_question_that_nothing_answers_is_not_certain() -> None:
    first = fitting_passages("darf ich lange trödeln", RECEIPTS, MEANING)[0]
    unsure = fitting_passages("darf ich lange trödeln", RECEIPTS, MEANING, [ASKED])[0]
    assert unsure.score < first.score / 2


def test_two_passages_that_fit_alike_share_what_is_certain() -> None:
    passages = [replace(passage, asked=(ASKED,)) for passage in RECEIPTS[2:]]
    alone = fitting_passages(ASKED, [passages[0], RECEIPTS[3]], MEANING)[0]
    assert fitting_passages(ASKED, passages, MEANING)[0].score < alone.score * 2 / 3


def test_texts_share_with_each_other_what_a_question_shares_with_them() -> None:
    texts = ["Heben Sie alle Belege auf.", "Foto vom Kassenbon", "", "alle Belege"]
    pieces = PiecesInCommon(texts)
    np.testing.assert_allclose(pieces.all_shares(), [pieces.shares(text) for text in texts])
