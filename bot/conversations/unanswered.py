"""Finds the questions of the stored conversations that the assistant could not answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.consultations.engine import read_transaction
from bot.conversations.models import Role
from bot.conversations.outcome import UNANSWERED, Outcomes
from bot.conversations.tables import messages


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
    query = sa.select(messages.c.session_id, messages.c.role, messages.c.payload).order_by(
        messages.c.session_id, messages.c.id
    )
    with read_transaction(engine) as tx:
        rows = [(row.session_id, row.role, json.loads(row.payload)) for row in tx.execute(query)]
    return [
        Unanswered(session, question)
        for session, question, answers in _turns(rows)
        if (outcome := outcomes.of(answers)) is not None and outcome.decision in UNANSWERED
    ]


def _turns(
    rows: list[tuple[int, str, dict[str, Any]]],
) -> Iterator[tuple[int, str, list[dict[str, Any]]]]:
    """Yield session, typed question and the answers to it; chosen buttons are no questions."""
    question: tuple[int, str] | None = None
    answers: list[dict[str, Any]] = []
    for session, role, payload in rows:
        if role == Role.BOT.value:
            if question is not None and question[0] == session:
                answers.append(payload)
            continue
        if question is not None:
            yield (*question, answers)
        question = None if "payload" in payload else (session, str(payload.get("text", "")))
        answers = []
    if question is not None:
        yield (*question, answers)
