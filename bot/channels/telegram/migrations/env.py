"""Runs the migrations on the connection that ``migrate`` opened; Alembic loads this file."""

from __future__ import annotations

from alembic import context

from bot.channels.telegram.migrations import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
