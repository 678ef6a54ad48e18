"""Make a transcript safe to store.

The person cannot correct it, so nothing in it may get a request rejected: what does not fit is
dropped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from bot.consultations.models import TranscriptLine, TranscriptSource

MAX_LINES = 200
MAX_LINE_LENGTH = 4000
MAX_SOURCES = 20
MAX_SOURCE_LENGTH = 500


def clean_transcript(lines: Sequence[TranscriptLine]) -> tuple[TranscriptLine, ...]:
    """Return the last lines without control characters, empty lines and overlong text."""
    cleaned = (_clean_line(line) for line in lines[-MAX_LINES:])
    return tuple(line for line in cleaned if line.text or line.is_struck)


def strike(lines: Sequence[TranscriptLine], struck: Collection[int]) -> tuple[TranscriptLine, ...]:
    """Return the lines with those at the given positions (from 0) struck out."""
    return tuple(
        TranscriptLine(line.speaker, "", is_struck=True) if position in struck else line
        for position, line in enumerate(lines)
    )


def _clean_line(line: TranscriptLine) -> TranscriptLine:
    if line.is_struck:
        return TranscriptLine(line.speaker, "", is_struck=True)
    sources = tuple(
        TranscriptSource(_clean(source.title)[:MAX_SOURCE_LENGTH], source.url)
        for source in line.sources[:MAX_SOURCES]
        # Shown as a link later, so nothing but pages; a cut address would lead elsewhere.
        if source.url.startswith("https://")
        and len(source.url) <= MAX_SOURCE_LENGTH
        and source.url.isascii()
        and source.url.isprintable()
    )
    return TranscriptLine(line.speaker, _clean(line.text), sources)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in _DROPPED)
    return unicodedata.normalize("NFC", "".join(kept))[:MAX_LINE_LENGTH].strip()


_DROPPED = frozenset({"Cc", "Cs"})
