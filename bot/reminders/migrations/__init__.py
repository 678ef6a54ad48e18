"""Brings the tables of the reminders up to date."""

from __future__ import annotations

from bot.consultations.database.upgrading import migrations_beside

VERSION_TABLE = "reminders_version"
migrate = migrations_beside(__file__, VERSION_TABLE)
