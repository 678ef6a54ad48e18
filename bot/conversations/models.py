"""What the chat's history is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any


class Role(Enum):
    """Who said it."""

    USER = "user"
    BOT = "bot"
    OFFICE = "office"


class HumanMode(Enum):
    """Who answers: the assistant, or a person of the office, which the chat may have been told."""

    OFF = "off"
    ON = "on"
    TOLD = "told"

    @property
    def is_active(self) -> bool:
        """Return whether a person answers and the assistant is silent."""
        return self is not HumanMode.OFF


@dataclass(frozen=True)
class ChatState:
    """The number of the newest message of a chat, 0 before the first, and who answers."""

    newest: int
    human: HumanMode


class Verdict(Enum):
    """What a person thinks of an answer."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"


class Reason(Enum):
    """Why an answer did not help."""

    WRONG_TOPIC = "wrong_topic"
    TOO_GENERAL = "too_general"
    HARD_TO_READ = "hard_to_read"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True)
class StoredMessage:
    """One line of the history; ``number`` grows with every message of a conversation.

    ``created_at`` is aware. ``verdict`` is what the person thinks of an answer, as far as told.
    """

    number: int
    role: Role
    payload: Mapping[str, Any]
    created_at: datetime
    verdict: Verdict | None = None
    reason: Reason | None = None


@dataclass(frozen=True)
class Recalled:
    """A chat as it is kept: when it was last used (aware), who answers, what was said."""

    last_active_at: datetime
    human: HumanMode
    messages: list[StoredMessage]


class UnknownSessionError(LookupError):
    """No session has this token: never given out, expired or erased."""


class UnknownMessageError(LookupError):
    """The conversation has no such answer."""
