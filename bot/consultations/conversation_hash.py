"""How the database knows a conversation without its name."""

from __future__ import annotations

import hashlib


def conversation_hash(conversation: str) -> str:
    """Return what the database knows of a conversation outside of the personal data."""
    return hashlib.sha256(conversation.encode("utf-8", "surrogatepass")).hexdigest()
