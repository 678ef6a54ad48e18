"""Database connections that keep what they confirmed, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import QueuePool

from bot.consultations.database.database_url import is_shared as is_shared
from bot.consultations.errors import StoreUnavailableError

BUSY_TIMEOUT_SECONDS = 10
# hide_parameters: parameters of a failed statement are personal data, errors end up in logs.
_OPTIONS: Mapping[str, Any] = {
    "future": True,
    "hide_parameters": True,
    "json_serializer": partial(json.dumps, ensure_ascii=False),
}


def open_engine(
    database_url: str,
    busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS,
    waits_for_disk: bool = True,
) -> Engine:
    """Return an engine for the database; a missing SQLite file is created, readable by us only.

    Whoever has to wait longer than ``busy_timeout_seconds`` for a lock gets an error instead.
    Without ``waits_for_disk`` a loss of power may cost the last transactions of an SQLite file,
    never the whole file; the end of a process costs nothing. PostgreSQL always waits: it would lose
    them with its own process too.
    """
    url = make_url(database_url)
    if is_shared(database_url):
        return _open_postgres(url, busy_timeout_seconds)
    return _open_sqlite(url, busy_timeout_seconds, waits_for_disk)


def _open_postgres(url: URL, busy_timeout_seconds: float) -> Engine:
    engine = sa.create_engine(
        url,
        pool_pre_ping=True,
        connect_args={"connect_timeout": BUSY_TIMEOUT_SECONDS, "client_encoding": "utf8"},
        **_OPTIONS,
    )
    sa.event.listen(engine, "connect", partial(_prepare_postgres, busy_timeout_seconds))
    return engine


def _open_sqlite(url: URL, busy_timeout_seconds: float, waits_for_disk: bool) -> Engine:
    path = Path(url.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    engine = sa.create_engine(
        url,
        poolclass=QueuePool,
        connect_args={"timeout": busy_timeout_seconds, "check_same_thread": False},
        **_OPTIONS,
    )
    sa.event.listen(
        engine, "connect", partial(_prepare_sqlite, busy_timeout_seconds, waits_for_disk)
    )
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that is committed at the end of the block.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    with _translated_errors(), engine.begin() as connection:
        yield connection


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that does not hold up writers.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    reader = engine.execution_options(ija_reads_only=True)
    with _translated_errors(), reader.begin() as connection:
        yield connection


def forget_deleted(engine: Engine, tables: Sequence[str]) -> bool:
    """Make the database let go of deleted rows; tell whether nobody was in the way.

    SQLite empties the log beside its file; PostgreSQL frees the dead rows of ``tables``.
    """
    try:
        if engine.dialect.name == "sqlite":
            return _truncate_log(engine)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in tables:
                connection.exec_driver_sql(f"VACUUM {table}")
    except (sa.exc.DBAPIError, sa.exc.TimeoutError, sqlite3.Error):
        return False
    return True


def _truncate_log(engine: Engine) -> bool:
    # Past the engine's own transactions: inside of one, this fails.
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.close()
    finally:
        connection.close()
    return not is_busy


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError) as error:
        raise StoreUnavailableError(type(error).__name__) from error


def _prepare_sqlite(
    busy_timeout_seconds: float, waits_for_disk: bool, dbapi_connection: Any, _record: object
) -> None:
    # None hands all transaction control to us: the driver would begin too late and not for DDL.
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    # First, so that many processes that start at once wait for each other's change of the journal.
    cursor.execute(f"PRAGMA busy_timeout={round(busy_timeout_seconds * 1000)}")
    cursor.execute("PRAGMA journal_mode=WAL")
    # NORMAL may lose a confirmed request when the power fails.
    cursor.execute(f"PRAGMA synchronous={'FULL' if waits_for_disk else 'NORMAL'}")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What was erased must not stay behind in free pages of the file.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _prepare_postgres(busy_timeout_seconds: float, dbapi_connection: Any, _record: object) -> None:
    cursor = dbapi_connection.cursor()
    # By default it would wait for ever.
    cursor.execute(f"SET lock_timeout = {round(busy_timeout_seconds * 1000)}")
    cursor.close()
    dbapi_connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails without waiting if somebody else wrote
    # in between; taking the write lock at once makes it wait instead.
    reads_only = connection.get_execution_options().get("ija_reads_only", False)
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
