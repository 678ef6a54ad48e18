"""Brings the desk's tables up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.consultations.engine import write_transaction

VERSION_TABLE = "desk_version"
# Any number that no other package uses for its own lock.
_POSTGRES_LOCK = 4_902_026_003


def migrate(engine: Engine) -> None:
    """Apply all missing migrations; a second process that starts meanwhile waits for us.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    config = Config()
    # Config reads "%" as the start of a placeholder, and a folder name may hold one.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with write_transaction(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_LOCK}
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
