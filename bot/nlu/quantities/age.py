"""Ages: "15-18 Jahre", "ab 12", "unter 14", "Elfjährige", "U18", "unsere Tochter ist 15"."""

from __future__ import annotations

import re

from bot.nlu.quantities.reading import Quantity, Reading, Rule, rule
from bot.nlu.quantities.words import parts, words

ENTITY = "age"
_OLDEST = 99
# Without "Jahre", smaller and larger numbers are too often something else.
_BARE_AGES = range(6, 41)
# "2 Jahre" is how long, "12 Jahre" how old.
LONGEST_PERIOD_IN_YEARS = 5
_AGES_TO_BE_ALLOWED = range(12, 31)
# "Zwischen sieben und acht" is a time of day, if not of children.
_OLDEST_MAY_BE_HOURS = 12
_CONTEXT = 3


def _range(reading: Reading, match: re.Match[str]) -> Quantity | None:
    low, high = reading.value(match, "low"), reading.value(match, "high")
    if low is None or high is None or not 0 < low < high <= _OLDEST:
        return None
    if high <= LONGEST_PERIOD_IN_YEARS or _is_past_or_kept(reading, match):
        return None
    return reading.quantity(match, ENTITY, f"{low:.0f}-{high:.0f}")


def _bare_range(reading: Reading, match: re.Match[str]) -> Quantity | None:
    low, high = reading.value(match, "low"), reading.value(match, "high")
    if low is None or high is None or not 2 < low < high or high not in _BARE_AGES:
        return None
    if not _is_range_of_ages(reading, match, high):
        return None
    return reading.quantity(match, ENTITY, f"{low:.0f}-{high:.0f}")


def _is_range_of_ages(reading: Reading, match: re.Match[str], high: float) -> bool:
    first, end = match.start(), match.end()
    if reading.word(end) == "alt":
        return True
    if not reading.is_free_at(end):
        # "Gruppe 14-17 Lettland": the people stand right before.
        is_counted = end < len(reading.kinds) and reading.kinds[end] not in "xpcbv"
        return not is_counted and _speaks_of_people(reading, first, 1)
    if _speaks_of_people(reading, first):
        return True
    if reading.has_before(first, _CONTEXT, words("days_of_week")):
        return False
    if match["lead"] == "z":
        return high > _OLDEST_MAY_BE_HOURS
    if match["lead"]:
        return reading.word(match.start("sep")) == "bis"
    return match["sep"] != "&" and reading.word(first - 1) == reading.word(end) == ","


def _speaks_of_people(reading: Reading, index: int, distance: int = _CONTEXT) -> bool:
    before = reading.kinds[max(0, index - distance) : index]
    return any(kind in "PSg" for kind in before) or reading.has_before(
        index, distance, words("age_words")
    )


def _bound(reading: Reading, match: re.Match[str]) -> Quantity | None:
    age = reading.value(match, "age")
    if age is None or not 2 < age <= _OLDEST or _is_past_or_kept(reading, match):
        return None
    kind = match["bound"]
    is_period = match["unit"] == "Y" and age <= LONGEST_PERIOD_IN_YEARS
    if (is_period and kind not in "bu") or (kind == "o" and match["unit"] == "Y" and age < 12):
        return None
    return reading.quantity(match, ENTITY, _limit(kind, age))


def _bare_bound(reading: Reading, match: re.Match[str]) -> Quantity | None:
    age, end = reading.value(match, "age"), match.end()
    if age is None or age not in _BARE_AGES or not reading.is_free_at(end):
        return None
    if match.start() and reading.kinds[match.start() - 1] in "NWD#":
        return None
    # "bis 15." is a day of the month unless people are spoken of.
    may_be_day = match["bound"] == "c" and reading.word(end) == "."
    if may_be_day and not _speaks_of_people(reading, match.start()):
        return None
    return reading.quantity(match, ENTITY, _limit(match["bound"], age))


def _required(reading: Reading, match: re.Match[str]) -> Quantity | None:
    age = reading.value(match, "age")
    if age is None or age not in _BARE_AGES or reading.word(match.end()) not in words("to_be_old"):
        return None
    return reading.quantity(match, ENTITY, _limit(match["bound"], age))


def _limit(kind: str, age: float) -> str:
    if kind == "q":
        return f"{age + 1:.0f}-"
    if kind == "u":
        return f"-{age - 1:.0f}"
    return f"-{age:.0f}" if kind in "cnC" else f"{age:.0f}-"


def _years(reading: Reading, match: re.Match[str]) -> Quantity | None:
    age = reading.value(match, "age")
    if age is None or not 0 < age <= _OLDEST or _is_past_or_kept(reading, match):
        return None
    is_said_old = reading.word(match.end()) == "alt"
    shortest = LONGEST_PERIOD_IN_YEARS if match["unit"] == "Y" else 2
    is_of_child = reading.word(match.start() - 1) in words("relatives")
    if age <= shortest and not (is_said_old or is_of_child):
        return None
    return reading.quantity(match, ENTITY, f"{age:.0f}")


