"""Recognises who asks what somebody of an age may do (``allowed_at_age.yml``).

"Darf die 19-Jährige den Bus fahren?" and "dürfen 18-Jährige ausreisen?" name an age, and the ages
of a funder are no answer to either.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from bot.dialogue.context import Heard, Meant
from bot.dialogue.topics import AGE_TOPIC
from bot.words.lists import lists, sets
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("allowed_at_age.yml")
_MOST_DIGITS = 2
_ASKED_BACK = "clarify"


def asks_what_is_allowed(text: str) -> bool:
    """Say whether a message asks what may be done at an age, beside travelling with the group."""
    said, known = folded(text), sets(_FILE)
    if known["may"].isdisjoint(said) or not _names_age(said):
        return False
    beginnings = lists(_FILE)["doing_beginnings"]
    is_done = any(word.startswith(beginnings) for word in said)
    return is_done or has_phrase(said, lists(_FILE)["doing_phrases"])


def allowed_at_age_meant(heard: Heard) -> Meant | None:
    """Return that it is to be asked back where the age alone has told the topic, else None."""
    is_age = heard.topic == AGE_TOPIC and heard.decision in ("answer", _ASKED_BACK)
    if not is_age or heard.programmes or not asks_what_is_allowed(heard.text):
        return None
    nearest = next((topic for topic in heard.topics if topic != AGE_TOPIC), AGE_TOPIC)
    return Meant(_ASKED_BACK, nearest, (), heard.countries)


def _names_age(said: list[str]) -> bool:
    """Return whether words name an age: "18-Jährige", "die 19jährige", "mit 17"."""
    known = sets(_FILE)
    if any(_is_age_word(word) for word in said):
        return True
    return any(
        _is_number(word) and (after in known["ages"] or before in known["with_age"])
        for (before, word), after in zip(pairwise(("", *said)), (*said[1:], ""), strict=False)
    )


def _is_age_word(word: str) -> bool:
    ending = next((end for end in sets(_FILE)["ages"] if word.endswith(end)), None)
    return ending is not None and _is_number(word.removesuffix(ending))


def _is_number(word: str) -> bool:
    return word.isdigit() and len(word) <= _MOST_DIGITS
