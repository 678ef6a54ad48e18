"""The tables of the chat, as the newest migration leaves them."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

sessions = sa.Table(
    "chat_sessions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
    sa.Column("last_active_at", sa.DateTime, nullable=False, index=True),
    sa.Column("human_mode", sa.String(8), nullable=False, server_default="off"),
)

# What messages show that is nobody's own (bot.conversations.cards), by a number of its content.
cards = sa.Table(
    "chat_cards",
    metadata,
    sa.Column(
        "id",
        sa.BigInteger().with_variant(sa.Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("used_on", sa.Date, nullable=False),
)

messages = sa.Table(
    "chat_messages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column(
        "session_id",
        sa.Integer,
        sa.ForeignKey("chat_sessions.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("role", sa.String(8), nullable=False),
    # Empty where the same, made smaller, stands in "packed" (bot.conversations.packing).
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    # What the person thinks of this answer; deleted with the conversation, counted below.
    sa.Column("verdict", sa.String(20)),
    sa.Column("reason", sa.String(20)),
    sa.Column("packed", sa.LargeBinary),
    sa.Column("card_id", sa.BigInteger, sa.ForeignKey("chat_cards.id"), index=True),
)

readiness_probes = sa.Table(
    "chat_readiness_probes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("created_at", sa.DateTime, nullable=False),
)

# Counts only, by day: nothing in these four leads back to a person or a conversation.
topic_counts = sa.Table(
    "chat_topic_counts",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("topic", sa.String(80), primary_key=True),
    sa.Column("decision", sa.String(20), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)

feedback = sa.Table(
    "chat_feedback",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("topic", sa.String(80), primary_key=True),
    sa.Column("verdict", sa.String(20), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)

feedback_reasons = sa.Table(
    "chat_feedback_reasons",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("topic", sa.String(80), primary_key=True),
    sa.Column("reason", sa.String(20), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)

hour_counts = sa.Table(
    "chat_hour_counts",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("hour", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("channel", sa.String(20), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)
