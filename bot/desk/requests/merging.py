"""Putting two requests together: link, notice and state change together or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import write_transaction
from bot.consultations.database.rows import locked, log_event, set_state
from bot.consultations.database.tables import consultation_requests
from bot.consultations.models import ALLOWED_TRANSITIONS, RequestState
from bot.consultations.threads.thread_models import NewMessage
from bot.consultations.threads.thread_rules import add_from_office
from bot.desk.requests.notices import desk_notice
from bot.desk.requests.work import put
from bot.desk.tables import work
from bot.texts import text

_OPEN = (RequestState.RECEIVED.value, RequestState.IN_PROGRESS.value)
NOTICE = "merged"
"""The keys of what tells a person that two requests are handled together begin so."""


def merge(
    engine: Engine,
    clock: Callable[[], datetime],
    duplicate: str,
    into: str,
    actor: str,
    *,
    notice: str | None = None,
) -> None:
    """Close a request and show it with another one, in one transaction; else nothing happens.

    Both stay complete. What was settled is opened again by one that is open: nobody would answer
    that any more. ``clock`` gives aware times. ``notice``, new for every merge, has the person told
    on the page of the request; without it nobody is.

    Raises:
        ValueError: a request cannot be merged into itself, into one that is merged, or into one
            that is withdrawn or erased.
        UnknownReferenceError: no request has this reference.
        StoreUnavailableError: nothing has changed.
    """
    with write_transaction(engine) as connection:
        # Always in the same order: two merges the other way round must not block each other.
        rows = {name: locked(connection, name) for name in sorted({duplicate, into})}
        source, target, at = rows[duplicate], rows[into], clock()
        is_new = _link(connection, source, target, at, actor)
        if not is_new and source.state not in _OPEN:
            # Done already; what was written since has opened the request again.
            return
        if source.state in _OPEN:
            _promise(connection, source, target, at, actor)
        if notice is not None and source.erased_at is None:
            # On the page of the request only: whoever asked twice needs no second mail about it.
            add_from_office(connection, source, _told(source, target, at, actor, notice))
        is_state = consultation_requests.c.uuid == source.uuid
        query = sa.select(consultation_requests.c.state).where(is_state)
        state = RequestState(connection.execute(query).scalar_one())
        if RequestState.CLOSED in ALLOWED_TRANSITIONS[state]:
            set_state(connection, source.uuid, RequestState.CLOSED, at=at, actor=actor)


def _link(connection: Connection, source: Any, target: Any, at: datetime, actor: str) -> bool:
    """Show the one with the other; False where that is so already."""
    query = sa.select(work.c.merged_into).where(work.c.request_uuid == target.uuid)
    is_gone = target.erased_at is not None or target.state == RequestState.WITHDRAWN.value
    is_merged = connection.execute(query).scalar_one_or_none() is not None
    if source.uuid == target.uuid or is_merged or is_gone:
        raise ValueError(source.reference)
    # What was merged into the duplicate moves along, so that there is one target only.
    is_behind = work.c.merged_into == source.uuid
    connection.execute(sa.update(work).where(is_behind).values(merged_into=target.uuid))
    if not put(connection, source.uuid, merged_into=target.uuid):
        return False
    log_event(connection, source.uuid, at=at, actor=actor, what=f"merged_into:{target.reference}")
    log_event(connection, target.uuid, at=at, actor=actor, what=f"merged:{source.reference}")
    return True


def _promise(connection: Connection, source: Any, target: Any, at: datetime, actor: str) -> None:
    """Keep what was promised for the one that is merged: the earlier day holds for both.

    What was settled is opened again, until that day.
    """
    if target.state not in _OPEN:
        set_state(connection, target.uuid, RequestState.IN_PROGRESS, at=at, actor=actor)
    elif target.answer_by <= source.answer_by:
        return
    is_target = consultation_requests.c.uuid == target.uuid
    promised = sa.update(consultation_requests).where(is_target)
    connection.execute(promised.values(answer_by=source.answer_by))


def _told(source: Any, target: Any, at: datetime, actor: str, notice: str) -> NewMessage:
    key = f"{source.reference}|{NOTICE}|{target.reference}|{notice}"
    words = text("desk.merged_notice", reference=target.reference)
    return desk_notice(key, words, at=at, actor=actor)
