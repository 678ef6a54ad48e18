"""Questions about the request itself: when an answer comes, what becomes of the data."""

from __future__ import annotations

from bot.fit.words import folded, has_any
from bot.intake.words import asides, phrases

PROMISE, DATA, STOP = "promise", "data", "stop"
"""When an answer comes; what becomes of the data; how the form is left."""

_MOST_WORDS = 14
_MOST_WORDS_OF_OWN = 8


def aside_of(said: str) -> str | None:
    """Return what is asked about the request, ``PROMISE`` or ``DATA``, None for nothing."""
    words = folded(said)
    if len(words.split()) > _MOST_WORDS:
        return None
    for name, lists in asides().items():
        has_both = has_any(words, lists["about"]) and has_any(words, lists["asked"])
        if has_both and not has_any(words, lists["never"]):
            return name
    return None


def is_about_own_request(said: str) -> bool:
    """Say whether a short message is about a request that was sent: "doch zurückziehen bitte"."""
    words = folded(said)
    is_short = len(words.split()) <= _MOST_WORDS_OF_OWN
    is_other = has_any(words, phrases("never_own_request"))
    return is_short and not is_other and has_any(words, phrases("own_request"))
