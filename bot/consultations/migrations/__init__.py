"""Brings the tables of the consultation requests up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

from bot.consultations.database.upgrading import upgrade_to_head

VERSION_TABLE = "consultations_version"
_POSTGRES_LOCK = 4_902_026_001


def migrate(engine: Engine) -> None:
    """Apply all missing migrations.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    upgrade_to_head(engine, Path(__file__).parent, VERSION_TABLE, _POSTGRES_LOCK)
