"""Adds when the mailbox was last looked at, and what went wrong."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table with its single row to come."""
    op.create_table(
        "mailbox_checks",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded_at", sa.DateTime(timezone=True)),
        sa.Column("error", sa.String(60), nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("mailbox_checks")
