"""Compares what was acknowledged with what is there."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from benchmarks.faults.world import World, draft_of
from bot.consultations.database.engine import read_transaction
from bot.consultations.database.rows import request_query, to_request
from bot.consultations.database.tables import (
    attachments,
    consultation_messages,
    consultation_requests,
    erasure_receipts,
    outbox,
    person_data,
)

_SWEEP_AFTER_SECONDS = 3600.0


@dataclass(frozen=True)
class Verdict:
    """Counts; all but the first four and ``repeated_mails`` have to be zero.

    ``repeated_mails`` are mails that arrived more than once, always with the same Message-ID.
    """

    acknowledged: int
    stored: int
    mails: int
    answers: int
    lost_requests: int
    doubled_requests: int
    wrong_answers: int
    lost_mails: int
    repeated_mails: int
    lost_answers: int
    doubled_answers: int
    left_after_erasure: int

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was lost and nothing doubled."""
        return not any(
            (
                self.lost_requests,
                self.doubled_requests,
                self.wrong_answers,
                self.lost_mails,
                self.lost_answers,
                self.doubled_answers,
                self.left_after_erasure,
            )
        )


def judge(world: World) -> Verdict:
    """Look at database and mail server after all faults; nothing may be waiting any more."""
    engine = world.engine()
    acknowledged = world.acknowledged()
    with read_transaction(engine) as connection:
        rows = connection.execute(request_query()).all()
        notices = Counter(
            connection.execute(
                sa.select(outbox.c.request_uuid).where(outbox.c.kind == "office_notice")
            ).scalars()
        )
        texts = _answers(connection)
        left = _left_after_erasure(world, connection)
    engine.dispose()
    by_key = Counter(row.idempotency_key for row in rows)
    references = Counter(row.reference for row in rows)
    stored = {row.idempotency_key: row for row in rows}
    received = Counter(message_id for message_id, _, _ in world.received())
    tokens = {token for _, _, token in world.received()}
    wanted = [key for key in world.keys if key not in world.erased]
    return Verdict(
        acknowledged=len(acknowledged),
        stored=len(rows),
        mails=sum(received.values()),
        answers=len(world.answers),
        lost_requests=sum(not _is_kept(world, stored, acknowledged, key) for key in world.keys),
        doubled_requests=sum(count - 1 for count in by_key.values())
        + sum(count - 1 for count in references.values())
        + sum(notices[row.uuid] != 1 for row in rows if row.idempotency_key not in world.erased),
        wrong_answers=sum(len(told) != 1 for told in acknowledged.values()),
        lost_mails=sum(
            f"<{stored[key].uuid}@ija.example>" not in received
            or f"token-{key.rpartition('-')[2]}" not in tokens
            for key in wanted
            if key in stored
        ),
        repeated_mails=sum(count - 1 for count in received.values()),
        lost_answers=sum(_answer_of(key) not in texts for key in world.answers),
        doubled_answers=sum(texts[_answer_of(key)] > 1 for key in world.answers),
        left_after_erasure=left,
    )


def _is_kept(
    world: World, stored: dict[str, sa.engine.Row], told: dict[str, set[str]], key: str
) -> bool:
    row = stored.get(key)
    if row is None or told.get(key) != {row.reference}:
        return False
    if key in world.erased:
        return row.erased_at is not None
    request, draft = to_request(row), draft_of(key)
    return (request.topic, request.description, request.email) == (
        draft.topic,
        draft.description,
        draft.email,
    )


def _answers(connection: Connection) -> Counter[str]:
    query = sa.select(person_data.c.content).join(
        consultation_messages, consultation_messages.c.id == person_data.c.message_id
    )
    return Counter(content["text"] for content in connection.execute(query).scalars())


def _answer_of(key: str) -> str:
    return f"answer-{key.rpartition('-')[2]}"


def _left_after_erasure(world: World, connection: Connection) -> int:
    """Count erased requests of which anything is left, and files that nobody would find."""
    erased = sa.select(consultation_requests.c.uuid).where(
        consultation_requests.c.erased_at.isnot(None)
    )
    rows = connection.execute(
        sa.select(sa.func.count()).where(person_data.c.request_uuid.in_(erased))
    ).scalar_one()
    receipts = connection.execute(sa.select(sa.func.count()).select_from(erasure_receipts))
    missing_receipts = len(world.erased) - receipts.scalar_one()
    known = set(connection.execute(sa.select(attachments.c.file)).scalars())
    present = world.attachments().names(older_than=time.time() + _SWEEP_AFTER_SECONDS)
    return int(rows) + abs(missing_receipts) + len(known - present)
