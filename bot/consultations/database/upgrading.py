"""Applies the migrations of one package; several packages share a database.

Alembic is loaded only where something is to be done: it takes 9 MB, and every process of ours looks
after its tables when it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import MetaData, inspect, text
from sqlalchemy.engine import Engine

from bot.consultations.database.engine import read_transaction, write_transaction

# A file begins with the number of its version.
_FILES = "versions/[0-9]*.py"


def migrations_beside(
    file: str, version_table: str, *, postgres_lock: int
) -> Callable[[Engine], None]:
    """Return what applies the missing migrations of a file's folder (:func:`upgrade_to_head`)."""
    return partial(
        upgrade_to_head,
        migrations=Path(file).parent,
        version_table=version_table,
        postgres_lock=postgres_lock,
    )


def upgrade_to_head(
    engine: Engine, migrations: Path, version_table: str, postgres_lock: int
) -> None:
    """Apply what is missing of the folder; a second process that starts meanwhile waits for us.

    ``version_table`` tells how far the package is; ``postgres_lock`` is any number that no other
    package uses for its own lock.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    if _is_current(engine, migrations, version_table):
        return
    from alembic import command
    from alembic.config import Config

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
    from alembic import context

    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        version_table=version_table,
    )
    with context.begin_transaction():
        context.run_migrations()


def _is_current(engine: Engine, migrations: Path, version_table: str) -> bool:
    newest = max(path.name.partition("_")[0] for path in migrations.glob(_FILES))
    with read_transaction(engine) as connection:
        if not inspect(connection).has_table(version_table):
            return False
        found = connection.execute(text(f"SELECT version_num FROM {version_table}"))  # noqa: S608
        return list(found.scalars()) == [newest]
