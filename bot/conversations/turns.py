"""Takes the stored conversations apart into turns: a typed question and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction
from bot.conversations.models import Reason, Role, StoredMessage, Verdict
from bot.conversations.rows import MESSAGES, message
from bot.conversations.tables import messages

NONE_OF_THESE_PAYLOAD = "/none_of_these"
"""What the button behind an answer says to the assistant: that was not what I meant."""


@dataclass(frozen=True)
class Turn:
    """A typed question; ``session`` only tells conversations apart, ``asked_at`` is aware.

    ``verdict`` and ``reason`` are what the person thought of the answers, as far as told;
    ``next_choice`` is the button that they pressed right afterwards, as the assistant got it.
    """

    session: int
    asked_at: datetime
    question: str = field(repr=False)
    answers: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    verdict: Verdict | None = None
    reason: Reason | None = None
    next_choice: str | None = None

    @property
    def was_refused(self) -> bool:
        """Tell whether the person said that the answer was not what they meant."""
        return self.next_choice == NONE_OF_THESE_PAYLOAD


def read_turns(engine: Engine) -> list[Turn]:
    """Return all turns of the chats that are still kept, each conversation in its order.

    Raises:
        StoreUnavailableError: the database does not answer.
    """
    query = MESSAGES.add_columns(messages.c.session_id).order_by(
        messages.c.session_id, messages.c.id
    )
    with read_transaction(engine) as tx:
        rows = [(row.session_id, message(row)) for row in tx.execute(query)]
    return list(_turns(rows))


def _turns(rows: Iterable[tuple[int, StoredMessage]]) -> Iterator[Turn]:
    """Put rows together; a chosen button is no question, but it tells about one."""
    current: Turn | None = None
    for session, said in rows:
        if current is not None and current.session != session:
            yield current
            current = None
        if said.role is Role.BOT and current is not None:
            current = _with_answer(current, said)
        if said.role is not Role.USER:
            continue
        if current is not None:
            yield replace(current, next_choice=said.payload.get("payload"))
            current = None
        if "payload" not in said.payload:
            current = Turn(session, said.created_at, str(said.payload.get("text", "")))
    if current is not None:
        yield current


def _with_answer(turn: Turn, answer: StoredMessage) -> Turn:
    return replace(
        turn,
        answers=(*turn.answers, answer.payload),
        verdict=answer.verdict or turn.verdict,
        reason=answer.reason or turn.reason,
    )
