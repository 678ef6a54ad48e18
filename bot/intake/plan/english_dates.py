"""English dates in a German form: "July 2027", "from 3 March until March 10th, 2027"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.intake.words import phrases
from bot.texts import text
from bot.words.phrases import spaced


def in_german(said: str) -> str:
    """Return a text in which English dates are German ones: "vom 3. März bis 10. März 2027".

    Only beside a number is a word a month: "we may march" tells no date.
    """
    day_first, month_first, month_only, joint = _patterns()
    told = day_first.sub(lambda m: f"{m['day']}. {_german(m['month'])}", said)
    told = month_first.sub(lambda m: f"{m['day']}. {_german(m['month'])}", told)
    told = month_only.sub(_other_name, told)
    return said if told == said else joint.sub(_joined, told).strip()


def _joined(match: re.Match[str]) -> str:
    return " vom " if spaced(match[0]).split()[0] in phrases("english_from") else " bis "


def _other_name(match: re.Match[str]) -> str:
    """Return the German month; "november" and "apr" are German already."""
    german = _german(match["month"])
    is_same = spaced(german).strip().startswith(spaced(match["month"]).strip())
    return match[0] if is_same else german


def _german(month: str) -> str:
    number = _months()[spaced(month).strip()]
    return text(f"deadlines.month_{number}")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    forms = enumerate(phrases("english_months"), start=1)
    return {form: number for number, listed in forms for form in listed.split()}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{'|'.join(sorted(_months(), key=len, reverse=True))})\b\.?"
    day = r"(?<![\d.])(?P<day>[0-9]{1,2})"
    nth = r"(?:st|nd|rd|th)"
    joints = "|".join((*phrases("english_from"), *phrases("english_until")))
    found = (
        rf"{day}{nth}?\s+(?:of\s+)?{month}",
        # "July 27" may be a year: a day stands with its ending or before a year.
        rf"\b{month}\s+(?:the\s+)?{day}(?:{nth}\b,?|(?=,?\s+20[0-9]{{2}}\b),?)",
        rf"\b{month}(?=\s+(?:20[0-9]{{2}}\b|['’]?[0-9]{{2}}\s*\Z))",
        rf"(?:\A|\s+)(?:{joints})\s+(?:the\s+)?(?=[0-9]{{1,2}}\.)",
    )
    return tuple(re.compile(one, re.IGNORECASE) for one in found)
