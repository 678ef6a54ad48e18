"""Recognises who asks what to do now, and the sentences of an answer that say it.

"Was heißt das jetzt für uns?" and "was machen wir jetzt konkret?" name nothing to look up: what is
wanted are the steps of the answer above. The patterns are in ``next_steps.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bot.words.lists import tree
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("next_steps.yml")
_CLAUSE_END = re.compile(r"(?<=[,:;]) ")


def asks_for_steps(message: str) -> bool:
    """Say whether a message asks for nothing but what to do now."""
    return _asked().fullmatch(" ".join(folded(message))) is not None


def steps_among(sentences: Sequence[str]) -> list[str]:
    """Return the sentences that advise to do something, in their order; the last one is one."""
    last = len(sentences) - 1
    return [said for place, said in enumerate(sentences) if place == last or _advises(said)]


def _advises(sentence: str) -> bool:
    """Say whether a clause is "fragen Sie …": "Fehlt etwas, melden Sie das." has one, too."""
    return any(_is_advice(clause) for clause in _CLAUSE_END.split(sentence))


def _is_advice(clause: str) -> bool:
    said = folded(clause)[:2]
    is_imperative = len(said) == 2 and said[1] == "sie" and said[0].endswith("n")
    return is_imperative and said[0] not in tree(_FILE)["conditions"]


@cache
def _asked() -> re.Pattern[str]:
    known = tree(_FILE)
    before, after = (f"(?:{'|'.join(known[name])})" for name in ("before", "after"))
    needing = set(known["needs_after"])
    asked = (
        f"(?:{pattern.replace('{after}', after)})(?: {after}){'+' if pattern in needing else '*'}"
        for pattern in known["asked"]
    )
    return re.compile(f"(?:{before} )*(?:{'|'.join(asked)})")
