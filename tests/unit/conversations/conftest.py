"""A store of chats whose tokens are known beforehand."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from bot.conversations.store import ConversationStore


@pytest.fixture
def store(engine: Engine) -> ConversationStore:
    """Return a store in the database of the test; its sessions are ``token-0``, ``token-1`` …"""
    tokens = iter(f"token-{number}" for number in range(100))
    return ConversationStore(engine, lambda: next(tokens))
