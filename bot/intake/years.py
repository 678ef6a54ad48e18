"""Years of two digits in loose dates: "oktober 27" is October 2027, no day of this October."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

from bot.deadlines.due import today_in_germany
from bot.intake.words import phrases

# Nobody plans a journey further ahead; "mai 40" means something else.
_MOST_YEARS = 5
_CENTURY = 100


def with_full_years(said: str, now: datetime) -> str:
    """Return a text in which a season or month is followed by a year of four digits.

    "Im Juli 27 Leute" and "Juli 27 bis 30" tell no year and stay as they are.
    """
    this_year = today_in_germany(now).year

    def whole(match: re.Match[str]) -> str:
        year = this_year - this_year % _CENTURY + int(match["year"])
        is_near = this_year <= year <= this_year + _MOST_YEARS
        return f"{match['when']} {year}" if is_near else match[0]

    return _loose_date().sub(whole, said)


@lru_cache(maxsize=1)
def _loose_date() -> re.Pattern[str]:
    when = (*(time for time in phrases("times") if " " not in time), *phrases("short_months"))
    names = "|".join(sorted(when, key=len, reverse=True))
    after = "|".join(phrases("after_year"))
    return re.compile(
        rf"(?<!\w)(?P<when>(?:{names})\.?)\s+['’]?(?P<year>[0-9]{{2}})"
        rf"(?=\s*(?:[,;!?)]|\.?\s*\Z|\s(?:{after})(?!\w)))",
        re.IGNORECASE,
    )
