"""Questions about the request itself: when an answer comes, what becomes of the data."""

from __future__ import annotations

from bot.fit.told.reading import is_open
from bot.intake.words import asides, phrases
from bot.words.phrases import has_any, spaced

PROMISE, STOP, FORGOT, NUMBER, STRIKE = "promise", "stop", "forgot", "number", "strike"
MINORS, TELL, COSTS, PUTS_OFF, SEEN = "minors", "tell", "costs", "puts_off", "seen"
AFTER = "after"
STRUCK_UNCLEAR = "struck_unclear"
"""When an answer comes; how the form is left, how something is added; when there is a number, and
when lines of the talk can be struck; what advice costs, that it has time; what is noted so far,
what is meant to be left out, what comes after the sending. The others are found by their names in
``fitting.yml``."""

_MOST_WORDS = 14


def aside_of(said: str) -> str | None:
    """Return what is asked about the request, by its name in ``fitting.yml``; None for nothing."""
    words = spaced(said)
    if len(words.split()) > _MOST_WORDS:
        return None
    for name, lists in asides().items():
        has_both = has_any(words, lists["about"]) and has_any(words, lists["asked"])
        if has_both and not has_any(words, lists["never"]):
            return name
    return None


def puts_off(said: str) -> bool:
    """Say whether somebody leaves the request for later; "das klären wir noch" is an answer."""
    return has_any(spaced(said), phrases("puts_off")) and not is_open(said)
