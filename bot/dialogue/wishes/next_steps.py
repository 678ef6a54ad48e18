"""Recognises who asks what to do now, or whom to ask, and the sentences of an answer that say it.

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


def asks_whom(message: str) -> bool:
    """Say whether a message asks for nothing but whom to turn to."""
    return _asked("asked_whom").fullmatch(" ".join(folded(message))) is not None


def asks_for_steps(message: str) -> bool:
    """Say whether a message asks for nothing but what to do now."""
    return _asked("asked").fullmatch(" ".join(folded(message))) is not None


def steps_asked(message: str, sentences: Sequence[str]) -> list[str]:
    """Return the sentences that tell what to do now, or whom to ask; none where nobody asks it.

    What to do: those that advise something, in their order; the last one always does.
    """
    if asks_whom(message):
        turning = set(tree(_FILE)["turning_to"])
        return [sentence for sentence in sentences if not turning.isdisjoint(_advice(sentence))]
    if not asks_for_steps(message):
        return []
    return [sentence for sentence in sentences if sentence == sentences[-1] or _advice(sentence)]


def _advice(sentence: str) -> list[str]:
    """Return the verbs of "fragen Sie …": "Fehlt etwas, melden Sie das." has one, too."""
    clauses = [folded(clause)[:2] for clause in _CLAUSE_END.split(sentence)]
    verbs = [said[0] for said in clauses if len(said) == 2 and said[1] == "sie"]
    return [verb for verb in verbs if verb.endswith("n") and verb not in tree(_FILE)["conditions"]]


@cache
def _asked(name: str) -> re.Pattern[str]:
    known = tree(_FILE)
    before, after = (f"(?:{'|'.join(known[name])})" for name in ("before", "after"))
    needing = set(known["needs_after"])
    asked = (
        f"(?:{pattern.replace('{after}', after)})(?: {after}){'+' if pattern in needing else '*'}"
        for pattern in known[name]
    )
    return re.compile(f"(?:{before} )*(?:{'|'.join(asked)})")
