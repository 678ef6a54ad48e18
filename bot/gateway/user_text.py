"""Checks what a person typed and makes it harmless for Rasa."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

MAX_TEXT_CHARACTERS = 2000
COMMAND_PREFIX = "/"
# Rasa must receive something; a message of slashes alone means nothing to it either way.
NOTHING_LEFT = "?"
# What comes along with a text that was copied from a page: "<b>Frist</b>". An address in brackets,
# a name or words that somebody put there are no tag: "Alter <u 18 und >".
_TAG = re.compile(
    r"</?(?:a|b|i|u|p|em|br|li|ol|ul|td|th|tr|hr|div|font|span|strong|table|h[1-6]|script|style)"
    r"(?:\s+|\s[^<>=]*=[^<>]*)?/?>",
    re.IGNORECASE,
)


class TextProblem(Enum):
    """Why a text is refused."""

    NOT_TEXT = "not_text"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    FORBIDDEN = "forbidden"


def check_text(raw: object) -> str | TextProblem:
    """Return the trimmed text, each letter one with its accent, or why it is refused."""
    if not isinstance(raw, str):
        return TextProblem.NOT_TEXT
    if not is_storable(raw):
        return TextProblem.FORBIDDEN
    trimmed = unicodedata.normalize("NFC", raw).strip()
    if not trimmed:
        return TextProblem.EMPTY
    if len(trimmed) > MAX_TEXT_CHARACTERS:
        return TextProblem.TOO_LONG
    return trimmed


def is_storable(raw: str) -> bool:
    """Say whether databases accept the text: no NUL, no half of a surrogate pair."""
    return "\x00" not in raw and not any("\ud800" <= character <= "\udfff" for character in raw)


def storable(raw: str) -> str:
    """Return the text without what ``is_storable`` refuses."""
    return raw.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def for_rasa(text: str) -> str:
    """Return the text so that Rasa never reads it as a command such as ``/restart``.

    Rasa strips a message before it looks for the slash, so a space in front does not protect. Tags
    of a page say nothing: "<b>Frist</b>" is the word "Frist".
    """
    plain = _TAG.sub(" ", text).strip()
    while plain.startswith(COMMAND_PREFIX):
        plain = plain.removeprefix(COMMAND_PREFIX).strip()
    return plain or NOTHING_LEFT
