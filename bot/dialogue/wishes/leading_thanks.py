"""Finds the thanks before a further question (``leading_thanks.yml``).

"Super danke. Wann ist die nächste Runde" is as short, and goes on as much, as without its thanks.
"""

from __future__ import annotations

import re
from pathlib import Path

from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("leading_thanks.yml")
_WORD = re.compile(r"\w+")
# Fewer words behind thanks ask nothing.
_LEAST_WORDS = 2


def without_thanks(text: str) -> str:
    """Return a message with spaces instead of the thanks it begins with; places stay as they are.

    "Danke" alone, and thanks behind a question, stay.
    """
    end = _end_of_thanks(text)
    rest = text[end:]
    return " " * end + rest if end and len(folded(rest)) >= _LEAST_WORDS else text


def _end_of_thanks(text: str) -> int:
    """Return the place behind the thanks that a message begins with, 0 for no thanks."""
    known, end = sets(_FILE), 0
    for found in _WORD.finditer(text):
        word = " ".join(folded(found.group()))
        if end and word in known["behind"] and "," not in text[end : found.start()]:
            end = found.end()
        elif end or word not in known["thanks"] | known["before"]:
            break
        elif word in known["thanks"]:
            end = found.end()
    return end
