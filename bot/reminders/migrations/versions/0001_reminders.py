"""Create subscriptions, their links and mails, and the revisions of deadlines and events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _subscription() -> sa.Column:
    key = sa.ForeignKey("reminder_subscriptions.id", ondelete="CASCADE")
    return sa.Column("subscription_id", sa.Integer, key, nullable=False)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "reminder_subscriptions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("target_kind", sa.String(20), nullable=False),
        sa.Column("target_id", sa.String(100), nullable=False),
        sa.Column("start", sa.String(10), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("confirmed_at", _MOMENT),
        sa.UniqueConstraint(
            "channel",
            "address",
            "target_kind",
            "target_id",
            "start",
            name="reminder_subscription_once",
        ),
        # Ids of ended subscriptions must not come back: mails in folders are named after them.
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reminder_tokens",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        _subscription(),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("expires_at", _MOMENT),
    )
    op.create_index("reminder_tokens_by_subscription", "reminder_tokens", ["subscription_id"])
    op.create_table(
        "reminder_mails",
        sa.Column("id", sa.Integer, primary_key=True),
        _subscription(),
        sa.Column("occasion", sa.String(200), nullable=False),
        sa.Column("trigger", sa.String(20), nullable=False),
        sa.Column("item_id", sa.String(100), nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("last_error", sa.String(60)),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("sent_at", _MOMENT),
        sa.UniqueConstraint("subscription_id", "occasion", name="reminder_mail_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("reminder_mails_by_due", "reminder_mails", ["state", "due_at"])
    op.create_table(
        "item_revisions",
        sa.Column("item_id", sa.String(100), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("item_revisions", "reminder_mails", "reminder_tokens", "reminder_subscriptions"):
        op.drop_table(table)
