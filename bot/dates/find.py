"""Finds all times of a text: our rules, and native Duckling for what is left to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from bot.dates.calendar.native import Piece, find_native
from bot.dates.calendar.school import SchoolHolidays, current_school_holidays
from bot.dates.calendar.values import Stretch
from bot.dates.scan import scan
from bot.dates.tokens.cursor import Cursor, Moment
from bot.dates.tokens.folding import plain, tokens_of
from bot.dates.tokens.lexicon import lexicon

ZONE = "Europe/Berlin"
MOST_CHARACTERS = 10_000
# Duckling's work grows faster than the text.
_MOST_FOR_NATIVE = 400


@dataclass(frozen=True)
class Span:
    """A time named in a text.

    ``start`` and ``end`` are character offsets. ``first`` and ``until`` (exclusive) are local
    wall-clock times, None where the time is open. ``grain`` is second, minute, hour, day, week,
    month, quarter or year. ``is_point``: one unit of the calendar or the clock. ``names_day``:
    more than a time of day. ``is_vague``: some time in it, not all of it ("Anfang Mai").
    """

    text: str
    start: int
    end: int
    first: datetime | None
    until: datetime | None
    grain: str
    is_point: bool
    names_day: bool
    is_vague: bool


def find_spans(text: str, now: datetime, school: SchoolHolidays | None = None) -> list[Span]:
    """Return the times that ``text`` names, in order, without overlaps.

    ``now`` is aware; its own clock says what "today" and "in two hours" are. What has no year lies
    ahead. ``school`` defaults to ``faq/schulferien.yml``. Of a long text only the first
    ``MOST_CHARACTERS`` are read.
    """
    clean = plain(text[:MOST_CHARACTERS])
    known = current_school_holidays() if school is None else school
    moment = Moment(now.replace(tzinfo=None, microsecond=0), now.tzinfo or timezone.utc, known)
    cursor = Cursor(tokens_of(clean), lexicon(), moment)
    return [_span(text, piece) for piece in sorted(_with_native(cursor, clean, scan(cursor)))]


def _with_native(c: Cursor, clean: str, ours: list[Piece]) -> list[Piece]:
    """Let Duckling read what holds a word that is left to it; elsewhere it guesses too much."""
    native = [token for token in c.tokens if token.key in c.words.native]
    if not native or len(clean) > _MOST_FOR_NATIVE:
        return ours
    theirs = [
        piece
        for piece in find_native(clean, c.moment.now, c.moment.zone)
        if any(piece.start <= token.start and token.end <= piece.end for token in native)
    ]
    kept = [p for p in ours if not any(p.start < t.end and t.start < p.end for t in theirs)]
    return kept + theirs


def _span(text: str, piece: Piece) -> Span:
    value = piece.value
    return Span(
        text=text[piece.start : piece.end],
        start=piece.start,
        end=piece.end,
        first=value.first,
        until=value.until,
        grain=value.grain,
        is_point=isinstance(value, Stretch) and value.is_point,
        names_day=value.names_day,
        is_vague=isinstance(value, Stretch) and value.is_vague,
    )
