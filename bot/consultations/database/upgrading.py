"""Applies the migrations of one package; several packages share a database.

Alembic is loaded only where something is to be done: it takes 9 MB, and every process of ours looks
after its tables when it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from bot.consultations.database.engine import read_transaction, write_transaction

if TYPE_CHECKING:
    from alembic.config import Config

# Any number that nothing else locks; packages wait for each other, too.
_POSTGRES_LOCK = text("SELECT pg_advisory_xact_lock(4902026001)")
# A file begins with the number of its version.
_FILES = "versions/[0-9]*.py"


def migrations_beside(file: str, version_table: str) -> Callable[[Engine], None]:
    """Return what applies the missing migrations of a file's folder (:func:`upgrade_to_head`)."""
    return partial(upgrade_to_head, migrations=Path(file).parent, version_table=version_table)


def upgrade_to_head(engine: Engine, migrations: Path, version_table: str) -> None:
    """Apply what is missing of the folder; a second process that starts meanwhile waits for us.

    ``version_table`` tells how far the package is.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    if _is_current(engine, migrations, version_table):
        return
    from alembic import command

    # On SQLite the transaction itself is the lock (BEGIN IMMEDIATE).
    with write_transaction(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(_POSTGRES_LOCK)
        command.upgrade(alembic_config(migrations, version_table, connection), "head")


def alembic_config(
    migrations: Path, version_table: str, connection: Connection | None = None
) -> Config:
    """Return what Alembic needs to know of a package; without ``connection`` it can only read."""
    from alembic.config import Config

    config = Config()
    # A folder name may hold what separates the names of several folders.
    config.set_main_option("path_separator", "newline")
    for option, folder in (
        ("script_location", Path(__file__).parent),
        ("version_locations", migrations / "versions"),
    ):
        # Config reads "%" as the start of a placeholder, and a folder name may hold one.
        config.set_main_option(option, str(folder).replace("%", "%%"))
    config.attributes.update(connection=connection, version_table=version_table)
    return config


def _is_current(engine: Engine, migrations: Path, version_table: str) -> bool:
    newest = max(path.name.partition("_")[0] for path in migrations.glob(_FILES))
    with read_transaction(engine) as connection:
        if not inspect(connection).has_table(version_table):
            return False
        found = connection.execute(text(f"SELECT version_num FROM {version_table}"))  # noqa: S608
        return list(found.scalars()) == [newest]
