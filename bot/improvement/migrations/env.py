"""Alembic loads this file to run the migrations."""

from __future__ import annotations

from bot.consultations.database.upgrading import run_migrations
from bot.improvement.migrations import VERSION_TABLE

run_migrations(VERSION_TABLE)
