"""Finds what somebody asks behind their thanks: "ok danke, und wer zahlt den bus" is no goodbye."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from bot.nlu.folding import fold
from bot.nlu.questions import asks

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
    lists = _lists()
    polite = lists["thanks"] | lists["around"]
    end = next((place for place, word in enumerate(said) if word not in polite), len(said))
    return end if not lists["thanks"].isdisjoint(said[:end]) else None


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        name: frozenset(value.split() if isinstance(value, str) else value)
        for name, value in read.items()
    }
