"""Make a transcript safe to store.

The person cannot correct it, so nothing in it may get a request rejected: what does not fit is
dropped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from bot.consultations.models import TranscriptLine

MAX_LINES = 200
MAX_LINE_LENGTH = 4000


def clean_transcript(lines: Sequence[TranscriptLine]) -> tuple[TranscriptLine, ...]:
    """Return the last lines without control characters, empty lines and overlong text."""
    cleaned = (replace(line, text=_clean(line.text)) for line in lines[-MAX_LINES:])
    return tuple(line for line in cleaned if line.text)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in _DROPPED)
    return unicodedata.normalize("NFC", "".join(kept))[:MAX_LINE_LENGTH].strip()


_DROPPED = frozenset({"Cc", "Cs"})
