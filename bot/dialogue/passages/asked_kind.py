"""Recognises what a passage must tell to answer a short question: a time, an age (asked_kind.yml).

"Wann muss ich mich bewerben?" is not answered by the sentence that says where.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.words.lists import tree
from bot.words.phrases import folded, has_phrase

Tells = Callable[[str], bool]
"""Says whether a passage tells what was asked for."""

_FILE = Path(__file__).with_name("asked_kind.yml")
_WHEN = "wann"
_MOST_DIGITS_OF_AGE = 2
_OLDEST = 35
_LIMIT = re.compile(
    r"\b(\d+ bis \d+|ab( etwa)? \d+|bis( zu)? \d+|hoechstens \d+|unter \d+) jahren?\b"
)


def kind_asked(question: str) -> Tells | None:
    """Return what a passage must tell to answer a question at all, None where any may."""
    said = folded(question)
    known = _raw()
    if known["from_when"] in " ".join(said) and not set(known["may"]).isdisjoint(said):
        return _tells_age
    if any(phrase in " ".join(said) for phrase in known["how_early"]):
        return _tells_how_early
    if known["from_when"] in " ".join(said):
        return _tells_time_or_age
    if _WHEN in said:
        return _tells_time if set(known["valid"]).isdisjoint(said) else _tells_validity
    return _tells_age if _gives_age(said) else None


def asks_how_long_valid(text: str) -> bool:
    """Say whether a message asks how long something holds: "wie lange gilt die noch"."""
    said, known = folded(text), _raw()
    is_valid = not set(known["valid"]).isdisjoint(said)
    return is_valid and known["how_long"] in " ".join(said)


def bare_age(text: str) -> bool:
    """Say whether an age is all that a message tells: "alle 19", "15 bis 17", "bin 16"."""
    return len(_ages(text)) > 0


def bare_ages(text: str) -> bool:
    """Say whether the youngest and the oldest are all that a message tells: "15 bis 17"."""
    return len(_ages(text)) > 1


def _ages(text: str) -> list[int]:
    """Return the one or two ages that are all that a message tells, none where it says more."""
    told = [word for word in folded(text) if word not in _raw()["around_ages"]]
    ages = [word for word in told if word.isascii() and word.isdigit()]
    is_short = len(ages) in (1, 2) and all(len(a) <= _MOST_DIGITS_OF_AGE for a in ages)
    is_all = is_short and ages == told and max(map(int, ages)) <= _OLDEST
    return list(map(int, ages)) if is_all else []


def gives_age(text: str) -> bool:
    """Say whether a message gives an age and asks for none: "da darf man aber mit 16, oder?"."""
    said = folded(text)
    pairs = (said[:place] for place in range(2, len(said) + 1))
    return any(_gives_age(pair) for pair in pairs)


def tells_limit_of_age(passage: str) -> bool:
    """Say whether a passage tells who is old or young enough."""
    return _LIMIT.search(" ".join(folded(passage))) is not None


def _tells_time(passage: str) -> bool:
    said, known = folded(passage), _raw()
    beginnings, others = tuple(known["time_beginnings"]), set(known["no_times"])
    has_word = any(word.startswith(beginnings) and word not in others for word in said)
    return has_word or has_phrase(said, known["time_phrases"])


def _tells_time_or_age(passage: str) -> bool:
    """Return whether "ab wann Wein" is told, by a time or by an age."""
    return _tells_time(passage) or _tells_age(passage)


def _tells_how_early(passage: str) -> bool:
    return not set(_raw()["early"]).isdisjoint(folded(passage))


def _tells_validity(passage: str) -> bool:
    said, known = folded(passage), _raw()
    is_valid_until = known["until"] in said and not set(known["validity"]).isdisjoint(said)
    return is_valid_until or any(w.startswith(tuple(known["validity_beginnings"])) for w in said)


def _tells_age(passage: str) -> bool:
    said, known = folded(passage), _raw()
    beginnings = tuple(known["age_beginnings"])
    return any(
        word in known["age_words"] or word.startswith(beginnings) or known["age_inside"] in word
        for word in said
    )


def _gives_age(said: list[str]) -> bool:
    """Return whether "mit 17" is how a question ends."""
    before, last = ("", "", *said)[-2:]
    is_age = last.isascii() and last.isdigit() and len(last) <= _MOST_DIGITS_OF_AGE
    return is_age and before in _raw()["before_ages"]


def _raw() -> dict[str, Any]:
    raw: dict[str, Any] = tree(_FILE)
    return raw
