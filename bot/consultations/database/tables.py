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


def _of_request() -> sa.Column[Any]:
    """Return the column of whatever belongs to a request and goes with it."""
    return sa.Column(
        "request_uuid",
        sa.String(36),
        sa.ForeignKey("consultation_requests.uuid", ondelete="CASCADE"),
        nullable=False,
    )


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
    sa.Column("reply_channel", sa.String(20)),
    # Recognises the conversation a request came from; the conversation itself is personal data.
    sa.Column("conversation_hash", sa.String(64)),
    # When the office was done with it; the time after which it is deleted counts from here.
    sa.Column("settled_at", UtcDateTime),
    sa.Column("erased_at", UtcDateTime),
    sa.Column("pin_hash", sa.String(64)),
    sa.Column("pin_failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("pin_retry_at", UtcDateTime),
    sa.Index("consultation_requests_by_state", "state", "received_at"),
    sa.Index("consultation_requests_by_conversation", "conversation_hash"),
)

# The only table with personal data, and all of it in one column: whoever erases a person has one
# place to look at. A request has one row without and any number of rows with a message.
person_data = sa.Table(
    "person_data",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _of_request(),
    sa.Column(
        "message_id",
        sa.Integer,
        sa.ForeignKey("consultation_messages.id", ondelete="CASCADE"),
        unique=True,
    ),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Index("person_data_by_request", "request_uuid"),
)

consultation_messages = sa.Table(
    "consultation_messages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _of_request(),
    sa.Column("idempotency_key", sa.String(200), nullable=False, unique=True),
    sa.Column("author", sa.String(20), nullable=False),
    sa.Column("actor", sa.String(100), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("via", sa.String(20), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    # Whether the person who asked may read it.
    sa.Column("public", sa.Boolean, nullable=False),
    sa.Column("mail_id_hash", sa.String(64)),
    sa.Index("consultation_messages_by_request", "request_uuid"),
    sa.Index("consultation_messages_by_mail", "mail_id_hash"),
)

# What a mail brought along; its name is personal data and stands with the message.
attachments = sa.Table(
    "consultation_attachments",
    metadata,
    sa.Column("file", sa.String(64), primary_key=True),
    sa.Column(
        "message_id",
        sa.Integer,
        sa.ForeignKey("consultation_messages.id", ondelete="CASCADE"),
        nullable=False,
    ),
    _of_request(),
    sa.Index("consultation_attachments_by_request", "request_uuid"),
)

address_confirmations = sa.Table(
    "address_confirmations",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    _of_request(),
    sa.Column("expires_at", UtcDateTime, nullable=False),
    sa.Column("used_at", UtcDateTime),
    sa.Index("address_confirmations_by_request", "request_uuid"),
)

# Stays when the request is gone, so it refers to nothing.
erasure_receipts = sa.Table(
    "erasure_receipts",
    metadata,
    sa.Column("reference", sa.String(20), primary_key=True),
    sa.Column("erased_at", UtcDateTime, nullable=False),
    sa.Column("reason", sa.String(20), nullable=False),
    sa.Column("actor", sa.String(100), nullable=False),
    sa.Column("items", sa.JSON, nullable=False),
    sa.Column("seal", sa.String(64), nullable=False),
)

# Which mails of a mailbox have been seen, and what became of them.
inbound_mails = sa.Table(
    "inbound_mails",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("folder", sa.String(200), nullable=False),
    sa.Column("uid_validity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    # Recognises the same mail in another folder; only the first one has it.
    sa.Column("digest", sa.String(64), unique=True),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("folder", "uid_validity", "uid", name="inbound_mails_by_place"),
)

# One row: how the last look into the mailbox went, for the desk and the health checks.
mailbox_checks = sa.Table(
    "mailbox_checks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("checked_at", UtcDateTime, nullable=False),
    sa.Column("succeeded_at", UtcDateTime),
    sa.Column("error", sa.String(60), nullable=False),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _of_request(),
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
    # The message of the thread that the mail carries; none for mails about the request itself.
    sa.Column("thread_message_id", sa.Integer),
    sa.Index("outbox_by_due", "state", "due_at"),
    sa.Index("outbox_by_request", "request_uuid"),
)

request_events = sa.Table(
    "request_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _of_request(),
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
