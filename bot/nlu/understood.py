"""What a message was understood to be: the decision and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.nlu.decision import Understanding
from bot.nlu.ranker.ranking import RankedIntent, Ranking


@dataclass(frozen=True)
class Asked:
    """One of several questions of a message, with the decision on it alone."""

    text: str
    decision: Understanding
    lead: float


SURE = 3.0
"""How sure a word of the list of danger is: there is no second look at it."""


@dataclass(frozen=True)
class Understood:
    """The decision on a message and the ranking behind it.

    ``is_concerning`` marks a message that may tell of an emergency but is not decided to be one,
    ``is_faint`` that it may only if nothing was talked about before.
    ``calm`` is what an emergency would be if it were none; ``is_certain`` says that it is one
    whatever the conversation was about before, ``names_danger`` that a word of danger is in it,
    ``is_named`` that one of the list is; ``is_doubtful`` marks an emergency that hardly sounds like
    one, ``sure`` how sure the second look is of it, ``is_elsewhere`` the news of a country where
    nobody of the group is. ``in_context`` holds the intents of the message behind what was talked
    about, by what that is; none where there was nothing, or where the message is long.
    ``questions`` are those of a German message that asks more than one, ``asking`` the spans of
    what a long one asks.
    """

    decision: Understanding
    ranking: Ranking
    is_concerning: bool = False
    is_faint: bool = False
    calm: Understood | None = None
    is_certain: bool = True
    names_danger: bool = False
    is_named: bool = False
    is_doubtful: bool = False
    sure: float = SURE
    is_elsewhere: bool = False
    in_context: Mapping[str, Sequence[RankedIntent]] = field(default_factory=dict)
    questions: tuple[Asked, ...] = ()
    asking: tuple[tuple[int, int], ...] = ()
