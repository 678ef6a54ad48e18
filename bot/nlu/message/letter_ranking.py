"""Ranks a long message by its gist and by what it asks; the story only helps.

The question alone would be too little: "Können Sie mir das beantworten?" asks about what stands
before it. The story alone says much that nobody asks about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.nlu.ranker.ranking import Ranking, Scored
from bot.nlu.ranker.topic_ranker import TopicRanker

_WEIGHT_OF_QUESTION = 0.25
"""What speaks for a topic in the clearest question counts so much beside the gist."""
_WEIGHT_OF_GIST = 0.5
"""Of one of several questions: what the whole says counts so much beside its own words."""
_SHARE_OF_LEAD = 0.5
"""A question that says by itself what the whole says gives it so much of its own lead."""


def letter_ranking(
    ranker: TopicRanker,
    scored: Scored,
    gist: int,
    asking: Sequence[int],
    *,
    is_foreign: bool = False,
) -> Ranking:
    """Return the ranking of a long message; ``gist`` and ``asking`` are rows of what was scored."""
    scores = ranker.meaning_of(scored) if is_foreign else scored.raw
    questions = scores[list(asking)]
    raw = scores[gist] + _WEIGHT_OF_QUESTION * np.maximum(questions.max(axis=0), 0.0)
    ranking = ranker.ranking_of(scored, gist, raw, by_meaning=is_foreign)
    by_itself = ranker.ranking_by_meaning if is_foreign else ranker.ranking
    alone = (by_itself(scored, row) for row in asking)
    first = ranking.intents[0].intent
    leads = (one.lead for one in alone if one.intents[0].intent == first)
    return replace(ranking, lead=max(ranking.lead, _SHARE_OF_LEAD * max(leads, default=0.0)))


def question_ranking(ranker: TopicRanker, scored: Scored, gist: int, question: int) -> Ranking:
    """Return the ranking of one of the questions of a long message."""
    raw = scored.raw[question] + _WEIGHT_OF_GIST * scored.raw[gist]
    return ranker.ranking_of(scored, question, raw)
