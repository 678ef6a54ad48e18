"""Which of several times is that of a deadline: "1. Februar oder 1. März?"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from bot.clock import day_in_germany
from bot.deadlines.address import CODE_SHAPE
from bot.deadlines.asked.dates import DateSpan
from bot.deadlines.asked.doubt import (
    DoubtedTime,
    Match,
    asks_whether_round_is_over,
    round_season,
)
from bot.deadlines.asked.named_spans import land_spans
from bot.deadlines.asked.words import words
from bot.deadlines.models import PatternRule, Round
from bot.deadlines.query import Found
from bot.knowledge.naming.names import words_of
from bot.texts import text
from bot.words.phrases import spaced

_EITHER = "oder"
_SEVERAL = 2
_MOST_ACTIONS = 2
_MONTH = "month"
_DAY = timedelta(1)


def times_to_choose(
    message: str, dates: Sequence[DateSpan], names: Sequence[tuple[int, int]] = ()
) -> tuple[DoubtedTime, ...]:
    """Return the times of which is asked which one is that of a deadline, empty where none is.

    ``dates`` are the periods that were read in ``message``, ``names`` the spans of programmes and
    countries. "Fahren wir im Mai oder Juni, bis wann?" tells of a journey.
    """
    if len(dates) < _SEVERAL or not all(_is_choice(message, *two) for two in pairwise(dates)):
        return ()
    spans = (*names, *land_spans(message), *((span.start, span.end) for span in dates))
    said = (word for word in words_of(message) if not CODE_SHAPE.fullmatch(word.text))
    rest = [w.text for w in said if not any(a <= w.start < b for a, b in spans)]
    told = [*filter(None, map(_time, dates))]
    known = {*words().beside_choice, *words().between_choice}
    is_all = len(told) == len(dates) and {*rest} <= known
    return tuple(told) if is_all else ()


def are_days(times: Iterable[DoubtedTime]) -> bool:
    """Say whether all times are days, of which nobody tells a journey in two ways."""
    return all(time.day is not None for time in times)


def best_match(time: DoubtedTime, items: Sequence[Found]) -> Match:
    """Return how well a time fits what it fits best."""
    return min((time.match(item) for item in items), key=[*Match].index, default=Match.NONE)


def which_words(times: Sequence[DoubtedTime], items: Sequence[Found]) -> str:
    """Return of each time whether it is one of these deadlines, and of what."""
    matches = [best_match(time, items) for time in times]
    said = [_words(time, match, items) for time, match in zip(times, matches, strict=True)]
    is_open = Match.SURE not in matches and {*matches} != {Match.NONE}
    return " ".join((*said, *([text("deadlines.which_unconfirmed")] if is_open else ())))


def round_over_words(message: str, dates: Sequence[DateSpan], items: Sequence[Found],
                     now: datetime) -> str:  # fmt: skip
    """Return whether "die Herbstrunde" is over at ``now`` (aware); empty where none is asked.

    Of a habit nobody knows that for sure.
    """
    season = round_season(dates[0]) if len(dates) == 1 else None
    if season is None or not asks_whether_round_is_over(message):
        return ""
    rounds = [*_rounds(season, items)]
    if not rounds:
        return ""
    year = season.first.year
    last = max(r.last.on(year + (r.last.month < season.first.month)) for r in rounds)
    kind = "over" if last < day_in_germany(now) else "ahead"
    labels = "; ".join(dict.fromkeys(r.label for r in rounds))
    return text(f"deadlines.round_{kind}", when=season.name, year=year, labels=labels)


def rounds_in(time: DoubtedTime, items: Sequence[Found]) -> tuple[str, ...]:
    """Return the names of the rounds that end in a time."""
    return tuple(dict.fromkeys(r.label for r in _rounds(time, items)))


def _rounds(time: DoubtedTime, items: Sequence[Found]) -> Iterator[Round]:
    rules = (i.deadline.rule for i in items if time.match(i) in (Match.SURE, Match.EXACT))
    rounds = (r for rule in rules if isinstance(rule, PatternRule) for r in rule.rounds)
    months = {(time.first.month + more - 1) % 12 + 1 for more in range(_months(time))}
    return (r for r in rounds if r.last.month in months)


def _is_choice(message: str, one: DateSpan, other: DateSpan) -> bool:
    between = spaced(message[one.end : other.start]).split()
    return _EITHER in between and {*between} <= {_EITHER, *words().between_choice}


def _time(span: DateSpan) -> DoubtedTime | None:
    season = round_season(span)
    if season is not None or span.until is None:
        return season
    if span.first is None or span.until - span.first == _DAY:
        return DoubtedTime(span.until - _DAY, span.until)
    is_month = span.grain == _MONTH and span.first.day == span.until.day == 1
    return DoubtedTime(span.first, span.until) if is_month else None


def _words(time: DoubtedTime, match: Match, items: Sequence[Found]) -> str:
    kind = "month" if time.day is None else "day"
    if match is Match.NONE:
        return text(f"deadlines.doubt_{kind}_none", when=time.name)
    named = [i.deadline for i in items if time.match(i) is match]
    is_one = len({i.deadline.programme.id for i in items}) == 1
    told = dict.fromkeys(d.action if is_one else d.programme.name for d in named)
    actions = "; ".join([*told][:_MOST_ACTIONS])
    return text(f"deadlines.which_{kind}_{match.value}", when=time.name, actions=actions)


def _months(time: DoubtedTime) -> int:
    last = time.until - _DAY
    return (last.year - time.first.year) * 12 + last.month - time.first.month + 1
