"""Moves personal data into a table of its own; adds threads, PINs, erasure and incoming mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what is new and move the personal data of all requests."""
    _add_columns()
    _create_thread_tables()
    _move_personal_data()
    op.create_table(
        "address_confirmations",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _request_uuid(),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
    )
    op.create_index("address_confirmations_by_request", "address_confirmations", ["request_uuid"])
    op.create_table(
        "erasure_receipts",
        sa.Column("reference", sa.String(20), primary_key=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_table(
        "inbound_mails",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("folder", sa.String(200), nullable=False),
        sa.Column("uid_validity", sa.BigInteger, nullable=False),
        sa.Column("uid", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), unique=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("folder", "uid_validity", "uid", name="inbound_mails_by_place"),
    )


def _add_columns() -> None:
    for column in (
        sa.Column("reply_channel", sa.String(20)),
        sa.Column("conversation_hash", sa.String(64)),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.Column("pin_hash", sa.String(64)),
        sa.Column("pin_failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("pin_retry_at", sa.DateTime(timezone=True)),
    ):
        op.add_column("consultation_requests", column)
    op.create_index(
        "consultation_requests_by_conversation", "consultation_requests", ["conversation_hash"]
    )
    op.add_column("outbox", sa.Column("thread_message_id", sa.Integer))
    # The trail knows when the office was done with a request that was settled before.
    op.execute(
        "UPDATE consultation_requests SET settled_at = ("
        "SELECT max(at) FROM request_events"
        " WHERE request_events.request_uuid = consultation_requests.uuid)"
        " WHERE state IN ('answered', 'withdrawn')"
    )


def _create_thread_tables() -> None:
    op.create_table(
        "consultation_messages",
        sa.Column("id", sa.Integer, primary_key=True),
        _request_uuid(),
        sa.Column("idempotency_key", sa.String(200), nullable=False, unique=True),
        sa.Column("author", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("via", sa.String(20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public", sa.Boolean, nullable=False),
        sa.Column("mail_id_hash", sa.String(64)),
    )
    op.create_index("consultation_messages_by_request", "consultation_messages", ["request_uuid"])
    op.create_index("consultation_messages_by_mail", "consultation_messages", ["mail_id_hash"])
    op.create_table(
        "person_data",
        sa.Column("id", sa.Integer, primary_key=True),
        _request_uuid(),
        sa.Column(
            "message_id",
            sa.Integer,
            sa.ForeignKey("consultation_messages.id", ondelete="CASCADE"),
            unique=True,
        ),
        sa.Column("content", sa.JSON, nullable=False),
    )
    op.create_index("person_data_by_request", "person_data", ["request_uuid"])
    op.create_table(
        "consultation_attachments",
        sa.Column("file", sa.String(64), primary_key=True),
        sa.Column(
            "message_id",
            sa.Integer,
            sa.ForeignKey("consultation_messages.id", ondelete="CASCADE"),
            nullable=False,
        ),
        _request_uuid(),
    )
    op.create_index(
        "consultation_attachments_by_request", "consultation_attachments", ["request_uuid"]
    )


def _move_personal_data() -> None:
    op.execute(
        "INSERT INTO person_data (request_uuid, content)"
        " SELECT uuid, content FROM consultation_requests"
    )
    # Plain DROP COLUMN on purpose: making the table anew would delete its mails by cascade.
    op.drop_column("consultation_requests", "content")


def _request_uuid() -> sa.Column:
    return sa.Column(
        "request_uuid",
        sa.String(36),
        sa.ForeignKey("consultation_requests.uuid", ondelete="CASCADE"),
        nullable=False,
    )
