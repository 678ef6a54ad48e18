"""What the conversation between a person and the office is made of, after the request is in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Author(Enum):
    """Who wrote a message."""

    PERSON = "person"
    OFFICE = "office"
    SYSTEM = "system"


class Via(Enum):
    """Which way a message came or goes."""

    PAGE = "page"
    DESK = "desk"
    MAIL = "mail"
    CHAT = "chat"
    TELEGRAM = "telegram"


class MessageKind(Enum):
    """What a message is."""

    TEXT = "text"
    NOTE = "note"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"


@dataclass(frozen=True)
class Attachment:
    """A file that came with a message, or why it was not kept.

    ``file`` is the random name in the folder of attachments; ``name`` is what the sender called
    it, only for show. ``refusal`` is an English code, empty for what was kept.
    """

    name: str = field(repr=False)
    media_type: str
    size: int
    file: str | None = None
    refusal: str = ""


@dataclass(frozen=True, kw_only=True)
class NewMessage:
    """A message before it is stored; the same key never stores it twice.

    ``full_text`` is set if ``text`` is only the new part of it, without what was quoted.
    """

    idempotency_key: str
    author: Author
    actor: str
    kind: MessageKind
    via: Via
    created_at: datetime
    is_public: bool
    text: str = field(repr=False)
    full_text: str = field(default="", repr=False)
    mail_id: str | None = field(default=None, repr=False)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ThreadMessage(NewMessage):
    """A stored message; ``number`` grows with time."""

    number: int


def file_in(messages: Iterable[ThreadMessage], file: str) -> Attachment | None:
    """Return what is known of a file that came with a message, None for any other name."""
    found = (one for message in messages for one in message.attachments if one.file == file)
    return next(found, None)
