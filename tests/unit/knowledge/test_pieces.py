"""An entry in pieces."""

from __future__ import annotations

from pathlib import Path

from bot.knowledge.catalogue import Catalogue
from bot.knowledge.pieces import pieces_of

FAQ = Path(__file__).resolve().parents[3] / "faq"


def test_sentences_of_the_answer_come_first_then_points_of_the_details() -> None:
    entry = Catalogue(FAQ).get("juleica")
    assert entry is not None
    pieces = pieces_of(entry)
    order = [piece.is_short_answer for piece in pieces]
    assert order == sorted(order, reverse=True)
    assert 1 < sum(order) < len(order)
    first, *_ = pieces
    assert entry.answer.startswith(first.text[:20])
    assert first.text.endswith(".")


def test_every_entry_has_pieces_without_marks_and_none_twice() -> None:
    for entry in Catalogue(FAQ).all():
        texts = [piece.text for piece in pieces_of(entry)]
        assert texts
        assert len(texts) == len(set(texts))
        assert not [text for text in texts if "**" in text or not text.strip()]
