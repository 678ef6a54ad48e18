"""Tables of the Telegram channel; the migrations create them.

What names a chat or holds a text is blanked as soon as it is done with: of an update its number
stays, so that it is never worked off twice, of a message the key under which it was queued.
"""

from __future__ import annotations

import sqlalchemy as sa

from bot.consultations.database.tables import UtcDateTime

metadata = sa.MetaData()

# No chat: blanked, or an update that belongs to none.
NO_CHAT = 0

BLANKED = {"chat_id": NO_CHAT, "content": None}
"""What is left of an update or a message that is done with."""

updates = sa.Table(
    "telegram_updates",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("received_at", UtcDateTime, nullable=False),
    # How far the conversation had come before it: after a crash, what was answered is known.
    sa.Column("mark", sa.Integer),
    sa.Column("content", sa.Text),
    sa.Index("telegram_updates_by_due", "state", "due_at"),
    sa.Index("telegram_updates_by_chat", "chat_id", "state"),
)

outbox = sa.Table(
    "telegram_outbox",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.String(80), nullable=False, unique=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False),
    sa.Column("method", sa.String(30), nullable=False),
    sa.Column("content", sa.Text),
    # Notices nobody asked for just now: they wait until the quiet hours are over.
    sa.Column("is_notice", sa.Boolean, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("last_error", sa.String(60)),
    sa.Index("telegram_outbox_by_due", "state", "due_at"),
    sa.Index("telegram_outbox_by_chat", "chat_id", "state"),
)

chats = sa.Table(
    "telegram_chats",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    # The token of the conversation; Rasa knows its hash and nothing of the chat.
    sa.Column("session", sa.String(64), nullable=False),
    sa.Column("is_simple", sa.Boolean, nullable=False),
    sa.Column("last_active_at", UtcDateTime, nullable=False),
)

payloads = sa.Table(
    "telegram_payloads",
    metadata,
    sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("used_at", UtcDateTime, nullable=False, index=True),
)

handovers = sa.Table(
    "telegram_handovers",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False, index=True),
    # The name under which the office knows the conversation.
    sa.Column("conversation", sa.String(64), nullable=False),
    # Values of the form by field, as JSON.
    sa.Column("fields", sa.Text, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False),
)

requests = sa.Table(
    "telegram_requests",
    metadata,
    sa.Column("reference", sa.String(20), primary_key=True),
    sa.Column("chat_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("conversation", sa.String(64), nullable=False, index=True),
    # Whether answers may stand in the chat itself, which the person has to ask for.
    sa.Column("shows_text", sa.Boolean, nullable=False),
    sa.Column("seen", sa.Integer, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)
