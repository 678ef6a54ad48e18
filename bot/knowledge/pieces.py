"""An entry in pieces to be told one by one: sentences of its answer, points of its details."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.blocks import to_blocks
from bot.words.sentences import sentences_of


@dataclass(frozen=True)
class Piece:
    """A sentence of the short answer, or a paragraph or point of the details, as plain text."""

    text: str
    is_short_answer: bool


def pieces_of(entry: FaqEntry) -> list[Piece]:
    """Return the pieces of an entry in the order of reading, none of them twice."""
    return list(_pieces(entry.answer, entry.details))


# Markdown is read slowly, and a message may look into several entries.
@lru_cache(maxsize=256)
def _pieces(answer: str, details: str) -> tuple[Piece, ...]:
    sentences = [part for text in _texts(answer) for part in sentences_of(text)]
    points = [text for text in _texts(details) if text not in sentences]
    return (
        *(Piece(text, is_short_answer=True) for text in dict.fromkeys(sentences)),
        *(Piece(text, is_short_answer=False) for text in dict.fromkeys(points)),
    )


def _texts(markdown: str) -> Iterator[str]:
    for block in to_blocks(markdown):
        parts = block.get("items") or [block.get("spans", [])]
        yield from ("".join(span["text"] for span in spans) for spans in parts)
