"""Brings the tables of the Telegram channel up to date."""

from __future__ import annotations

from bot.consultations.database.upgrading import migrations_beside

VERSION_TABLE = "telegram_version"
migrate = migrations_beside(__file__, VERSION_TABLE)
