"""Find the messages that show a card without reading all of them."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INDEX = "ix_chat_messages_card_id"


def upgrade() -> None:
    """Create the index."""
    op.create_index(_INDEX, "chat_messages", ["card_id"])


def downgrade() -> None:
    """Drop the index."""
    op.drop_index(_INDEX, "chat_messages")
