"""Finds what somebody says behind a greeting or thanks.

"Ok danke, und wer zahlt den bus" is no goodbye, "hallo wir brauchen hilfe beim antrag" more than a
greeting.
"""

from __future__ import annotations

import re
from pathlib import Path

from bot.nlu.message.questions import asks
from bot.words.folding import fold
from bot.words.lists import sets

_THANKS = Path(__file__).with_name("thanks.yml")
_GREETINGS = Path(__file__).with_name("greetings.yml")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 3


def behind_thanks(text: str) -> str | None:
    """Return the question that a message asks behind its thanks, None where it asks none there."""
    rest = _behind(text, sets(_THANKS)["thanks"], sets(_THANKS)["around"])
    return rest if rest is not None and asks(rest) else None


def behind_greeting(text: str) -> str | None:
    """Return what a message says behind its greeting, None where that are hardly any words."""
    return _behind(text, sets(_GREETINGS)["greetings"], sets(_GREETINGS)["around"])


def _behind(text: str, courteous: frozenset[str], around: frozenset[str]) -> str | None:
    """Return what stands behind courteous words at the beginning, if it has some words."""
    words = list(_WORD.finditer(text))
    said = [fold(word.group()) for word in words]
    polite = courteous | around
    end = next((place for place, word in enumerate(said) if word not in polite), len(said))
    if courteous.isdisjoint(said[:end]) or len(said) - end < _FEWEST_WORDS:
        return None
    return text[words[end].start() :]
