"""Keep answers of the knowledge base once for all messages, and long messages made smaller."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from bot.conversations.packing import unpacked

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the cards and let messages point to them; older messages stay as they are."""
    op.create_table(
        "chat_cards",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("used_on", sa.Date, nullable=False),
    )
    op.add_column("chat_messages", sa.Column("packed", sa.LargeBinary))
    # Alembic would add the reference as a constraint of its own, which SQLite cannot do.
    op.execute("ALTER TABLE chat_messages ADD COLUMN card_id BIGINT REFERENCES chat_cards (id)")


def downgrade() -> None:
    """Put into each message what it shows, and drop the cards."""
    connection = op.get_bind()
    shown = sa.text(
        "SELECT m.id, m.payload, m.packed, c.content FROM chat_messages m"
        " LEFT JOIN chat_cards c ON c.id = m.card_id"
        " WHERE m.packed IS NOT NULL OR m.card_id IS NOT NULL"
    )
    change = sa.text("UPDATE chat_messages SET payload = :payload, card_id = NULL WHERE id = :id")
    for number, payload, packed, content in connection.execute(shown).all():
        own = json.loads(payload if packed is None else unpacked(bytes(packed)))
        card = {} if content is None else json.loads(unpacked(bytes(content)))
        whole = json.dumps({**own, **card}, ensure_ascii=False)
        connection.execute(change, {"id": number, "payload": whole})
    op.drop_column("chat_messages", "card_id")
    op.drop_column("chat_messages", "packed")
    op.drop_table("chat_cards")
