"""Finds what somebody asks behind their thanks: "ok danke, und wer zahlt den bus" is no goodbye."""

from __future__ import annotations

import re
from pathlib import Path

from bot.nlu.questions import asks
from bot.words.folding import fold
from bot.words.lists import sets

_FILE = Path(__file__).with_name("thanks.yml")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 3


def behind_thanks(text: str) -> str | None:
    """Return the question that a message asks behind its thanks, None where it asks none there."""
    words = list(_WORD.finditer(text))
    said = [fold(word.group()) for word in words]
    begin = _end_of_thanks(said)
    if begin is None or len(said) - begin < _FEWEST_WORDS:
        return None
    rest = text[words[begin].start() :]
    return rest if asks(rest) else None


def _end_of_thanks(said: list[str]) -> int | None:
    """Return how many words the thanks at the beginning take, None where there are none."""
    lists = sets(_FILE)
    polite = lists["thanks"] | lists["around"]
    end = next((place for place, word in enumerate(said) if word not in polite), len(said))
    return end if not lists["thanks"].isdisjoint(said[:end]) else None
