"""What belongs into a backup of this installation, and where it goes back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from bot.settings import Settings

REQUESTS = "requests"
TRACKER = "tracker"
KEYS = "keys"
ATTACHMENTS = "attachments"
KNOWLEDGE = "faq"
KEY_FILES = ("secret.key", "gateway.key")
# By name, so that a secret that somebody adds is left out, too.
_SECRET_WORDS = ("password", "secret", "token", "key", "url")
_HARMLESS = ("public_url", "rasa_urls", "key_file", "secret_key_file")


@dataclass(frozen=True)
class Plan:
    """Databases by name and folders by the name of their member."""

    databases: Mapping[str, str]
    var_dir: Path
    attachments: Path
    knowledge: Path


def plan_of(settings: Settings) -> Plan:
    """Return what is to be saved; a database that two settings name is saved once."""
    databases = {REQUESTS: settings.database_url}
    if settings.scale.tracker_url != settings.database_url:
        databases[TRACKER] = settings.scale.tracker_url
    return Plan(databases, settings.var_dir, settings.attachments_dir, settings.faq_dir)


def kind_of(database_url: str) -> str:
    """Return ``sqlite`` or ``postgresql``."""
    return str(make_url(database_url).get_backend_name())


def settings_without_secrets(settings: Any) -> dict[str, Any]:
    """Return the values in force as plain data; whoever restores needs to see them."""
    shown: dict[str, Any] = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        if is_dataclass(value):
            shown[field.name] = settings_without_secrets(value)
        elif field.name in _HARMLESS or not any(word in field.name for word in _SECRET_WORDS):
            shown[field.name] = value if isinstance(value, int | float | bool) else str(value)
    return shown
