"""Tables of the reminders; the migrations create them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.consultations.database.tables import UtcDateTime

metadata = sa.MetaData()

OPEN_STATES = ("pending", "deferred", "sending")
"""The states of a mail that still has to go out."""

# The only table with personal data, in one column.
subscriptions = sa.Table(
    "reminder_subscriptions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("address", sa.String(254), nullable=False),
    sa.Column("target_kind", sa.String(20), nullable=False),
    sa.Column("target_id", sa.String(100), nullable=False),
    # ISO day, empty for none: NULL would never count as the same in a unique key.
    sa.Column("start", sa.String(10), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("asked_at", UtcDateTime, nullable=False),
    sa.Column("confirmed_at", UtcDateTime),
    sa.UniqueConstraint(
        "channel", "address", "target_kind", "target_id", "start", name="reminder_subscription_once"
    ),
)

# Every mail with a link brings a token of its own; the database knows only hashes.
tokens = sa.Table(
    "reminder_tokens",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column(
        "subscription_id",
        sa.Integer,
        sa.ForeignKey("reminder_subscriptions.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("purpose", sa.String(20), nullable=False),
    sa.Column("expires_at", UtcDateTime),
    sa.Index("reminder_tokens_by_subscription", "subscription_id"),
)

mails = sa.Table(
    "reminder_mails",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "subscription_id",
        sa.Integer,
        sa.ForeignKey("reminder_subscriptions.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("occasion", sa.String(200), nullable=False),
    sa.Column("trigger", sa.String(20), nullable=False),
    sa.Column("item_id", sa.String(100), nullable=False),
    sa.Column("day", sa.Date),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("last_error", sa.String(60)),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("sent_at", UtcDateTime),
    sa.UniqueConstraint("subscription_id", "occasion", name="reminder_mail_once"),
    sa.Index("reminder_mails_by_due", "state", "due_at"),
)

# How often each deadline and event has changed; calendars count with it too.
revisions = sa.Table(
    "item_revisions",
    metadata,
    sa.Column("item_id", sa.String(100), primary_key=True),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
)
