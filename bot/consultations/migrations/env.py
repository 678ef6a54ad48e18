"""Runs the migrations on the connection that ``migrate`` opened; Alembic loads this file."""

from __future__ import annotations

from alembic import context

from bot.consultations.migrations import VERSION_TABLE
from bot.consultations.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
