"""Brings the desk's tables up to date."""

from __future__ import annotations

from bot.consultations.database.upgrading import migrations_beside

VERSION_TABLE = "desk_version"
migrate = migrations_beside(__file__, VERSION_TABLE)
