"""Questions about the request itself: when an answer comes, what becomes of the data."""

from __future__ import annotations

from bot.fit.words import folded, has_any
from bot.intake.words import asides

PROMISE, STOP, FORGOT, NUMBER, STRIKE = "promise", "stop", "forgot", "number", "strike"
MINORS, TELL = "minors", "tell"
"""When an answer comes; how the form is left, how something is added; when there is a number, and
when lines of the talk can be struck. The others are found in ``fitting.yml`` by their names."""

_MOST_WORDS = 14


def aside_of(said: str) -> str | None:
    """Return what is asked about the request, by its name in ``fitting.yml``; None for nothing."""
    words = folded(said)
    if len(words.split()) > _MOST_WORDS:
        return None
    for name, lists in asides().items():
        has_both = has_any(words, lists["about"]) and has_any(words, lists["asked"])
        if has_both and not has_any(words, lists["never"]):
            return name
    return None
