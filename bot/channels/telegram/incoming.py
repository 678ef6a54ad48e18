"""What an update of Telegram means to us, and nothing more of it.

Names, usernames, phone numbers, places and pictures stay behind here: what is not read cannot be
stored. Updates come from outside, so every value is checked for its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from bot.channels.telegram.commands import read_command
from bot.field_values import is_storable

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
MAX_TEXT_CHARACTERS = 4096
MAX_DATA_CHARACTERS = 64
_MOST_ID = 2**53
_MOST_BUTTONS = 100


class Kind(Enum):
    """What has happened."""

    TEXT = "text"
    COMMAND = "command"
    CHOICE = "choice"
    EDITED = "edited"
    VOICE = "voice"
    PHOTO = "photo"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    DOCUMENT = "document"
    CONTACT = "contact"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    GROUP = "group"
    BLOCKED = "blocked"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Key:
    """A button of the keyboard under a message: with ``data``, or with the address of a page."""

    title: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True)
class Incoming:
    """An update in our words; ``text`` is what was typed, also the caption of a picture."""

    update_id: int
    kind: Kind
    chat_id: int = 0
    text: str = ""
    command: str = ""
    argument: str = ""
    message_id: int = 0
    album: str = ""
    sent_at: int = 0
    callback_id: str = ""
    data: str = ""
    keyboard: tuple[tuple[Key, ...], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as the inbox keeps it."""
        return {**asdict(self), "kind": self.kind.value}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Incoming:
        """Read what :meth:`as_json` returned."""
        rows = tuple(tuple(Key(**key) for key in row) for row in stored["keyboard"])
        return cls(**{**stored, "kind": Kind(stored["kind"]), "keyboard": rows})


# The first that a message has; captions come with them.
_MEDIA = (
    ("voice", Kind.VOICE), ("audio", Kind.VOICE), ("video_note", Kind.VIDEO),
    ("photo", Kind.PHOTO), ("animation", Kind.VIDEO), ("video", Kind.VIDEO),
    ("sticker", Kind.STICKER), ("venue", Kind.LOCATION), ("location", Kind.LOCATION),
    ("document", Kind.DOCUMENT), ("contact", Kind.CONTACT), ("poll", Kind.UNSUPPORTED),
    ("dice", Kind.UNSUPPORTED), ("story", Kind.UNSUPPORTED), ("game", Kind.UNSUPPORTED),
    ("paid_media", Kind.UNSUPPORTED), ("checklist", Kind.UNSUPPORTED),
)  # fmt: skip
_GONE = ("kicked", "left")


def read_update(raw: object) -> Incoming | None:
    """Return what an update means, None if it is no update at all."""
    update = _mapping(raw)
    update_id = _id(update.get("update_id"))
    if not update_id:
        return None
    if callback := _mapping(update.get("callback_query")):
        return _choice(update_id, callback)
    if member := _mapping(update.get("my_chat_member")):
        return _membership(update_id, member)
    if edited := _mapping(update.get("edited_message")):
        return _edited(update_id, edited)
    return _message(update_id, _mapping(update.get("message")))


def _message(update_id: int, message: Mapping[str, Any]) -> Incoming:
    chat_id, is_private = _chat(message)
    if not chat_id:
        return Incoming(update_id, Kind.NOTHING)
    if not is_private:
        return _in_group(update_id, chat_id, message)
    common: dict[str, Any] = {
        "chat_id": chat_id,
        "message_id": _id(message.get("message_id")),
        "sent_at": _id(message.get("date")),
    }
    said = message.get("text")
    if isinstance(said, str) and said:
        if not is_storable(said):
            return Incoming(update_id, Kind.UNREADABLE, **common)
        command, argument = read_command(said)
        if command:
            return Incoming(update_id, Kind.COMMAND, command=command, argument=argument, **common)
        return Incoming(update_id, Kind.TEXT, text=said[:MAX_TEXT_CHARACTERS], **common)
    for key, kind in _MEDIA:
        if message.get(key):
            return Incoming(
                update_id,
                kind,
                text=_text(message.get("caption"))[:MAX_TEXT_CHARACTERS],
                album=_text(message.get("media_group_id"))[:MAX_DATA_CHARACTERS],
                **common,
            )
    # Pinned messages, changed settings and the like are no questions.
    return Incoming(update_id, Kind.NOTHING, **common)


