"""Takes the stored conversations apart into turns: a typed question and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine

from bot.consultations.engine import read_transaction
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
    answers: tuple[Mapping[str, Any], ...] = field(repr=False)
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
    current: _Open | None = None
    for session, said in rows:
        if current is not None and current.session != session:
            yield current.closed()
            current = None
        if said.role is Role.BOT and current is not None:
            current.add(said)
        if said.role is not Role.USER:
            continue
        if current is not None:
            current.next_choice = said.payload.get("payload")
            yield current.closed()
            current = None
        if "payload" not in said.payload:
            current = _Open(session, said.created_at, str(said.payload.get("text", "")))
    if current is not None:
        yield current.closed()


@dataclass
class _Open:
    session: int
    asked_at: datetime
    question: str
    answers: list[Mapping[str, Any]] = field(default_factory=list)
    verdict: Verdict | None = None
    reason: Reason | None = None
    next_choice: str | None = None

    def add(self, answer: StoredMessage) -> None:
        self.answers.append(answer.payload)
        self.verdict = answer.verdict or self.verdict
        self.reason = answer.reason or self.reason

    def closed(self) -> Turn:
        return Turn(
            self.session,
            self.asked_at,
            self.question,
            tuple(self.answers),
            self.verdict,
            self.reason,
            self.next_choice,
        )
