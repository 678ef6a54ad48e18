"""The day on which they set off: "Treffen am 17. Februar, Abreise am 1. Juni"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.deadlines.asked.clauses import told_beside
from bot.deadlines.asked.dates import DateSpan
from bot.deadlines.asked.time_kinds import begins_soon_before
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
    sooner = (span for span in journeys if begins_soon_before(span, off[0]))
    first = min((off[0], *sooner), key=_first)
    return [first, *(span for span in off if span is not first)]


def _first(span: DateSpan) -> date:
    return span.first or date.max
