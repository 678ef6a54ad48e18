"""How long something takes, in days: "10 Tage", "eine Woche", "14-tägig", "halbes Jahr".

A distance in time ("in 3 Wochen", "2 Monate vor Beginn") or a rhythm ("alle 2 Jahre") is none.
"""

from __future__ import annotations

import re

from bot.nlu.quantities.age import LONGEST_PERIOD_IN_YEARS
from bot.nlu.quantities.reading import Quantity, Reading, Rule, Value, rule
from bot.nlu.quantities.words import parts, words

ENTITY = "duration"
_DAYS_IN_YEAR = 365
_LONGEST_IN_DAYS = 5 * _DAYS_IN_YEAR
_AGED_AS_PERIOD = 2


def _period(reading: Reading, match: re.Match[str]) -> Quantity | None:
    unit = reading.tokens[match.start("unit")]
    high = reading.value(match, "high")
    if high is None or reading.word(match.start("high")) == "eines":
        return None
    if unit.kind == "Q" and reading.kinds[match.start("high")] in "AD" and unit.word == "nacht":
        return None
    if unit.kind == "Y" and high > LONGEST_PERIOD_IN_YEARS:
        return None
    if unit.kind == "J" and high > _AGED_AS_PERIOD:
        return None
    if unit.kind in "TYQ" and not _lasts(reading, match):
        return None
    last = _days(high, unit.kind, unit.value)
    value: Value = last
    if "low" in match.groupdict():
        first = _days(reading.value(match, "low") or 0, unit.kind, unit.value)
        if not 0 < first < last:
            return None
        value = f"{first}-{last}"
    return reading.quantity(match, ENTITY, value) if 0 < last <= _LONGEST_IN_DAYS else None


def _whole(reading: Reading, match: re.Match[str]) -> Quantity | None:
    token = reading.tokens[match.start()]
    if token.kind == "h":
        return reading.quantity(match, ENTITY, int(token.value))
    if token.age or not 0 < token.value <= _AGED_AS_PERIOD:
        return None
    return reading.quantity(match, ENTITY, int(token.value) * _DAYS_IN_YEAR)


def _days(count: float, kind: str, days_of_unit: float) -> int:
    if kind == "Q":
        return int(count) + 1
    # Half days count as whole ones.
    factor = _DAYS_IN_YEAR if kind in "YJ" else days_of_unit
    return int(count * factor + 0.5)


def _lasts(reading: Reading, match: re.Match[str]) -> bool:
    first, end = match.start(), match.end()
    before = [w for w in reading.words_before(first, 3) if w not in words("vague")]
    if before and before[0] in words("not_lasting_after"):
        return False
    if set(before[:2]) & words("within") or set(before[1:3]) & words("limits"):
        return False
    # "2 halbe Wochen" is not half a week; "mein Sohn, 2 Jahre" is an age.
    if reading.kinds[max(0, first - 1) : first] in ("N", "W"):
        return False
    if before and reading.kinds[end - 1] == "Y" and before[0] in words("relatives"):
        return False
    after, next_after = reading.word(end), reading.word(end + 1)
    if after == "im":
        after = next_after
    if after in words("not_lasting_before") or after.startswith(parts("keeping_beginnings")):
        return False
    if after in ("vor", "vorm"):
        return next_after == "ort"
    if after == "zu":
        return next_after not in words("too_late")
    return after != "nach" or next_after not in words("lag_of")


_COUNT = r"[NWD]"

RULES: tuple[Rule, ...] = (
    rule("NWDA", rf"(?P<low>{_COUNT}|A)-?(?:c|[-/&])(?P<high>{_COUNT})(?P<unit>[TYQ])", _period),
    rule("NW", r"(?P<low>[NW])-?(?:c|[-/])(?P<high>[NW])-?(?P<unit>G)", _period),
    rule("ANWD", rf"A?(?P<high>{_COUNT}|A)(?P<unit>[TYQ])", _period),
    rule("NW", r"(?P<high>[NW])-?(?P<unit>[GJ])", _period),
    rule("hH", r"[hH]", _whole),
)
