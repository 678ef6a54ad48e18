"""Sums of money in euro: "1.500 €", "2000 euro", "EUR 500", "500,-", "11k euro"."""

from __future__ import annotations

import re

from bot.nlu.quantities.reading import Quantity, Reading, Rule, Value, plain, rule
from bot.nlu.quantities.words import words

ENTITY = "amount"


def _sum(reading: Reading, match: re.Match[str]) -> Quantity | None:
    high = reading.value(match, "high")
    if high is None or _is_vague(reading, match):
        return None
    value: Value = plain(high)
    if "low" in match.groupdict():
        low = reading.value(match, "low")
        if low is None or not low < high:
            return None
        if match["to"] == "&" and reading.word(match.start("to")) != "oder":
            return None
        value = f"{plain(low)}-{plain(high)}"
    return reading.quantity(match, ENTITY, value)


def _is_vague(reading: Reading, match: re.Match[str]) -> bool:
    """Tell whether it is "einige tausend Euro"."""
    first = match.start()
    return reading.word(first) in words("round") and reading.word(first - 1) in words("some")


def _with_stroke(reading: Reading, match: re.Match[str]) -> Quantity | None:
    """Read "500,-": comma and stroke stand right behind the number."""
    comma = match.start("comma")
    if reading.word(comma) not in {",", "."}:
        return None
    if not (reading.is_glued(comma) and reading.is_glued(comma + 1)):
        return None
    return _sum(reading, match)


RULES: tuple[Rule, ...] = (
    rule("NWDd", r"(?P<low>[NWDd])E?(?P<to>[-c&])(?P<high>[NWDd])E", _sum),
    rule("NWDd", r"(?P<high>[NWDd])E", _sum),
    rule("E", r"E(?P<high>[NDd])", _sum),
    rule("N", r"(?P<high>N)(?P<comma>p)-E?", _with_stroke),
)
