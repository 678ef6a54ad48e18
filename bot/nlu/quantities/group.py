"""Sizes of groups: "20 Jugendliche + 3 Betreuer", "Gruppe von 8", "12-köpfig", "zu acht"."""

from __future__ import annotations

import re

from bot.nlu.quantities.reading import Quantity, Reading, Rule, Value, plain, rule
from bot.nlu.quantities.words import numbers, words

ENTITY = "group_size"
PARTICIPANTS = "participants"
LEADERS = "leaders"
STAFF = "staff"
_ROLES = {"P": PARTICIPANTS, "a": PARTICIPANTS, "i": PARTICIPANTS, "L": LEADERS, "S": STAFF}
_GENDERED_TAIL = re.compile(r"[*:_/·]-?(?:innen|in|rinnen|n|r)\b", re.IGNORECASE)
_LARGEST = 3000
_YEARS = range(1900, 2101)
_LARGEST_WITHOUT_NOUN = 300
# "Zu dritt" is mostly about a walk, a room or those who work there.
_SMALLEST_TOGETHER = 4
_SMALLEST_THAT_GOES = 4
_SENTENCE = 6


def settled(found: list[Quantity]) -> list[Quantity]:
    """Return ``found`` with each ``staff`` made leaders beside participants, else participants."""
    has_participants = any(item.role == PARTICIPANTS for item in found)
    role = LEADERS if has_participants else PARTICIPANTS
    return [
        Quantity(item.start, item.end, item.entity, item.value, role)
        if item.role == STAFF
        else item
        for item in found
    ]


def _people(reading: Reading, match: re.Match[str]) -> Quantity | None:
    value = _value(reading, match)
    if value is None or reading.word(match.start() - 1) == "pro":
        return None
    noun = match.end("noun") - 1
    first = reading.tokens[match.start()]
    return Quantity(
        first.start, _end_of_noun(reading, noun), ENTITY, value, _ROLES[reading.kinds[noun]]
    )


def _value(reading: Reading, match: re.Match[str]) -> Value | None:
    groups = match.groupdict()
    low = reading.value(match, "low")
    high = reading.value(match, "high") if groups.get("high") else None
    if low is None or not 0 < low <= _LARGEST or low in _YEARS or low != int(low):
        return None
    if high is None:
        return plain(low)
    return f"{low:.0f}-{high:.0f}" if low < high <= _LARGEST else None


def _end_of_noun(reading: Reading, index: int) -> int:
    """Return the end of a noun with its ``*innen``, ``:in``, ``/-innen``, if it has one."""
    end = reading.tokens[index].end
    tail = reading.text[end : end + 8]
    match = _GENDERED_TAIL.match(tail)
    return end + match.end() if match else end


def _nationality(reading: Reading, match: re.Match[str]) -> Quantity | None:
    """Read "10 Deutsche und 10 polnische Jugendliche": the noun comes later, or never."""
    after = reading.kinds[match.end() : match.end() + 2]
    is_list = after[:1] in ("N", "W") or after in ("&N", "&W", "+N", "/N", "pN", "pW")
    return _people(reading, match) if is_list else None


def _boys(reading: Reading, match: re.Match[str]) -> Quantity | None:
    """Read "14 Jungen": without another noun behind it, it is one itself."""
    is_noun = reading.word(match.end() - 1) == "jungen" and reading.is_free_at(match.end())
    return _people(reading, match) if is_noun else None


def _group_of(reading: Reading, match: re.Match[str]) -> Quantity | None:
    link = reading.word(match.start() + 1)
    value = _value(reading, match)
    if value is None or link not in words("group_links") or not reading.is_free_at(match.end()):
        return None
    return reading.quantity(match, ENTITY, value, PARTICIPANTS)


def _named_size(reading: Reading, match: re.Match[str]) -> Quantity | None:
    value = _value(reading, match)
    if value is None or not reading.is_free_at(match.end()):
        return None
    return reading.quantity(match, ENTITY, value, PARTICIPANTS)


def _strong_group(reading: Reading, match: re.Match[str]) -> Quantity | None:
    value = _value(reading, match)
    is_one = reading.word(match.end() - 1) in words("one_group")
    if value is None or reading.word(match.start() + 1) != "er" or not is_one:
        return None
    return reading.quantity(match, ENTITY, value, PARTICIPANTS)


def _headed(reading: Reading, match: re.Match[str]) -> Quantity | None:
    value = _value(reading, match)
    return None if value is None else reading.quantity(match, ENTITY, value, PARTICIPANTS)


def _together(reading: Reading, match: re.Match[str]) -> Quantity | None:
    size = numbers("together").get(reading.word(match.start() + 1))
    if reading.word(match.start()) != "zu" or size is None:
        return None
    if size < _SMALLEST_TOGETHER and not reading.has_before(match.start(), 3, words("ourselves")):
        return None
    if words("of_staff").intersection(reading.words_from(match.end(), _SENTENCE)):
        # "Wir sind zu zweit mit je halber Stelle".
        return None
    return reading.quantity(match, ENTITY, size, PARTICIPANTS)


