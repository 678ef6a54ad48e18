"""What the address of a database tells, without the library that connects to it."""

from __future__ import annotations


def is_shared(database_url: str) -> bool:
    """Tell whether other machines can reach the database: an SQLite file belongs to one."""
    backend = database_url.partition(":")[0].partition("+")[0]
    return backend != "sqlite"
