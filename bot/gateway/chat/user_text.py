"""Checks what a person typed and makes it harmless for Rasa."""

from __future__ import annotations

import unicodedata
from enum import Enum

from bot.field_values import is_storable

MAX_TEXT_CHARACTERS = 2000
COMMAND_PREFIX = "/"
# Rasa must receive something; a message of slashes alone means nothing to it either way.
NOTHING_LEFT = "?"


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


def for_rasa(text: str) -> str:
    """Return the text so that Rasa never reads it as a command such as ``/restart``.

    Rasa strips a message before it looks for the slash, so a space in front does not protect. All
    else stays, tags of a page too: it may be what a request says.
    """
    plain = text.strip()
    while plain.startswith(COMMAND_PREFIX):
        plain = plain.removeprefix(COMMAND_PREFIX).strip()
    return plain or NOTHING_LEFT
