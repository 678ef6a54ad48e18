"""How a message in another language is read: in letters and words that the encoder knows."""

from __future__ import annotations

from bot.nlu.languages.romanised import in_own_letters
from bot.nlu.languages.ukrainian import UKRAINIAN, towards_russian


def as_read(text: str, language: str) -> str:
    """Return ``text`` as it is ranked: romanised in its own letters, Ukrainian near to Russian."""
    own = in_own_letters(text, language)
    return towards_russian(own) if language == UKRAINIAN else own
