"""Roles, second factor, work on requests, drafts, text modules, saved views and the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _account(*, nullable: bool = False, primary_key: bool = False) -> sa.Column:
    reference = sa.ForeignKey("desk_accounts.id", ondelete="CASCADE")
    return sa.Column(
        "account_id", sa.Integer, reference, nullable=nullable, primary_key=primary_key
    )


def _request(*, primary_key: bool = True) -> sa.Column:
    reference = sa.ForeignKey("consultation_requests.uuid", ondelete="CASCADE")
    return sa.Column(
        "request_uuid", sa.String(36), reference, nullable=False, primary_key=primary_key
    )


def upgrade() -> None:
    """Add columns to accounts and sessions and create the new tables."""
    # Whoever had an account so far could do everything.
    for column in (
        sa.Column("display_name", sa.String(100), nullable=False, server_default=""),
        sa.Column("role", sa.String(20), nullable=False, server_default="admin"),
        sa.Column("is_disabled", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("has_shortcuts", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("totp_secret", sa.String(64)),
        sa.Column("totp_pending", sa.String(64)),
        sa.Column("totp_last_step", sa.BigInteger),
        sa.Column("last_login_at", _MOMENT),
    ):
        op.add_column("desk_accounts", column)
    op.add_column(
        "desk_sessions",
        sa.Column("is_complete", sa.Boolean, nullable=False, server_default=sa.true()),
    )
    op.create_table(
        "desk_recovery_codes",
        sa.Column("id", sa.Integer, primary_key=True),
        _account(),
        sa.Column("code_hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "desk_work",
        _request(),
        sa.Column("assignee_id", sa.Integer, sa.ForeignKey("desk_accounts.id")),
        sa.Column("follow_up_on", sa.Date),
        sa.Column(
            "merged_into",
            sa.String(36),
            sa.ForeignKey("consultation_requests.uuid", ondelete="SET NULL"),
        ),
        sa.Index("desk_work_by_assignee", "assignee_id"),
        sa.Index("desk_work_by_target", "merged_into"),
    )
    op.create_table(
        "desk_tags", _request(), sa.Column("tag", sa.String(40), nullable=False, primary_key=True)
    )
    op.create_table(
        "desk_drafts",
        _request(),
        _account(primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False, primary_key=True),
        sa.Column(
            "brief_id",
            sa.Integer,
            sa.ForeignKey("person_data.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "desk_viewers",
        _request(),
        _account(primary_key=True),
        sa.Column("seen_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "desk_text_modules",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("title", sa.String(100), nullable=False),
        sa.Column("shortcut", sa.String(30), nullable=False, unique=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.Column("updated_by", sa.String(64), nullable=False),
        sa.Column("is_removed", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "desk_views",
        sa.Column("id", sa.Integer, primary_key=True),
        _account(),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("filters", sa.JSON, nullable=False),
    )
    op.create_table(
        "desk_searches",
        sa.Column("token", sa.String(64), primary_key=True),
        _account(),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "desk_deliveries",
        sa.Column(
            "message_id",
            sa.Integer,
            sa.ForeignKey("consultation_messages.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_table(
        "desk_log",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("what", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Index("desk_log_by_time", "at"),
    )


def downgrade() -> None:
    """Drop the new tables and columns."""
    for table in (
        "desk_log",
        "desk_deliveries",
        "desk_searches",
        "desk_views",
        "desk_text_modules",
        "desk_viewers",
        "desk_drafts",
        "desk_tags",
        "desk_work",
        "desk_recovery_codes",
    ):
        op.drop_table(table)
    with op.batch_alter_table("desk_sessions") as batch:
        batch.drop_column("is_complete")
    with op.batch_alter_table("desk_accounts") as batch:
        for column in (
            "last_login_at",
            "totp_last_step",
            "totp_pending",
            "totp_secret",
            "has_shortcuts",
            "is_disabled",
            "role",
            "display_name",
        ):
            batch.drop_column(column)
