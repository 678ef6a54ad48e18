"""The desk's tables, as the newest migration leaves them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.consultations.tables import UtcDateTime

metadata = sa.MetaData()

accounts = sa.Table(
    "desk_accounts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("username", sa.String(64), nullable=False, unique=True),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("has_start_password", sa.Boolean, nullable=False),
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
)

devices = sa.Table(
    "desk_devices",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("account_id", sa.Integer, sa.ForeignKey("desk_accounts.id"), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)
