"""Recognises answers whose first word is a yes or no that was asked for in another question.

"Brauchen wir einen Erste-Hilfe-Kurs?" gets the answer about training courses, which begins with
"Ja": whoever reads it takes it for theirs (``opening.yml``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.words.lists import sets
from bot.words.phrases import folded

Likeness = Callable[[str, Sequence[str]], Sequence[float]]
"""Tells how alike a question is to each of some texts."""

_FILE = Path(__file__).with_name("opening.yml")
_LEAST_LIKENESS = 0.55


def answers_another_question(asked: str, question: str, answer: str, likeness: Likeness) -> bool:
    """Say whether the yes or no that opens ``answer`` may be read as one to what was asked.

    ``question`` is the one that the answer was written for.
    """
    if not (_opens_with_verdict(answer) and _may_read_verdict(asked)):
        return False
    return is_another_question(asked, question, likeness)


def is_another_question(asked: str, question: str, likeness: Likeness) -> bool:
    """Say whether what was asked is so unlike a question that its answer needs the question."""
    return likeness(asked, [question])[0] < _LEAST_LIKENESS


def _opens_with_verdict(answer: str) -> bool:
    for word in folded(answer):
        if word in _words()["verdicts"]:
            return True
        if word not in _words()["before_verdicts"]:
            return False
    return False


def _may_read_verdict(asked: str) -> bool:
    said = folded(asked)
    is_joining = said[:1] != [] and said[0] in _words()["joining"]
    return is_joining or not _words()["yes_no"].isdisjoint(said)


def _words() -> Mapping[str, frozenset[str]]:
    return sets(_FILE)
