"""Which round of something yearly is meant: "letzten Mai", "Mai 2027", "nächstes Jahr im Mai"."""

from __future__ import annotations

from collections.abc import Callable

from bot.dates.calendar.feasts import feasts
from bot.dates.calendar.values import Value, Yearly
from bot.dates.period_rules.years import any_year, relative_year, year_after
from bot.dates.tokens.cursor import Cursor, Found

_BEFORE_NAME = ("der", "die", "das", "den", "dem", "des", "im", "in", "am", "vom", "von", "zu",
                "zum", "zur", "an", "ueber", ",")  # fmt: skip
Name = Callable[[Cursor, int], Found[Yearly]]


def which_round(
    c: Cursor, i: int, name: Name, *, short: Callable[[Cursor, int], Found[int]] | None = None
) -> Found[Value]:
    """Read what ``name`` reads together with the words that say which year.

    ``short`` reads a year of two digits where there may be one.
    """
    offset = c.words.relative.get(c.key(i))
    found = name(c, i if offset is None else i + 1)
    if found is None:
        return _year_first(c, i, name)
    value, j = found
    if offset is not None:
        stretch = value.relative(c.moment.today, offset)
        return None if stretch is None else (stretch, j)
    year = year_after(c, j) or (None if short is None else short(c, j))
    if year is None:
        return value, j
    stretch = value.at(year[0])
    return None if stretch is None else (stretch, year[1])


def _year_first(c: Cursor, i: int, name: Name) -> Found[Value]:
    year = relative_year(c, i) or any_year(c, i)
    if year is None:
        return None
    found = name(c, c.skip(year[1], _BEFORE_NAME))
    stretch = None if found is None else found[0].at(year[0])
    return None if found is None or stretch is None else (stretch, found[1])


def feast_name(c: Cursor, i: int) -> Found[Yearly]:
    """Read the name of a feast day; the longest name wins."""
    for words, value in feasts().get(c.key(i), ()):
        j = _match(c, i, words)
        if j is not None:
            return value, j
    ordinal = c.ordinal(i)
    if ordinal is not None:
        for words, value in feasts().get(f"#{ordinal[0]}", ()):
            j = _match(c, ordinal[1], words[1:])
            if j is not None:
                return value, j
    return None


def _match(c: Cursor, i: int, words: tuple[str, ...]) -> int | None:
    for word in words:
        i = c.skip(i, ("-",))
        if c.key(i) != word:
            return None
        i += 1
    return i