def _in_group(update_id: int, chat_id: int, message: Mapping[str, Any]) -> Incoming:
    said = message.get("text")
    is_meant = bool(read_command(said)[0]) if isinstance(said, str) else False
    is_meant = is_meant or bool(message.get("group_chat_created"))
    return Incoming(update_id, Kind.GROUP if is_meant else Kind.NOTHING, chat_id=chat_id)


def _edited(update_id: int, message: Mapping[str, Any]) -> Incoming:
    chat_id, is_private = _chat(message)
    # A shared place is "edited" with every step that the person takes.
    if not chat_id or not is_private or message.get("location"):
        return Incoming(update_id, Kind.NOTHING)
    number = _id(message.get("message_id"))
    return Incoming(update_id, Kind.EDITED, chat_id=chat_id, message_id=number)


def _choice(update_id: int, callback: Mapping[str, Any]) -> Incoming:
    callback_id, data = callback.get("id"), callback.get("data")
    if not isinstance(callback_id, str) or not 0 < len(callback_id) <= MAX_DATA_CHARACTERS:
        return Incoming(update_id, Kind.NOTHING)
    message = _mapping(callback.get("message"))
    chat_id, is_private = _chat(message)
    if not isinstance(data, str) or not is_storable(data) or not chat_id or not is_private:
        # Whoever pressed waits for an answer all the same.
        return Incoming(update_id, Kind.CHOICE, callback_id=callback_id)
    return Incoming(
        update_id,
        Kind.CHOICE,
        chat_id=chat_id,
        message_id=_id(message.get("message_id")),
        callback_id=callback_id,
        data=data[:MAX_DATA_CHARACTERS],
        # Of a message that is too old to be edited Telegram sends neither date nor keyboard.
        keyboard=_keyboard(message.get("reply_markup")) if _id(message.get("date")) else (),
    )


def _membership(update_id: int, member: Mapping[str, Any]) -> Incoming:
    chat_id, is_private = _chat(member)
    status = _mapping(member.get("new_chat_member")).get("status")
    if chat_id and is_private and status in _GONE:
        return Incoming(update_id, Kind.BLOCKED, chat_id=chat_id)
    if chat_id and not is_private and status in ("member", "administrator"):
        return Incoming(update_id, Kind.GROUP, chat_id=chat_id)
    return Incoming(update_id, Kind.NOTHING)


def _keyboard(markup: object) -> tuple[tuple[Key, ...], ...]:
    rows = _mapping(markup).get("inline_keyboard")
    found = []
    for row in rows[:_MOST_BUTTONS] if isinstance(rows, list) else ():
        keys = [_key(_mapping(key)) for key in row] if isinstance(row, list) else []
        found.append(tuple(key for key in keys if key is not None))
    return tuple(row for row in found if row)


def _key(key: Mapping[str, Any]) -> Key | None:
    title, data, url = key.get("text"), key.get("callback_data"), key.get("url")
    if not isinstance(title, str) or not is_storable(title):
        return None
    if isinstance(data, str) and is_storable(data):
        return Key(title, data=data)
    return Key(title, url=url) if isinstance(url, str) and is_storable(url) else None


def _chat(holder: Mapping[str, Any]) -> tuple[int, bool]:
    chat = _mapping(holder.get("chat"))
    return _number(chat.get("id")), chat.get("type") == "private"


def _text(value: object) -> str:
    return value if isinstance(value, str) and is_storable(value) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _id(value: object) -> int:
    return max(0, _number(value))


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return value if abs(value) < _MOST_ID else 0
