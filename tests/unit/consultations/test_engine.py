"""What waits for the disk and what does not, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from bot.consultations.engine import open_engine, read_transaction

# PostgreSQL waits unless its operator wants otherwise, which is not for us to change.
SERVERS_CHOICE = (
    "SELECT setting = boot_val OR source = 'configuration file' OR source = 'command line'"
    " FROM pg_settings WHERE name = 'synchronous_commit'"
)


def waits(engine: Engine) -> bool:
    """Return whether a transaction of this engine waits, as far as we decide it."""
    with read_transaction(engine) as tx:
        if engine.dialect.name == "sqlite":
            return bool(tx.exec_driver_sql("PRAGMA synchronous").scalar() == 2)
        return bool(tx.exec_driver_sql(SERVERS_CHOICE).scalar())


@pytest.mark.parametrize("is_asked_to", [True, False])
def test_a_chat_does_not_wait_for_the_disk(database_url: str, is_asked_to: bool) -> None:
    engine = open_engine(database_url, waits_for_disk=is_asked_to)
    try:
        assert waits(engine) is is_asked_to
        # The second transaction gets its connection from the pool.
        assert waits(engine) is is_asked_to
    finally:
        engine.dispose()


def test_whoever_does_not_ask_waits(database_url: str) -> None:
    engine = open_engine(database_url)
    try:
        assert waits(engine)
    finally:
        engine.dispose()
