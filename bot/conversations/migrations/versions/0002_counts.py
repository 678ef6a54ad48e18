"""Create the two tables of counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the counts of topics and of feedback; neither knows any session."""
    op.create_table(
        "chat_topic_counts",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("topic", sa.String(80), primary_key=True),
        sa.Column("decision", sa.String(20), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "chat_feedback",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("topic", sa.String(80), primary_key=True),
        sa.Column("verdict", sa.String(20), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop the counts."""
    op.drop_table("chat_feedback")
    op.drop_table("chat_topic_counts")
