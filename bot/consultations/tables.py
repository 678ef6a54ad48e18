"""Tables of the consultation requests; the migrations create them."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()


class UtcDateTime(sa.types.TypeDecorator):  # type: ignore[misc]
    """Keeps aware UTC instants, also in SQLite, which forgets time zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Refuse naive times and turn the others into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Return the instant in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=timezone.utc)
        return value.astimezone(timezone.utc)


consultation_requests = sa.Table(
    "consultation_requests",
    metadata,
    sa.Column("uuid", sa.String(36), primary_key=True),
    sa.Column("reference", sa.String(20), nullable=False, unique=True),
    sa.Column("idempotency_key", sa.String(200), nullable=False, unique=True),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("answer_by", sa.Date, nullable=False),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("topic_id", sa.String(100)),
    sa.Column("urgent", sa.Boolean, nullable=False),
    # The only column with personal data: whoever erases a person has one place to look at.
    sa.Column("content", sa.JSON, nullable=False),
    sa.Index("consultation_requests_by_state", "state", "received_at"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "request_uuid",
        sa.String(36),
        sa.ForeignKey("consultation_requests.uuid", ondelete="CASCADE"),
        nullable=False,
    ),
    # Left side of the Message-ID header; the right side is the domain of the sender.
    sa.Column("message_id", sa.String(100), nullable=False, unique=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("last_error", sa.String(60)),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("sent_at", UtcDateTime),
    sa.Index("outbox_by_due", "state", "due_at"),
    sa.Index("outbox_by_request", "request_uuid"),
)

request_events = sa.Table(
    "request_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "request_uuid",
        sa.String(36),
        sa.ForeignKey("consultation_requests.uuid", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.String(100), nullable=False),
    sa.Column("what", sa.String(100), nullable=False),
    sa.Index("request_events_by_request", "request_uuid"),
)

reference_counters = sa.Table(
    "reference_counters",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
)
