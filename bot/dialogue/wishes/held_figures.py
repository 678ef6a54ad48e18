"""Recognises a figure held against a programme's limits: "unsere Jüngste ist 12, passt das?".

Whoever asks so wants the limits of what is talked about, and no check of a whole plan
(``held_figures.yml``). A figure told without a question is noted with the plan instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.dialogue.aspects import AGE_ASPECT, ASPECT_OF_TOPIC
from bot.words.lists import tree
from bot.words.phrases import folded, has_phrase

_FILE = Path(__file__).with_name("held_figures.yml")
_MOST_WORDS = 10
_TOPIC_OF_ASPECT = {aspect: topic for topic, aspect in ASPECT_OF_TOPIC.items()}


def held_aspect(text: str) -> str | None:
    """Return the limits that a message holds a figure against, None where it holds none."""
    said, known = folded(text), _known()
    if not 0 < len(said) <= _MOST_WORDS:
        return None
    is_framed = said[0] in known["fits_first"] and said[-1] in known["fits_last"]
    if not is_framed and not has_phrase(said, known["fits"]):
        return None
    if not set(known["team"]).isdisjoint(said):
        return None
    if any(word.startswith(tuple(known["beginnings_of_leads"])) for word in said):
        # "Reicht es, wenn wir 6 Wochen vorher anfragen" is about the time before a journey.
        return None
    return next(_aspects(said), None)


def held_topic(text: str) -> str | None:
    """Return the topic of the limits that a message holds a figure against, else None."""
    aspect = held_aspect(text)
    return None if aspect is None else _TOPIC_OF_ASPECT[aspect]


def _aspects(said: list[str]) -> Iterator[str]:
    known = _known()
    ends = tuple(known["ends_of_ages"])
    has_figure = any(map(_is_figure, said))
    if any(word.endswith(ends) for word in said):
        yield AGE_ASPECT
    if has_figure and not set(known["age_words"]).isdisjoint(said):
        yield AGE_ASPECT
    for figure, unit in pairwise(said):
        for aspect, units in known["units"].items():
            if unit in units and _is_figure(figure):
                yield aspect


def _is_figure(word: str) -> bool:
    return word.isdigit() or word in _known()["numbers"]


def _known() -> Mapping[str, Any]:
    known: Mapping[str, Any] = tree(_FILE)
    return known
