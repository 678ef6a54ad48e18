"""Runs the migrations on the connection that ``bot.conversations.database`` hands over."""

from __future__ import annotations

from alembic import context

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    version_table=attributes["version_table"],
    target_metadata=None,
)
with context.begin_transaction():
    context.run_migrations()
