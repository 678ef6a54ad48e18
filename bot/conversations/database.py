"""Opens the database and brings a package's own tables up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url

BUSY_TIMEOUT_MS = 5000
READ_ONLY = "read_only"


def open_database(url: str) -> Engine:
    """Return an engine; on SQLite it is durable, waits for locks and never upgrades a read lock."""
    parsed = make_url(url)
    engine = create_engine(parsed, future=True)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def migrate(engine: Engine, script_folder: Path, version_table: str) -> None:
    """Run the migrations in ``script_folder`` that the database has not seen yet."""
    config = Config()
    config.set_main_option("script_location", str(script_folder).replace("%", "%%"))
    config.attributes["version_table"] = version_table
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:
    # The driver's own transaction handling commits before DDL; we send BEGIN ourselves.
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    # NORMAL may lose an acknowledged commit when the power fails.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that starts to write later fails at once instead of waiting.
    is_read = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if is_read else "BEGIN IMMEDIATE")
