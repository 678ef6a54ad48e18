"""Create inbox, outbox, chats, payloads of buttons, one-time links and requests of Telegram."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_TABLES = (
    "telegram_requests",
    "telegram_handovers",
    "telegram_payloads",
    "telegram_chats",
    "telegram_outbox",
    "telegram_updates",
)


def _queue(name: str, *columns: sa.Column) -> None:
    op.create_table(
        name,
        sa.Column("number", sa.Integer, primary_key=True),
        *columns,
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        # The order of a chat is that of the numbers, which therefore never come back.
        sqlite_autoincrement=True,
    )
    op.create_index(f"{name}_by_due", name, ["state", "due_at"])
    op.create_index(f"{name}_by_chat", name, ["chat_id", "state"])


def upgrade() -> None:
    """Create the tables."""
    _queue(
        "telegram_updates",
        sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("mark", sa.Integer),
    )
    _queue(
        "telegram_outbox",
        sa.Column("key", sa.String(80), nullable=False, unique=True),
        sa.Column("method", sa.String(30), nullable=False),
        sa.Column("is_notice", sa.Boolean, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_error", sa.String(60)),
    )
    op.create_table(
        "telegram_chats",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("is_simple", sa.Boolean, nullable=False),
        sa.Column("last_active_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "telegram_payloads",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("used_at", _MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "telegram_handovers",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "telegram_requests",
        sa.Column("reference", sa.String(20), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("conversation", sa.String(64), nullable=False, index=True),
        sa.Column("shows_text", sa.Boolean, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in _TABLES:
        op.drop_table(table)
