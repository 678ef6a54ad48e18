"""How likely each topic is meant by a further message: learned weights of plain signs.

The ranking of the message *behind* the question that was talked about knows what no rule does ("auf
20 kids", "habt ihr n muster"), and so does what the entries of the nearest topics tell. A weighted
sum of all that gives each topic a probability. ``python -m benchmarks.in_context`` learns the
weights in ``likely_topics.json`` and measures them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.dialogue.aspects import ASPECT_OF_TOPIC, PROGRAMME_TOPIC
from bot.dialogue.context import NO_QUESTIONS, UNSURE, Context, Heard, Meant
from bot.dialogue.situations.allowed_at_age import asks_what_is_allowed
from bot.dialogue.topics import AGE_TOPIC
from bot.words.phrases import folded

WEIGHTS_FILE = Path(__file__).with_name("likely_topics.json")
SIGNS = (
    "alone", "behind", "after_first", "after_last", "before", "before_long", "before_clear",
    "no_question", "programme_again", "programme_now", "aspect", "ruled", "ruled_unsure",
    "ruled_clear", "told",
)  # fmt: skip
# The logarithm of what no ranking lists any more.
_UNLISTED = -14.0
_LEAST_PROBABILITY = 1e-6
_MANY_WORDS = 12
# With these leads "before_clear" and "ruled_clear" count: their weights were learned with them, and
# other ones want ``python -m benchmarks.in_context --write``.
_LEAD_AGAINST_LAST = 0.15
_LEAD_OF_RULES = 0.25
# Of so many topics it is looked up what their entries tell.
_MOST_LOOKED_UP = 6

Fits = Callable[[str], float]
"""Tells how much better than usual the best passage of a topic fits; 0: nothing can be told."""


@dataclass(frozen=True)
class Likely:
    """A topic and the probability that it is meant."""

    topic: str
    probability: float


def nothing_fits(_: str) -> float:
    """Tell that nothing can be told of a topic."""
    return 0.0


def likely_topics(
    heard: Heard, before: Context | None, meant: Meant, fits: Fits = nothing_fits
) -> tuple[Likely, ...]:
    """Return what may be meant, the most probable first; empty where nothing was talked about.

    ``meant`` is what the rules say.
    """
    if before is None or not heard.in_context:
        return ()
    signs = signs_of(heard, before, meant, fits)
    # "Können 16-Jährige das unterschreiben?" below ages is not about these.
    no_age = AGE_TOPIC if asks_what_is_allowed(heard.text) and len(signs) > 1 else None
    sums = {t: sum(map(_product, weights(), row)) for t, row in signs.items() if t != no_age}
    most = max(sums.values())
    shares = {topic: math.exp(value - most) for topic, value in sums.items()}
    total = sum(shares.values())
    ordered = sorted(shares.items(), key=lambda pair: -pair[1])
    return tuple(Likely(topic, share / total) for topic, share in ordered)


def signs_of(
    heard: Heard, before: Context, meant: Meant, fits: Fits = nothing_fits
) -> Mapping[str, Sequence[float]]:
    """Return for each topic that may be meant the values of :data:`SIGNS`, in their order."""
    alone, behind = _logarithms(heard.ranking), _logarithms(heard.in_context)
    # Whoever came here by buttons has said nothing yet: then the question stands for it.
    first = _logarithms(heard.after_first or heard.in_context)
    last = _logarithms(heard.after_last or heard.in_context)
    ruled = [meant.topic] if meant.topic else []
    topics = dict.fromkeys((*alone, *behind, *first, *last, before.topic, *ruled))
    rankings = (alone, behind, first, last)

    def nearness(topic: str) -> float:
        return sum(ranking.get(topic, _UNLISTED) for ranking in rankings)

    near = sorted(topics, key=nearness, reverse=True)[:_MOST_LOOKED_UP]
    told = {topic: fits(topic) for topic in dict.fromkeys((*near, before.topic, *ruled))}
    length = min(len(folded(heard.text)), _MANY_WORDS) / _MANY_WORDS
    was_programme = before.topic.startswith(PROGRAMME_TOPIC)
    is_unsure = meant.decision in UNSURE

    def row(topic: str) -> tuple[float, ...]:
        # What was only asked back about was not talked about yet.
        is_before = topic == before.topic and not before.is_guess
        is_ruled = topic == meant.topic
        is_programme = topic.startswith(PROGRAMME_TOPIC)
        return (
            *(ranking.get(topic, _UNLISTED) for ranking in rankings),
            float(is_before),
            length if is_before else 0.0,
            float(is_before and heard.lead >= _LEAD_AGAINST_LAST),
            float(topic.startswith(NO_QUESTIONS)),
            float(is_programme and was_programme),
            float(is_programme and not was_programme),
            float(ASPECT_OF_TOPIC.get(topic) in heard.aspects),
            float(is_ruled and not is_unsure),
            float(is_ruled and is_unsure),
            float(is_ruled and not is_unsure and heard.lead >= _LEAD_OF_RULES),
            told.get(topic, 0.0),
        )

    return {topic: row(topic) for topic in topics}


def _logarithms(ranking: Sequence[tuple[str, float]]) -> dict[str, float]:
    return {topic: math.log(max(share, _LEAST_PROBABILITY)) for topic, share in ranking}


def _product(weight: float, value: float) -> float:
    return weight * value


@cache
def weights() -> tuple[float, ...]:
    """Return what each of the ``SIGNS`` counts, as it was learned."""
    kept = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return tuple(float(kept[name]) for name in SIGNS)
