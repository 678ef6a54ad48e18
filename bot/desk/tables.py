"""The desk's tables, as the newest migration leaves them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from bot.consultations.database.tables import (
    UtcDateTime,
    consultation_messages,
    consultation_requests,
    person_data,
)

metadata = sa.MetaData()


def _account(*, primary_key: bool = False) -> sa.Column[Any]:
    """Return the column of what belongs to an account and goes with it."""
    reference = sa.ForeignKey("desk_accounts.id", ondelete="CASCADE")
    return sa.Column("account_id", sa.Integer, reference, nullable=False, primary_key=primary_key)


def _request() -> sa.Column[Any]:
    """Return the column of what belongs to a request and goes with it."""
    reference = sa.ForeignKey(consultation_requests.c.uuid, ondelete="CASCADE")
    return sa.Column("request_uuid", sa.String(36), reference, nullable=False, primary_key=True)


accounts = sa.Table(
    "desk_accounts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("username", sa.String(64), nullable=False, unique=True),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("has_start_password", sa.Boolean, nullable=False),
    sa.Column("display_name", sa.String(100), nullable=False, server_default=""),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("is_disabled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("has_shortcuts", sa.Boolean, nullable=False, server_default=sa.true()),
    # A secret counts once a first code was right; until then it is pending.
    sa.Column("totp_secret", sa.String(64)),
    sa.Column("totp_pending", sa.String(64)),
    # A code is good for one sign-in.
    sa.Column("totp_last_step", sa.BigInteger),
    sa.Column("last_login_at", UtcDateTime),
)

recovery_codes = sa.Table(
    "desk_recovery_codes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _account(),
    sa.Column("code_hash", sa.String(64), nullable=False),
)

sessions = sa.Table(
    "desk_sessions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("account_id", sa.Integer, sa.ForeignKey("desk_accounts.id"), nullable=False),
    sa.Column("csrf_token", sa.String(64), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("last_used_at", UtcDateTime, nullable=False),
    # Whether the second factor was given, if the account has one.
    sa.Column("is_complete", sa.Boolean, nullable=False, server_default=sa.true()),
)

devices = sa.Table(
    "desk_devices",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("account_id", sa.Integer, sa.ForeignKey("desk_accounts.id"), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

# What the staff decides about a request; names nobody who asked.
work = sa.Table(
    "desk_work",
    metadata,
    _request(),
    sa.Column("assignee_id", sa.Integer, sa.ForeignKey("desk_accounts.id")),
    sa.Column("follow_up_on", sa.Date),
    sa.Column(
        "merged_into",
        sa.String(36),
        sa.ForeignKey(consultation_requests.c.uuid, ondelete="SET NULL"),
    ),
    sa.Index("desk_work_by_assignee", "assignee_id"),
    sa.Index("desk_work_by_target", "merged_into"),
)

tags = sa.Table(
    "desk_tags", metadata, _request(), sa.Column("tag", sa.String(40), primary_key=True)
)

# A draft quotes the person, so it goes the moment the request is erased, whoever erases it.
drafts = sa.Table(
    "desk_drafts",
    metadata,
    _request(),
    _account(primary_key=True),
    sa.Column("kind", sa.String(10), nullable=False, primary_key=True),
    sa.Column(
        "brief_id",
        sa.Integer,
        sa.ForeignKey(person_data.c.id, ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
)

viewers = sa.Table(
    "desk_viewers",
    metadata,
    _request(),
    _account(primary_key=True),
    sa.Column("seen_at", UtcDateTime, nullable=False),
)

text_modules = sa.Table(
    "desk_text_modules",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("title", sa.String(100), nullable=False),
    sa.Column("shortcut", sa.String(30), nullable=False, unique=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("updated_by", sa.String(64), nullable=False),
    # Kept, so that the modules of the first start do not come back.
    sa.Column("is_removed", sa.Boolean, nullable=False, server_default=sa.false()),
)

saved_views = sa.Table(
    "desk_views",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _account(),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("filters", sa.JSON, nullable=False),
)

# What somebody searches for may be a name, and names do not belong into addresses of pages.
searches = sa.Table(
    "desk_searches",
    metadata,
    sa.Column("token", sa.String(64), primary_key=True),
    _account(),
    sa.Column("text", sa.String(200), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

# Which answers into a chat have arrived there; one without a row is still to be taken there.
deliveries = sa.Table(
    "desk_deliveries",
    metadata,
    sa.Column(
        "message_id",
        sa.Integer,
        sa.ForeignKey(consultation_messages.c.id, ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

log = sa.Table(
    "desk_log",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.String(64), nullable=False),
    sa.Column("what", sa.String(60), nullable=False),
    sa.Column("subject", sa.String(64), nullable=False),
    sa.Index("desk_log_by_time", "at"),
)
