"""What each entry has learned of the questions that are asked about its passages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from actions import wiring
from bot.dialogue.passages.fitting_passages import (
    Fit,
    Meaning,
    Passage,
    compared_texts,
    fitting_passages,
    learn,
)
from bot.knowledge.entry import FaqEntry
from bot.knowledge.further_questions import FurtherQuestions
from bot.knowledge.pieces import pieces_of
from bot.meaning.likeness import are_stored, vector_of, vectors_of

MEANING = Meaning(vector_of, vectors_of)


@dataclass(frozen=True)
class Told:
    """What may be told of an entry whose short answer was shown, and what none of it answers."""

    passages: tuple[Passage, ...]
    unanswered: tuple[str, ...]

    @staticmethod
    def of(entry: FaqEntry) -> Told:
        """Return the passages of an entry with the questions that stand beside them."""
        return _told(entry, wiring.further_questions().of(entry.id))


# A message may look into several entries, each time with a hundred questions.
@lru_cache(maxsize=256)
def _told(entry: FaqEntry, asked: FurtherQuestions) -> Told:
    passages = (
        Passage(piece.text, piece.is_short_answer, asked.answered_by(piece.text))
        for piece in pieces_of(entry)
    )
    return Told(tuple(passages), asked.unanswered)


def learn_passages(entries: Iterable[FaqEntry]) -> None:
    """Learn the passages of entries before the first question about them.

    Whoever forks afterwards shares what was learned: 10 ms for each entry, and 17 MB in all. An
    entry of which vectors are missing is learned later: the encoder takes a millisecond a text.
    """
    for entry in entries:
        told = Told.of(entry)
        if are_stored(compared_texts(told.passages, told.unanswered)):
            learn(told.passages, MEANING, told.unanswered)


def ranked_passages(entry: FaqEntry, question: str) -> list[Fit]:
    """Return the passages of an entry, the best fitting first."""
    told = Told.of(entry)
    return fitting_passages(question, told.passages, MEANING, told.unanswered)


def surely_answers(entry: FaqEntry, question: str) -> bool:
    """Say whether an entry answers a question beyond doubt; without the encoder nobody can say."""
    try:
        return any(fit.is_very_sure for fit in ranked_passages(entry, question)[:1])
    except OSError:
        return False
