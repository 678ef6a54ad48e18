"""The day on which they set off: "Treffen am 17. Februar, Abreise am 1. Juni"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.deadlines.asked.clauses import told_beside
from bot.deadlines.asked.dates import DateSpan
from bot.deadlines.asked.time_kinds import LONGEST_JOURNEY
from bot.deadlines.asked.words import words
from bot.words.phrases import has_any, spaced


def journeys_begun(message: str, journeys: Sequence[DateSpan]) -> list[DateSpan]:
    """Return the times of journeys; where it is told of some that they set off then, only these."""
    off = [span for span in journeys if _sets_off(message, span)]
    return _from_first_day(journeys, off) if off else list(journeys)


def _sets_off(message: str, span: DateSpan) -> bool:
    """Say whether they set off then; "treffen uns am 20.3. und fahren am 20.6." tells it of one."""
    before, behind = told_beside(message, span)
    return has_any(spaced(" ".join((*before, *behind))), words().setting_off)


def _from_first_day(journeys: Sequence[DateSpan], off: Sequence[DateSpan]) -> list[DateSpan]:
    """Return the days on which they set off, the first of them from when the journey begins.

    "Abreise am 10.7., die Begegnung beginnt am 3.7.": within a month they set off for home.
    """
    first = min((s for s in journeys if _is_soon_after(off[0], s)), key=_first)
    return [first, *(span for span in off if span is not first)]


def _is_soon_after(span: DateSpan, begun: DateSpan) -> bool:
    return timedelta(0) <= _first(span) - _first(begun) <= LONGEST_JOURNEY


def _first(span: DateSpan) -> date:
    return span.first or date.max
