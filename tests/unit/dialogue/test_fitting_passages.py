from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.dialogue.fitting_passages import Passage, fitting_passages
from bot.meaning.likeness import likeness

RECEIPTS = [
    Passage("Heben Sie alle Belege geordnet auf.", is_above=True),
    Passage("Wie lange: Die Zahl der Jahre steht im Bescheid."),
    Passage("Foto vom Kassenbon: Ob das reicht, entscheidet der Förderer."),
    Passage("Fremde Währung: Rechnen Sie mit dem Kurs des Tages um."),
]


def nothing_alike(_: str, texts: Sequence[str]) -> list[float]:
    return [0.0] * len(texts)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("reicht ein handyfoto", 2),
        ("wie viele jahre muss das liegen bleiben", 1),
        ("und wenn wir in anderer währung zahlen", 3),
    ],
)
def test_a_passage_in_other_words_is_first(question: str, place: int) -> None:
    first = fitting_passages(question, RECEIPTS, likeness)[0]
    assert first.passage == RECEIPTS[place]
    assert first.is_near


def test_what_has_nothing_to_do_with_it_is_neither_near_nor_sure() -> None:
    first = fitting_passages("habt ihr einen hund im büro", RECEIPTS, likeness)[0]
    assert not first.is_near
    assert not first.is_sure


def test_the_same_words_are_sure() -> None:
    first = fitting_passages("foto vom kassenbon reicht?", RECEIPTS, likeness)[0]
    assert first.passage == RECEIPTS[2]
    assert first.is_sure


def test_what_is_asked_for_counts_without_any_likeness() -> None:
    passages = [Passage("Im Bescheid."), Passage("Fünf Jahre."), Passage("In der Regel 5 Jahre.")]
    assert fitting_passages("wie lange", passages, nothing_alike)[0].passage == passages[2]


def test_of_two_alike_the_one_not_read_yet_is_first() -> None:
    passages = [Passage("Das ist ein Satz.", is_above=True), Passage("Das ist ein Satz.")]
    assert fitting_passages("satz", passages, likeness)[0].passage is passages[1]


@pytest.mark.parametrize("question", ["", "   ", "?!", "😀", "\x00", "\ud800", "ع" * 700])
def test_whatever_is_asked_ranks_all_passages(question: str) -> None:
    fits = fitting_passages(question, RECEIPTS, likeness)
    assert {fit.passage.text for fit in fits} == {passage.text for passage in RECEIPTS}
    assert fits == sorted(fits, key=lambda fit: -fit.score)


def test_nothing_to_rank() -> None:
    assert fitting_passages("wie lange", [], likeness) == []


ASKED = "wie lange darf ich trödeln"


def test_what_others_asked_leads_to_the_passage_that_answers_them() -> None:
    asked = [*RECEIPTS[:3], replace(RECEIPTS[3], asked=(ASKED,))]
    first = fitting_passages("darf ich lange trödeln", asked, likeness)[0]
    assert first.passage is asked[3]
    assert first.is_sure
    assert fitting_passages("darf ich lange trödeln", RECEIPTS, likeness)[0].passage != RECEIPTS[3]


def test_what_is_like_a_question_that_nothing_answers_is_not_certain() -> None:
    first = fitting_passages("darf ich lange trödeln", RECEIPTS, likeness)[0]
    unsure = fitting_passages("darf ich lange trödeln", RECEIPTS, likeness, [ASKED])[0]
    assert unsure.passage == first.passage
    assert unsure.certainty < first.certainty / 2


def test_two_passages_that_fit_alike_are_not_certain() -> None:
    asked = [replace(passage, asked=(ASKED,)) for passage in RECEIPTS[2:]]
    assert not fitting_passages(ASKED, asked, nothing_alike)[0].is_sure
