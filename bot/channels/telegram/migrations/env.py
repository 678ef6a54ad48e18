"""Alembic loads this file to run the migrations."""

from __future__ import annotations

from bot.channels.telegram.migrations import VERSION_TABLE
from bot.consultations.database.upgrading import run_migrations

run_migrations(VERSION_TABLE)
