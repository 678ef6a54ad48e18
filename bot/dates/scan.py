"""Goes through a text once and takes the longest reading at each place."""

from __future__ import annotations

from bot.dates.calendar.native import Piece
from bot.dates.calendar.values import Open, Stretch
from bot.dates.day_rules.calendar_days import day_month
from bot.dates.day_rules.lists import day_list
from bot.dates.joined_rules.moments import simple
from bot.dates.joined_rules.opens import open_end
from bot.dates.joined_rules.ranges import time_range
from bot.dates.tokens.cursor import Cursor, Found, remembered

# "Jeden Montag" is no date.
_EVERY = ("jeden", "jede", "jedes", "jeder", "jedem", "jeweils", "immer", "pro")

# "Herr Sommer" is no season.
_TITLES = ("herr", "herrn", "frau", "familie", "dr")


def scan(c: Cursor) -> list[Piece]:
    """Return the readings of our rules in order, without overlaps."""
    found: list[Piece] = []
    i = 0
    while i < len(c.tokens):
        if not c.can_start(i):
            i += 1
            continue
        skipped = _past_no_time(c, i)
        if skipped > i:
            i = skipped
            continue
        listed, best = day_list(c, i), _longest(c, i)
        if listed is not None and (best is None or listed[1] >= best[1]):
            found += [_piece(c, start, stop, value) for value, start, stop in listed[0]]
            i = listed[1]
        elif best is not None:
            if not _is_every(c, i):
                found.append(_piece(c, i, best[1], best[0]))
            i = best[1]
        else:
            i += 1
    return found


@remembered
def _single(c: Cursor, i: int) -> Found[Stretch]:
    one = simple(c, i)
    stretch = None if one is None else one[0].at(c.moment)
    return None if one is None or stretch is None else (stretch, one[1])


def _is_every(c: Cursor, i: int) -> bool:
    """Say whether "jeden" or "jeden zweiten" stands before ``i``."""
    return c.key(i - 1) in _EVERY or (c.key(i - 2) in _EVERY and c.ordinal(i - 1) is not None)


def _past_no_time(c: Cursor, i: int) -> int:
    """Return the position behind what looks like a time at ``i`` and is none."""
    if c.key(i - 1) in _TITLES and c.token(i).is_capital:
        return i + 1
    said = day_month(c, i)
    # Of "31. April" not even April is meant.
    return i if said is None or said[0].is_real else said[1]


def _piece(c: Cursor, i: int, j: int, value: Stretch | Open) -> Piece:
    return Piece(c.tokens[i].start, c.tokens[j - 1].end, value)


def _longest(c: Cursor, i: int) -> tuple[Stretch | Open, int] | None:
    """Return the longest reading at ``i``; a range before an open time before a single one."""
    found: list[tuple[Stretch | Open, int]] = []
    for rule in (time_range, open_end):
        reading = rule(c, i)
        if reading is not None:
            found.append(reading)
    alone = _single(c, i)
    if alone is not None:
        found.append(alone)
    return max(found, key=lambda item: item[1]) if found else None
