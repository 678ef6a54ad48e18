"""Creates requests, outbox, audit trail and the counter of the references."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "consultation_requests",
        sa.Column("uuid", sa.String(36), primary_key=True),
        sa.Column("reference", sa.String(20), nullable=False, unique=True),
        sa.Column("idempotency_key", sa.String(200), nullable=False, unique=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("topic_id", sa.String(100)),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
    )
    op.create_index(
        "consultation_requests_by_state", "consultation_requests", ["state", "received_at"]
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        _request_uuid(),
        sa.Column("message_id", sa.String(100), nullable=False, unique=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("last_error", sa.String(60)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
    )
    op.create_index("outbox_by_due", "outbox", ["state", "due_at"])
    op.create_index("outbox_by_request", "outbox", ["request_uuid"])
    op.create_table(
        "request_events",
        sa.Column("id", sa.Integer, primary_key=True),
        _request_uuid(),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("what", sa.String(100), nullable=False),
    )
    op.create_index("request_events_by_request", "request_events", ["request_uuid"])
    op.create_table(
        "reference_counters",
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
    )


def _request_uuid() -> sa.Column:
    return sa.Column(
        "request_uuid",
        sa.String(36),
        sa.ForeignKey("consultation_requests.uuid", ondelete="CASCADE"),
        nullable=False,
    )
