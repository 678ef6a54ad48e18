"""Taking a merge back: state, notice and link change together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import write_transaction
from bot.consultations.database.rows import locked, log_event, set_state
from bot.consultations.database.tables import request_events
from bot.consultations.models import RequestState
from bot.consultations.threads.message_store import add_message, thread_of
from bot.desk.requests.merging import NOTICE
from bot.desk.requests.notices import desk_notice
from bot.desk.tables import work
from bot.texts import text

_END_OF_NOTICE = "separated"


def separate(engine: Engine, clock: Callable[[], datetime], duplicate: str, actor: str) -> None:
    """Take a merge back, in one transaction; else nothing happens.

    The request is again in the state in which it was merged, unless it has another one since.

    ``clock`` gives aware times.

    Raises:
        UnknownReferenceError: no request has this reference.
        StoreUnavailableError: nothing has changed.
    """
    with write_transaction(engine) as connection:
        row, at = locked(connection, duplicate), clock()
        is_link = work.c.request_uuid == row.uuid
        linked = sa.select(work.c.merged_into).where(is_link)
        if connection.execute(linked).scalar_one_or_none() is None:
            return
        if row.erased_at is None:
            _restore_state(connection, row, at, actor)
            _end_notice(connection, row, at, actor)
        connection.execute(sa.update(work).where(is_link).values(merged_into=None))
        log_event(connection, row.uuid, at=at, actor=actor, what="separated")


def _restore_state(connection: Connection, row: Any, at: datetime, actor: str) -> None:
    """Give back the state that the merge ended; what was opened or closed since stays."""
    events = (
        sa.select(request_events.c.what)
        .where(request_events.c.request_uuid == row.uuid)
        .order_by(request_events.c.id)
    )
    before = _state_when_merged(connection.execute(events).scalars())
    if row.state == RequestState.CLOSED.value and before is not RequestState.CLOSED:
        set_state(connection, row.uuid, before, at=at, actor=actor)


def _end_notice(connection: Connection, row: Any, at: datetime, actor: str) -> None:
    """Tell whoever read that both are handled together that they are no longer.

    That is no answer to what is open: the state stays.
    """
    keys = [m.idempotency_key for m in thread_of(connection, row.uuid, public_only=True)]
    told = [key for key in keys if key.startswith(f"{row.reference}|{NOTICE}|")]
    if not told:
        return
    # One notice is ended once.
    merged = told[-1].removeprefix(f"{row.reference}|")
    key = f"{row.reference}|{_END_OF_NOTICE}|{merged}"
    words = text("desk.separated_notice", reference=row.reference)
    notice = desk_notice(key, words, at=at, actor=actor)
    if add_message(connection, row.uuid, notice) is not None:
        log_event(connection, row.uuid, at=at, actor=actor, what="message:office")


def _state_when_merged(events: Iterable[str]) -> RequestState:
    """Return the state of a request when it was merged; ``events`` are its own, oldest first."""
    state = merged_in = RequestState.RECEIVED
    is_merged = False
    for what in events:
        if what.startswith("state:"):
            state = RequestState(what.removeprefix("state:"))
        elif what == "separated":
            is_merged = False
        elif what.startswith("merged_into:") and not is_merged:
            # Merged once more, into another one, it has been closed by the first merge.
            is_merged, merged_in = True, state
    return merged_in
