"""Copies of a database that is in use: one moment of it, complete, while others write on."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bot.backup.digests import TableDigest, table_digests
from bot.backup.errors import BackupError
from bot.backup.programs import run_program, write_script
from bot.consultations.database.engine import is_shared, open_engine

BUSY_SECONDS = 10.0
# Only our own tables: extensions and the schema itself belong to whoever runs the server.
_DROP_ALL = """DO $$ DECLARE item record; BEGIN
FOR item IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', item.tablename); END LOOP; END $$;
"""


def take_snapshot(database_url: str, file: Path) -> Mapping[str, TableDigest]:
    """Copy a database into ``file`` and return what is in the copy.

    Raises:
        BackupError: it did not answer, or a program that is needed is missing.
    """
    try:
        if is_shared(database_url):
            return _take_postgres(database_url, file)
        return _take_sqlite(_path(database_url), file)
    except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise BackupError("database_failed", reason=type(error).__name__) from error


def restore_snapshot(file: Path, database_url: str) -> Mapping[str, TableDigest]:
    """Replace the content of a database by a copy, all of it or nothing; return what is in it.

    Raises:
        BackupError: the database did not answer, or the copy does not fit.
    """
    try:
        if is_shared(database_url):
            script = file.with_suffix(".sql")
            write_script(file, script)
            script.write_bytes(_DROP_ALL.encode() + script.read_bytes())
            options = ("--set=ON_ERROR_STOP=1", "--single-transaction", "--quiet", "--no-psqlrc")
            run_program("psql", database_url, *options, f"--file={script}")
        else:
            path = _path(database_url)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            _copy(file, path)
        return digests_of(database_url)
    except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise BackupError("database_failed", reason=type(error).__name__) from error


def digests_of(database_url: str) -> Mapping[str, TableDigest]:
    """Return what is in a database now."""
    engine = open_engine(database_url)
    try:
        with engine.connect() as connection:
            return table_digests(connection)
    finally:
        engine.dispose()


def names_in(database_url: str, table: str, column: str) -> set[str]:
    """Return the values of a column; none if there is no such table."""
    engine = open_engine(database_url)
    try:
        with engine.connect() as connection:
            if not sa.inspect(connection).has_table(table):
                return set()
            query = sa.select(sa.column(column)).select_from(sa.table(table))
            return set(connection.execute(query).scalars())
    finally:
        engine.dispose()


def _take_sqlite(path: Path, file: Path) -> Mapping[str, TableDigest]:
    if not path.is_file():
        raise BackupError("database_missing", name=path)
    _copy(path, file)
    return digests_of(f"sqlite:///{file}")


def _copy(source: Path, target: Path) -> None:
    # The target stays complete for everybody who has it open: either the old or the new content.
    with (
        closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as reading,
        closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as writing,
    ):
        # In one go: if it is interrupted by every writer, it begins anew each time.
        reading.backup(writing)
        writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _take_postgres(database_url: str, file: Path) -> Mapping[str, TableDigest]:
    engine = open_engine(database_url)
    try:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            # The dump and the checksums see the same moment.
            moment = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
            run_program(
                "pg_dump",
                database_url,
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={moment}",
                f"--file={file}",
            )
            return table_digests(connection)
    finally:
        engine.dispose()


def _path(database_url: str) -> Path:
    return Path(str(make_url(database_url).database))
