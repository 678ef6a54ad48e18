"""Adds one to a number of a day: how all counts are written."""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

# Both databases that we run on know this; the row of the day is made by the first who needs it.
_ADD_ONE = (
    "INSERT INTO {table} ({columns}, number) VALUES ({values}, 1)"
    " ON CONFLICT ({columns}) DO UPDATE SET number = {table}.number + 1"
)


def add_one(tx: Connection, table: sa.Table, **key: object) -> None:
    """Add one to the number that a table of counts holds for ``key``, which has a ``day``."""
    tx.execute(_statement(table.name, tuple(key)), key)


@cache
def _statement(table: str, names: tuple[str, ...]) -> sa.sql.Executable:
    columns, values = ", ".join(names), ", ".join(f":{name}" for name in names)
    statement = _ADD_ONE.format(table=table, columns=columns, values=values)
    return sa.text(statement).bindparams(sa.bindparam("day", type_=sa.Date))
