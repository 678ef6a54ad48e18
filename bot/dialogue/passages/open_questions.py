"""Recognises questions that leave open what they are about: "was macht man da?", "dauert lange?".

What stands above says it (``open_questions.yml``).
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from bot.dialogue.passages.passage import content_words
from bot.words.lists import sets
from bot.words.phrases import folded

_FILE = Path(__file__).with_name("open_questions.yml")
# "Studien" stands in "Langzeitstudie", too.
_ENDING, _SHORTEST = 2, 5


def has_words_of(question: str, told: str) -> bool:
    """Say whether an answer has a word of what is asked for, or nothing in particular is asked."""
    wanted = [word for word in content_words(question) if word not in sets(_FILE)["open"]]
    said = " ".join(folded(told))
    return not wanted or any(word[: max(_SHORTEST, len(word) - _ENDING)] in said for word in wanted)


def asks_how_long_it_takes(text: str) -> bool:
    """Say whether "wie lange dauert das?" names nothing that people travel for."""
    said, known = folded(text), sets(_FILE)
    is_asked = not known["takes"].isdisjoint(said) and not known["how_long"].isdisjoint(said)
    return is_asked and not any(word.startswith(tuple(known["journeys"])) for word in said)


def tells_length(passage: str) -> bool:
    """Say whether a passage tells how long something takes: "mehrere Wochen", "6 Monate"."""
    known = sets(_FILE)
    return any(
        after.startswith(tuple(known["lengths"]))
        and (before.isdigit() or before in known["before_lengths"])
        for before, after in pairwise(folded(passage))
    )
