"""Applies the migrations of one package; several packages share a database."""

from __future__ import annotations

from pathlib import Path

from alembic import command, context
from alembic.config import Config
from sqlalchemy import MetaData, text
from sqlalchemy.engine import Engine

from bot.consultations.engine import write_transaction


def upgrade_to_head(engine: Engine, migrations: Path, postgres_lock: int) -> None:
    """Apply what is missing of the folder; a second process that starts meanwhile waits for us.

    ``postgres_lock`` is any number that no other package uses for its own lock.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    config = Config()
    # Config reads "%" as the start of a placeholder, and a folder name may hold one.
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    # On SQLite the transaction itself is the lock (BEGIN IMMEDIATE).
    with write_transaction(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": postgres_lock})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def run_migrations(version_table: str, metadata: MetaData | None = None) -> None:
    """Do what Alembic's ``env.py`` is for, on the connection of whoever called Alembic.

    ``version_table`` tells how far the package is; ``metadata`` is for writing new migrations.
    """
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        version_table=version_table,
    )
    with context.begin_transaction():
        context.run_migrations()