def _instead(reading: Reading, match: re.Match[str]) -> Quantity | None:
    """Read "12 statt 14 Teilnehmer": the noun of the number that no longer holds."""
    value = reading.value(match, "low")
    if reading.word(match.start() + 1) not in words("instead") or not value or value > _LARGEST:
        return None
    number = reading.tokens[match.start()]
    role = _ROLES[reading.kinds[match.end("noun") - 1]]
    return Quantity(number.start, number.end, ENTITY, plain(value), role)


def _of_these(reading: Reading, match: re.Match[str]) -> Quantity | None:
    """Read "27 Leute, 5 davon Leiter"."""
    return _people(reading, match) if reading.word(match.start() + 1) == "davon" else None


def _on_each_side(reading: Reading, match: re.Match[str]) -> Quantity | None:
    """Read "10 pro Land", "je 10", "12 von hier und 12 von da": those of one's own group."""
    value, end = reading.value(match, "low"), match.end()
    if not value or value > _LARGEST_WITHOUT_NOUN:
        return None
    is_each = reading.word(end) == "pro" and reading.word(end + 1) in words("sides")
    is_each |= reading.word(match.start() - 1) == "je" and (
        reading.has_before(match.start(), 4, words("sides"))
    )
    is_ours = reading.word(end) == "von" and reading.word(end + 1) in words("our_side")
    is_ours &= any(
        token.word == "von" and reading.word(index + 1) in words("their_side")
        for index, token in enumerate(reading.tokens)
    )
    if not is_each and not is_ours:
        return None
    return reading.quantity(match, ENTITY, plain(value), PARTICIPANTS)


def _who_go(reading: Reading, match: re.Match[str]) -> Quantity | None:
    """Read "15 fahren mit": not "2 fahren nicht mit", not "von 15 kommen 8 mit"."""
    value, end = reading.value(match, "low"), match.end()
    follows = reading.words_from(end, _SENTENCE)
    is_part = reading.has_before(match.start(), 3, words("part_of")) or "nicht" in follows
    if not value or not _SMALLEST_THAT_GOES <= value <= _LARGEST_WITHOUT_NOUN or is_part:
        return None
    if reading.word(end) not in words("going") or "mit" not in follows[1:3]:
        return None
    return reading.quantity(match, ENTITY, plain(value), PARTICIPANTS)


def _this_time(reading: Reading, match: re.Match[str]) -> Quantity | None:
    """Read "letztes Mal waren wir 20, diesmal nur 12"."""
    value = reading.value(match, "low")
    before = [w for w in reading.words_before(match.start(), 4) if w not in words("size_adverbs")]
    if not value or not 1 < value <= _LARGEST_WITHOUT_NOUN or before[:1] != ["diesmal"]:
        return None
    if not reading.is_free_at(match.end()):
        return None
    return reading.quantity(match, ENTITY, plain(value), PARTICIPANTS)


def _we_are(reading: Reading, match: re.Match[str]) -> Quantity | None:
    value = reading.value(match, "low")
    if value is None or not 1 < value <= _LARGEST_WITHOUT_NOUN:
        return None
    after = reading.kinds[match.end() : match.end() + 2]
    if not reading.is_free_at(match.end()) or after in ("&N", "&W"):
        return None
    before = [w for w in reading.words_before(match.start(), 6) if w not in words("size_adverbs")]
    if words("long_ago").intersection(before):
        return None
    if set(before[:2]) & words("we_are") and "wir" in before[:2]:
        return reading.quantity(match, ENTITY, plain(value), PARTICIPANTS)
    return None


_NOUN = r"[ai]{0,2}(?:&[ai])?(?P<noun>[PLS])"

RULES: tuple[Rule, ...] = (
    rule("NW", rf"(?P<low>[NW])(?:-?c|[-/&])(?P<high>[NW]){_NOUN}", _people),
    rule("NW", rf"(?P<low>[NW]){_NOUN}", _people),
    rule("NW", rf"(?P<low>[NW])x[NW]{_NOUN}", _instead),
    rule("NW", r"(?P<low>[NW])x(?P<noun>L)", _of_these),
    rule("NW", r"(?P<low>[NW])(?P<noun>i)", _nationality),
    rule("NW", r"(?P<low>[NW])(?P<noun>a)", _boys),
    rule("g", r"g[vx](?P<low>[NW])(?:(?:c|-)(?P<high>[NW]))?", _group_of),
    rule("s", r"s[xpv]{0,2}(?P<low>[NW])(?:(?:c|-)(?P<high>[NW]))?", _named_size),
    rule("N", r"(?P<low>N)x-?g", _strong_group),
    rule("NW", r"(?P<low>[NW])-?k", _headed),
    rule("K", r"(?P<low>K)", _headed),
    rule("x", r"x[xW]", _together),
    rule("NW", r"(?P<low>[NW])", _we_are),
    rule("NW", r"(?P<low>[NW])", _this_time),
    rule("NW", r"(?P<low>[NW])", _on_each_side),
    rule("NW", r"(?P<low>[NW])", _who_go),
)
