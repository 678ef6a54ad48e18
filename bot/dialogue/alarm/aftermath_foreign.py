"""What is asked after the numbers of an emergency in other languages (``aftermath_foreign.yml``).

Words bend in most of them, so beginnings of words count; marks on letters do not.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.words.folding import bare
from bot.words.lists import lists

_FILE = Path(__file__).with_name("aftermath_foreign.yml")
_ANY_ENDING = "*"
_WORD = re.compile(r"\w+")
# "And the parents?" says nothing else.
_FEW_WORDS = 3


def asks_in_foreign(text: str, kind: str) -> bool:
    """Say whether a message asks for a ``kind`` of help after the numbers in another language."""
    if kind == "parents":
        is_short = len(_WORD.findall(text)) <= _FEW_WORDS
        return has_foreign(text, kind) and (is_short or has_foreign(text, "telling"))
    if kind == "cared":
        return has_foreign(text, kind) and not has_foreign(text, "uncared")
    return has_foreign(text, kind)


def has_foreign(text: str, name: str) -> bool:
    """Say whether a message has one of the foreign words or phrases of a list.

    Of what only the German lists tell apart there is none.
    """
    pattern = _patterns().get(name)
    return pattern is not None and pattern.search(_plain(text)) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(_pattern(phrase) for phrase in phrases))
        for name, phrases in lists(_FILE).items()
    }


def _pattern(phrase: str) -> str:
    said = re.escape(_plain(phrase.removesuffix(_ANY_ENDING)).rstrip())
    return rf"{said}\w*(?=\s)" if phrase.endswith(_ANY_ENDING) else rf"{said}(?=\s)"


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(bare(text)))} "
