"""Create the desk's tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create accounts, sessions and known devices."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "desk_accounts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("username", sa.String(64), nullable=False, unique=True),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("has_start_password", sa.Boolean, nullable=False),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("desk_accounts.id"), nullable=False),
        sa.Column("csrf_token", sa.String(64), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("last_used_at", moment, nullable=False),
    )
    op.create_table(
        "desk_devices",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("desk_accounts.id"), nullable=False),
        sa.Column("created_at", moment, nullable=False),
    )


def downgrade() -> None:
    """Drop the desk's tables."""
    op.drop_table("desk_devices")
    op.drop_table("desk_sessions")
    op.drop_table("desk_accounts")
