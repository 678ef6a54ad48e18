"""Finds the points of answers that are our own advice and no rule of a funding body.

Such a point says so: "Tipp: …", "Bewährt hat sich …" (``faq/README.md``, rule 1). The office alone
can confirm it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.editorial.checks.words import load_words
from bot.knowledge.entry import FaqEntry
from bot.knowledge.pieces import pieces_of


@dataclass(frozen=True)
class OwnAdvice:
    """How many points of an entry are our own advice."""

    entry: str
    points: int


def own_advice(entries: Iterable[FaqEntry]) -> tuple[OwnAdvice, ...]:
    """Return the entries with own advice by name; one that rests on practice is all advice."""
    counted = (OwnAdvice(entry.id, _points(entry)) for entry in entries)
    found = (advice for advice in counted if advice.points)
    return tuple(sorted(found, key=lambda advice: advice.entry))


def _points(entry: FaqEntry) -> int:
    texts = [piece.text for piece in pieces_of(entry)]
    if entry.is_practice:
        return len(texts)
    return sum(any(mark in said for mark in load_words().advice_marks) for said in texts)
