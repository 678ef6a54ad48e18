"""A database of chats, and a store in it whose tokens are known beforehand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import open_engine
from bot.conversations.migrations import migrate
from bot.conversations.store import ConversationStore


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Return the migrated database of the test."""
    engine = open_engine(database_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine) -> ConversationStore:
    """Return a store in the database of the test; its sessions are ``token-0``, ``token-1`` …"""
    tokens = iter(f"token-{number}" for number in range(100))
    return ConversationStore(engine, lambda: next(tokens))
