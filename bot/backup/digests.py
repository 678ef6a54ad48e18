"""Checksums of whole tables, to compare a database with what it was."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

_MODULUS = 2**256
FETCHED_ROWS = 1000


@dataclass(frozen=True)
class TableDigest:
    """How many rows, and a checksum of all values in them, whatever their order."""

    rows: int
    checksum: str


def table_digests(connection: Connection) -> dict[str, TableDigest]:
    """Return the digest of every table that the connection sees."""
    names = sorted(sa.inspect(connection).get_table_names())
    return {name: _digest(connection, _columns_only(connection, name)) for name in names}


def _columns_only(connection: Connection, name: str) -> sa.Table:
    # Reflecting whole tables would read indexes as well, and warn about those it cannot describe.
    columns = sa.inspect(connection).get_columns(name)
    return sa.Table(
        name, sa.MetaData(), *(sa.Column(column["name"], column["type"]) for column in columns)
    )


def _digest(connection: Connection, table: sa.Table) -> TableDigest:
    rows, total = 0, 0
    columns = sorted(table.c, key=lambda column: str(column.name))
    streaming = connection.execution_options(stream_results=True)
    for row in streaming.execute(sa.select(*columns)).yield_per(FETCHED_ROWS):
        content = json.dumps([_plain(value) for value in row], sort_keys=True)
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
        # A sum does not depend on the order, which no database promises.
        total = (total + int.from_bytes(digest, "big")) % _MODULUS
        rows += 1
    return TableDigest(rows, f"{total:064x}")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value
