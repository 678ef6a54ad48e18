"""The parts of a message, each of which may mean something by itself."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.words.lists import lists

_FILE = Path(__file__).with_name("parts.yml")
MIN_WORDS = 3
"""Fewer words mean nothing by themselves."""
_PART = re.compile(r"[.!?:;,\n]+|\s(?:und|aber|weil|denn|and|but)\s", re.IGNORECASE)
_MIN_PARTS = 2
_MAX_PARTS = 40
# So many sentences are read by themselves and with what stands before and behind them.
_MAX_SENTENCES = 12


def parts_of(text: str) -> list[str]:
    """Return the parts of a message that are long enough to mean something; none if it is one."""
    parts = [part.strip() for part in _PART.split(text)]
    parts = [part for part in parts if len(part.split()) >= MIN_WORDS][:_MAX_PARTS]
    return parts if len(parts) >= _MIN_PARTS else []


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a message, and what stands before and behind each joint of them.

    "Also gut. Wir haben ihn verloren. Danke" gives each of the three, the first two and the last
    two: what belongs together may stand in two sentences. Whoever changes the subject begins a new
    one: "und noch was", "ach ja". None if the message is one sentence.
    """
    found = [one.strip(" ,") for one in _joint().split(text)]
    found = [one for one in found if one][:_MAX_SENTENCES]
    joints = range(1, len(found))
    behind = (" ".join(found[joint:]) for joint in joints)
    before = (" ".join(found[:joint]) for joint in joints)
    spans = [*found, *behind, *before] if len(found) >= _MIN_PARTS else []
    # In a chat nobody sets the full stop behind the last sentence.
    distinct = dict.fromkeys(span.rstrip(" .") for span in spans)
    return [span for span in distinct if len(span.split()) >= MIN_WORDS]


@cache
def _joint() -> re.Pattern[str]:
    turns, months = ("|".join(map(re.escape, lists(_FILE)[name])) for name in ("turns", "months"))
    return re.compile(
        rf"(?<=[\w.][.;:])\s+(?!(?:{months})\b)|(?<=[!?؟…)\"“])\s+|\s*\n+\s*|[\s,]+(?:{turns})\b[\s,:]*",
        re.IGNORECASE,
    )
