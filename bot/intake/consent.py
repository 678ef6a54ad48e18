"""Consent in free words: "ja, ich stimme zu und schicke das ab"."""

from __future__ import annotations

from bot.intake.words import phrases
from bot.words.phrases import has_any, spaced

_MOST_WORDS = 12


def sends(said: str) -> bool:
    """Say whether a message wants the request to be sent, however much is still to be asked."""
    return consents(said) and has_any(spaced(said), phrases("sending"))


def consents(said: str) -> bool:
    """Say whether a message agrees to what was shown being sent, and says nothing else.

    A lone "ja" is left to the understanding; what asks or denies agrees to nothing.
    """
    words = spaced(said)
    spoken = words.split()
    if "?" in said or not 0 < len(spoken) <= _MOST_WORDS:
        return False
    explicit = [phrase for phrase in phrases("agreeing") if f" {phrase} " in words]
    in_phrases = {word for phrase in explicit for word in phrase.split()}
    return bool(explicit) and all(
        word in in_phrases or word in phrases("beside_agreeing") for word in spoken
    )