def _whole(reading: Reading, match: re.Match[str]) -> Quantity | None:
    token = reading.tokens[match.start()]
    if not token.age and (token.value < 3 or _is_past_or_kept(reading, match)):
        return None
    return reading.quantity(match, ENTITY, token.age or f"{token.value:.0f}")


def _is_past_or_kept(reading: Reading, match: re.Match[str]) -> bool:
    """Tell whether years are a distance, or how long something is kept or has existed."""
    first, end = match.start(), match.end()
    if reading.kinds[end - 1] == "Y":
        before = next((w for w in reading.words_before(first, 3) if w not in words("vague")), "")
        if before in words("years_ago") or reading.word(end) in words("years_long"):
            return True
    behind = [reading.word(end + offset) for offset in range(3)]
    return any(
        word.startswith(parts("keeping_beginnings"))
        for word in (*behind, *reading.words_before(first, 3))
    )


def _of_a_person(reading: Reading, match: re.Match[str]) -> Quantity | None:
    """Read "Ich bin 17", "unser Sohn (16)", "die Teamerin wird erst im August 18", "mit 16"."""
    index, end = match.start(), match.end()
    age = reading.value(match, "age")
    if age is None or not 2 < age <= _OLDEST or not reading.is_free_at(end):
        return None
    if _is_said_of_someone(reading, index, end) or _is_allowed_with(reading, index, age):
        return reading.quantity(match, ENTITY, f"{age:.0f}")
    return None


def _is_said_of_someone(reading: Reading, index: int, end: int) -> bool:
    if reading.word(end) == "geworden":
        return True
    before = reading.words_before(index, 12)
    nearest = before[0] if before else ""
    if nearest == "alle" and before[1:2] and before[1] in words("we_are"):
        return True
    if nearest in {"(", ","} and before[1:2] and before[1] in words("one_person"):
        return nearest == "(" or reading.word(end) in {",", ")"}
    if reading.word(end) in words("ending_in_being") and set(before[:2]) & words("subjects"):
        return True
    if nearest in words("relatives") or nearest.endswith(parts("relative_endings")):
        return True
    skipped = [w for w in before if w not in words("age_adverbs") and w not in words("months")]
    if not skipped:
        return False
    if skipped[0] in words("becoming"):
        return True
    return skipped[0] in words("being") and any(map(_is_one_person, skipped[1:6]))


def _is_one_person(word: str) -> bool:
    return word in words("one_person") or word.endswith(parts("person_endings"))


def _is_allowed_with(reading: Reading, index: int, age: float) -> bool:
    if reading.word(index - 1) != "mit" or age not in _AGES_TO_BE_ALLOWED:
        return False
    if reading.word(index + 1) in words("follows_with_age"):
        return True
    ends = index + 1 >= len(reading.tokens) or reading.kinds[index + 1] == "p"
    return ends and reading.has_before(index, 6, words("asks_whether_allowed"))


def _and_older(reading: Reading, match: re.Match[str]) -> Quantity | None:
    age = reading.value(match, "age")
    if age is None or not 10 <= age <= 30 or not reading.is_glued(match.end() - 1):
        return None
    return reading.quantity(match, ENTITY, f"{age:.0f}-")


_TO = r"(?P<sep>-?[c&]|[-/])"

RULES: tuple[Rule, ...] = (
    rule("zvbNW", rf"[zvb]?(?P<low>[NW])-?{_TO}(?P<high>[NW])-?[YJ]", _range),
    rule("zvbNW", rf"[zvb]?(?P<low>[NW])-?{_TO}(?P<high>H)", _range),
    rule("zvbNW", rf"(?P<lead>[zvb])?(?P<low>[NW]){_TO}(?P<high>[NW])", _bare_range),
    rule("bcuoqmn", r"(?P<bound>[bcuoqmn])(?P<age>[NW])-?(?P<unit>[YJ])", _bound),
    rule("bcuoqmn", r"(?P<bound>[bcuoqmn])(?P<age>H)(?P<unit>)", _bound),
    rule("BC", r"(?P<bound>[BC])[xp]{0,2}(?P<age>[NW])(?P<unit>Y?)", _bound),
    rule("bcuoq", r"(?P<bound>[bcuoq])(?P<age>[NW])", _bare_bound),
    rule("mn", r"(?P<bound>[mn])(?P<age>[NW])", _required),
    rule("NW", r"(?P<age>[NW])-?(?P<unit>[YJ])", _years),
    rule("H", r"H", _whole),
    rule("N", r"(?P<age>N)\+(?![NWADPLS])", _and_older),
    rule("NW", r"(?P<age>[NW])", _of_a_person),
)
