"""Alembic loads this file to run the migrations of any package (``upgrading.py``).

It works on the connection of whoever called Alembic, who also says which package it is.
"""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
)
with context.begin_transaction():
    context.run_migrations()
