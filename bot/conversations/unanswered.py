"""Finds the questions of the stored conversations that the assistant could not answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.engine import Engine

from bot.conversations.outcome import UNANSWERED, Outcomes
from bot.conversations.turns import read_turns


@dataclass(frozen=True)
class Unanswered:
    """A typed question without an answer; ``session`` only tells conversations apart."""

    session: int
    text: str = field(repr=False)


def unanswered_questions(engine: Engine, outcomes: Outcomes) -> list[Unanswered]:
    """Return what was asked in vain, as far as the chats are still kept.

    Raises:
        StoreUnavailableError: the database does not answer.
    """
    return [
        Unanswered(turn.session, turn.question)
        for turn in read_turns(engine)
        if (outcome := outcomes.of(turn.answers)) is not None and outcome.decision in UNANSWERED
    ]
