"""Loose dates: "oktober 27" is October 2027, "ostern oder im herbst" is either, for a week."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from bot.clock import day_in_germany
from bot.deadlines.asked.dates import find_dates
from bot.deadlines.asked.summer import first_day
from bot.fit.told.reading import Message
from bot.intake.plan.english_dates import in_german
from bot.intake.words import phrases
from bot.words.phrases import spaced

# Nobody plans a journey further ahead; "mai 40" means something else.
_MOST_YEARS = 5
_CENTURY = 100
# "1. August 2027 bis …", "3 Wochen im Mai"
_DAYS = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])")


def with_full_years(said: str, now: datetime) -> str:
    """Return a text in which a season or month is followed by a year of four digits.

    "Im Juli 27 Leute" and "Juli 27 bis 30" tell no year and stay as they are. Dates in English
    become German ones.
    """
    this_year = day_in_germany(now).year

    def whole(match: re.Match[str]) -> str:
        year = this_year - this_year % _CENTURY + int(match["year"])
        is_near = this_year <= year <= this_year + _MOST_YEARS
        return f"{match['when']} {year}" if is_near else match[0]

    return _loose_date().sub(whole, in_german(said))


def with_alternatives(said: str, first: date, now: datetime) -> str | None:
    """Return the words of the time that begins on ``first``, with others that it may be as well.

    "Ostern 2027 oder im Herbst 2027" leaves open what "Ostern 2027" does not.
    """
    found = find_dates(said, now)
    place = next((at for at, span in enumerate(found) if first_day(span, None) == first), None)
    if place is None:
        return None
    end = found[place].end
    for span in found[place + 1 :]:
        between = spaced(said[end : span.start]).split()
        if phrases("or")[0] not in between or not set(between) <= {*phrases("or")}:
            break
        end = span.end
    return said[found[place].start : end]


def with_length(when: str, message: Message) -> str:
    """Return a time with how long a journey takes, as it was told: "September, eine Woche"."""
    lasting = next((e.text for e in message.entities if e.name == "duration"), "")
    when = when.title() if when.islower() and " " not in when else when
    if not lasting or spaced(lasting) in spaced(when):
        return when
    *count, unit = lasting.split()
    return f"{when}, {' '.join([*count, unit[:1].upper() + unit[1:]])}"


def with_other_length(period: str, message: Message) -> str | None:
    """Return a time that was told with how long it takes now, None where its days are fixed."""
    when, _, _ = period.partition(",")
    return with_length(when, message) if when and not _DAYS.search(when) else None


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
