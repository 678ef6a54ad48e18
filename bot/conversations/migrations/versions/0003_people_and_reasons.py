"""Let people of the office answer in a chat; keep why an answer did not help."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add who answers, what a person thinks of an answer, and the counts of reasons."""
    op.add_column(
        "chat_sessions",
        sa.Column("human_mode", sa.String(8), nullable=False, server_default="off"),
    )
    op.add_column("chat_messages", sa.Column("verdict", sa.String(20)))
    op.add_column("chat_messages", sa.Column("reason", sa.String(20)))
    op.create_table(
        "chat_feedback_reasons",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("topic", sa.String(80), primary_key=True),
        sa.Column("reason", sa.String(20), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop what ``upgrade`` added."""
    op.drop_table("chat_feedback_reasons")
    op.drop_column("chat_messages", "reason")
    op.drop_column("chat_messages", "verdict")
    op.drop_column("chat_sessions", "human_mode")
