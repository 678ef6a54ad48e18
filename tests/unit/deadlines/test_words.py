"""The word lists of deadlines: each is used, and none is missing."""

from __future__ import annotations

import re
from pathlib import Path

from bot.deadlines.asked.words import words

ROOT = Path(__file__).resolve().parents[3]
WORDS = ROOT / "bot" / "deadlines" / "asked" / "words.py"
_USED = re.compile(r"(?:words\(\)|\bknown)\.(\w+)")


def test_each_list_is_used_and_each_that_is_used_is_there() -> None:
    used: set[str] = set()
    for path in (ROOT / "bot").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "from bot.deadlines.asked.words import" in source or path == WORDS:
            used |= {*_USED.findall(source)}
    lists = {*vars(words())}
    assert used == lists
