"""Years: "2027", "im Jahr 2027", "nächsten Jahres", "'27", "zweitausendsiebenundzwanzig"."""

from __future__ import annotations

from bot.dates.tokens.cursor import Cursor, Found, remembered
from bot.dates.tokens.numerals import years as year_words

_LEADS = ("in", "im", "des", "vom", "von", "aus", "dem", "fuer", "das", "anno", "der")
_INSIDE_NUMBERS = (".", ",", ":")
# Two digits below are of this century.
_CENTURY_TURN = 50
# Two digits behind a month are a year only near today: "Mai 12" may be anything.
_YEARS_BACK, _YEARS_AHEAD = 1, 5


def century_of(short: int) -> int:
    """Return the year that two digits mean: 27 is 2027, 74 is 1974."""
    return short + (2000 if short < _CENTURY_TURN else 1900)


def year_after(c: Cursor, i: int) -> Found[int]:
    """Read the year that goes on with a date or a name: "2027", "des nächsten Jahres"."""
    j = c.skip(i + 1 if c.key(i) == "," else i, _LEADS)
    return any_year(c, j) or relative_year(c, j)


@remembered
def relative_year(c: Cursor, i: int) -> Found[int]:
    """Read "nächstes Jahr", "dieses Jahres"."""
    offset = c.words.relative.get(c.key(i))
    if offset is not None and c.words.units.get(c.key(i + 1)) == "year":
        return c.moment.today.year + offset, i + 2
    return None


@remembered
def any_year(c: Cursor, i: int) -> Found[int]:
    """Read "2027", "Jahr 2027", "zweitausendsiebzehn"; nothing that is counted or numbered."""
    j = i + 1 if c.words.units.get(c.key(i)) == "year" else i
    number = c.number(j)
    if number is None:
        spoken = year_words().get(c.key(j))
        return None if spoken is None else (spoken, j + 1)
    least, most = (1, 9999) if j > i else (1900, 2199)
    if not least <= number <= most or len(c.key(j)) < 3:
        return None
    goes_on = c.key(j + 1) in _INSIDE_NUMBERS and c.is_glued(j + 1) and c.is_glued(j + 2)
    if (goes_on and c.number(j + 2) is not None) or _begins_date(c, j):
        return None
    if j == i and (_is_counted(c, j + 1) or c.is_numbered(j)):
        return None
    return number, j + 1


def _begins_date(c: Cursor, j: int) -> bool:
    """Say whether the year at ``j`` belongs to a date such as 2027-07-12."""
    signs, numbers = (c.key(j + 1), c.key(j + 3)), (c.number(j + 2), c.number(j + 4))
    is_glued = all(c.is_glued(k) for k in range(j + 1, j + 5))
    return is_glued and signs in (("-", "-"), ("/", "/")) and None not in numbers


def _is_counted(c: Cursor, i: int) -> bool:
    # Any noun may follow a year ("2027 Polen"), so only what is known to be counted decides.
    return c.key(i) in c.words.counted or c.key(i) in ("%", "€", "$")


def short_year(c: Cursor, i: int) -> Found[int]:
    """Read a year of two digits behind a full date or a season: "'27", "27"."""
    j = i + 1 if c.key(i) == "'" else i
    number = c.number(j)
    if number is None or len(c.key(j)) != 2:
        return None
    following = c.token(j + 1)
    if following.key in (":", ".", "/") and following.is_glued and c.number(j + 2) is not None:
        return None
    if following.key in ("uhr", "h") or _is_range(c, j + 1) or c.counts(j + 1):
        return None
    return century_of(number), j + 1


def _is_range(c: Cursor, i: int) -> bool:
    """Say whether "bis 30" or "- Juni" goes on with what may be days; "bis wann?" asks."""
    is_day = c.number(i + 1) is not None or c.key(i + 1) in c.words.months
    return c.key(i) in ("bis", "-") and is_day


def near_short_year(c: Cursor, i: int) -> Found[int]:
    """Read the year of two digits behind a month or a feast: "Juni 27", in 2026 no day."""
    found = short_year(c, i)
    if found is None:
        return None
    year, j = found
    today = c.moment.today.year
    is_near = today - _YEARS_BACK <= year <= today + _YEARS_AHEAD
    # "August 27, 2028" names the day before the year.
    return found if is_near and year_after(c, j) is None else None
