"""Adds one to a number of a day: how all counts are written."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

# Both databases that we run on know this; the row of the day is made by the first who needs it.
_ADD_ONE = (
    "INSERT INTO {table} ({columns}, number) VALUES ({values}, 1)"
    " ON CONFLICT ({columns}) DO UPDATE SET number = {table}.number + 1"
)


def add_one(tx: Connection, table: sa.Table, **key: object) -> None:
    """Add one to the number that a table of counts holds for ``key``, which has a ``day``."""
    columns, values = ", ".join(key), ", ".join(f":{name}" for name in key)
    statement = _ADD_ONE.format(table=table.name, columns=columns, values=values)
    tx.execute(sa.text(statement).bindparams(sa.bindparam("day", type_=sa.Date)), key)
