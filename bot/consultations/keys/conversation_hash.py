"""How the database knows a conversation without its name."""

from __future__ import annotations

from bot.privacy.token_hash import token_hash


def conversation_hash(conversation: str) -> str:
    """Return what the database knows of a conversation outside of the personal data."""
    return token_hash(conversation)
