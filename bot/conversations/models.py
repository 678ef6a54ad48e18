"""What the chat's history is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Role(Enum):
    """Who said it."""

    USER = "user"
    BOT = "bot"


@dataclass(frozen=True)
class StoredMessage:
    """One line of the history; ``number`` grows with every message."""

    number: int
    role: Role
    payload: Mapping[str, Any]


class UnknownSessionError(LookupError):
    """No session has this token: never given out, expired or erased."""
