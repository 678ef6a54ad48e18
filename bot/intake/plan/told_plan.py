"""What a whole conversation has told of a plan so far: what was said later goes before.

``read_named`` reads one message. Here a later one may take back a number ("nein doch 22"), add
companions to a group that was told before ("3 Erwachsene dabei"), or tell an age by a bare range
("die sind so 14 bis 16").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.fit.case import FORMATS
from bot.fit.query import NO, YES, SeatFinder
from bot.fit.told import telling
from bot.fit.told.answers import MOST_OF
from bot.fit.told.reading import Message, read_named
from bot.fit.told.renumbering import renumbered
from bot.fit.words import words
from bot.intake.plan.corrections import read_correction
from bot.intake.plan.years import with_full_years
from bot.words.phrases import begins_with_any, has_any, spaced

_NUMBERED = ("group", "age", "days")
_USUAL_FORMAT = FORMATS[0]
_YOUNGEST = 6
_OLDEST_IN_PASSING = 35
# Whoever is older leads a group.
_OLDEST_ALONE = 27
_WIDEST = 15
_OF_AGE = 18
_RANGE = re.compile(r"(?P<low>[0-9]{1,2}) (?P<high>[0-9]{1,2})")
_BARE = re.compile(r"(?:[a-z]+ ){0,4}(?P<number>[0-9]{1,3})")


@dataclass(frozen=True)
class ToldPlan:
    """What was told: answers of the check by question, and what the check does not ask.

    ``leaders`` is a number or a range as ``answers["group"]``; ``body``, ``umbrella`` and
    ``direction`` are ids of ``bot.fit.told.telling``. ``spans`` are where it stands in the text of
    the one message that was read, in characters.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    umbrella: str | None = None
    direction: str | None = None
    leaders: str | None = None
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was told."""
        return not (self.answers or self.body or self.umbrella or self.direction or self.leaders)


def told_in(messages: Iterable[Message], find_seat: SeatFinder, now: datetime) -> ToldPlan:
    """Return what messages told together, the oldest first; ``now`` is aware."""
    known, last = ToldPlan(), ToldPlan()
    for message in messages:
        last = told_by(message, known, last, find_seat, now)
        known = joined(known, last)
    return known


def told_by(
    message: Message, known: ToldPlan, last: ToldPlan, find_seat: SeatFinder, now: datetime
) -> ToldPlan:
    """Return what a message tells after what was ``known``; ``last`` told the one before."""
    said = message.text
    is_own = telling.tells_own_plan(said)
    held = _held(message, known) if is_own else _only_names(message)
    answers = read_named(replace(held, text=with_full_years(held.text, now)), find_seat, now)
    leaders = _leaders(message, known, answers)
    bare = {} if message.entities else _bare(said)
    answers |= bare
    if is_own:
        answers |= renumbered(said, known.answers) or _once_more(message, last)
    places = [(m.start(), m.end()) for m in _places(message)]
    body, umbrella = telling.body_in(said), telling.umbrella_in(said)
    direction = telling.direction_in(said, places)
    if body is not None:
        kind = telling.kind_of(body.value)
        answers.pop("organisation", None)
        answers |= {} if kind is None else {"organisation": kind}
    if umbrella is not None:
        answers["umbrella"] = NO if umbrella.value == telling.NO_UMBRELLA else YES
    found = [one for one in (body, umbrella, direction) if one is not None]
    spans = [(one.start, one.end) for one in found] + places
    if bare or _is_corrected(message, known, answers):
        spans.append((0, len(said)))
    told = (_value(body), _value(umbrella), _value(direction))
    return ToldPlan(answers, *told, leaders, tuple(spans))


def _value(found: telling.Found | None) -> str | None:
    return None if found is None else found.value


def _bare(said: str) -> dict[str, str]:
    """Return the ages or the number of heads that are all a message tells."""
    found = {"age": bare_ages(said), "group": bare_heads(said)}
    return {name: told for name, told in found.items() if told is not None}


def _leaders(message: Message, known: ToldPlan, answers: dict[str, str]) -> str | None:
    """Return who comes along; grown-ups with a young group are taken out of its number."""
    leaders = next((e.value for e in message.entities if e.role == "leaders"), None)
    is_of_them = leaders is None and _are_companions(message, known)
    return answers.pop("group", None) if is_of_them else leaders


def joined(known: ToldPlan, new: ToldPlan) -> ToldPlan:
    """Return what is known after a message."""
    answers = dict(new.answers)
    if answers.get("format") == _USUAL_FORMAT and known.answers.get("format"):
        # "Rückbegegnung" of a school exchange makes no other format of it.
        del answers["format"]
    if _is_open_end(answers.get("age")) and "age" in known.answers:
        del answers["age"]
    is_vague = new.body in (None, telling.ANY_BODY) and known.body is not None
    if is_vague:
        answers.pop("organisation", None)
    return replace(
        known,
        answers={**known.answers, **answers},
        body=known.body if is_vague else new.body,
        umbrella=new.umbrella or known.umbrella,
        direction=_turned(known.direction, new.direction),
        leaders=new.leaders or known.leaders,
    )


def _turned(known: str | None, new: str | None) -> str | None:
    """Return who travels: whoever told of both ways goes on with one of them."""
    return known if known == telling.BOTH_WAYS else new or known


def _only_names(message: Message) -> Message:
    """Return what a question tells of a plan: "geht das mit 5 Leuten in Polen?"."""
    names = tuple(e for e in message.entities if e.name in ("country", "format"))
    return Message("", names)


def _is_corrected(message: Message, known: ToldPlan, answers: Mapping[str, str]) -> bool:
    """Say whether a message gives a new value for what was told, as "nein, 12 statt 14" does."""
    is_correction = not known.is_empty and read_correction(message) is not None
    return is_correction and bool(answers)


def _held(message: Message, known: ToldPlan) -> Message:
    """Return what of a message holds, where it corrects what was told before."""
    correction = None if known.is_empty else read_correction(message)
    return message if correction is None or correction.value else correction.message


def bare_ages(text: str) -> str | None:
    """Return the ages of a message that is a range and nothing else: "die sind so 14 bis 16".

    "Wir sind 14 bis 16" counts heads. "Die sind alle 15" and "bin 19" tell one age.
    """
    around = {*words().around_ages, *words().between_numbers}
    said = " ".join(word for word in spaced(text).split() if word not in around)
    match = _RANGE.fullmatch(said) or _range_of_some(spaced(text).strip())
    if match is None:
        return _one_age(text)
    low, high = int(match["low"]), int(match["high"])
    is_age = _YOUNGEST <= low < high <= _OLDEST_IN_PASSING and high - low <= _WIDEST
    return f"{low}-{high}" if is_age else None


def _range_of_some(said: str) -> re.Match[str] | None:
    """Return the range of "töchter sind 12 bis 17", whoever they are."""
    found = (re.fullmatch(pattern, said) for pattern in words().ages_of_some)
    return next(filter(None, found), None)


def _one_age(text: str) -> str | None:
    age = _one_number(text, words().whose_age)
    return None if age is None or not _YOUNGEST <= age <= _OLDEST_ALONE else str(age)


def bare_heads(text: str) -> str | None:
    """Return how many somebody says they are and nothing else: "sind so 22"."""
    heads = _one_number(text, words().who_are)
    return None if heads is None or not 0 < heads <= MOST_OF["group"] else str(heads)


def _one_number(text: str, begins: Iterable[str]) -> int | None:
    """Return the number of a message that has next to nothing beside how it begins."""
    said = spaced(text)
    begin = max(filter(said.startswith, (f" {one} " for one in begins)), key=len, default=None)
    if begin is None:
        return None
    rest = [word for word in said.removeprefix(begin).split() if word not in words().beside_number]
    return int(rest[0]) if len(rest) == 1 and rest[0].isdigit() else None


def _once_more(message: Message, last: ToldPlan) -> dict[str, str]:
    """Return the one number told before, as "nein doch 22" has it now."""
    said = spaced(message.text)
    match = _BARE.fullmatch(said.strip())
    told = [name for name in _NUMBERED if name in last.answers]
    if match is None or len(told) != 1 or not begins_with_any(said, words().replaced_begin):
        return {}
    number = int(match["number"])
    return {told[0]: str(number)} if 0 < number <= MOST_OF[told[0]] else {}


def _are_companions(message: Message, known: ToldPlan) -> bool:
    """Say whether grown-ups who are counted come along with a group of young people."""
    if known.answers.get("format") == "fachkraefte":
        return False
    is_young = bool(known.answers.get("group")) or _is_under_age(known.answers.get("age"))
    sizes = [e.text for e in message.entities if e.name == "group_size"]
    return is_young and len(sizes) == 1 and has_any(spaced(sizes[0]), words().grown_ups)


def _is_under_age(age: str | None) -> bool:
    low = (age or "").partition("-")[0]
    return low.isdigit() and int(low) < _OF_AGE


def _is_open_end(age: str | None) -> bool:
    return age is not None and age[-1:] == "-"


def _places(message: Message) -> Iterable[re.Match[str]]:
    """Yield where countries and places stand."""
    names = {e.text for e in message.entities if e.name in ("country", "region", "LOC") and e.text}
    for name in names:
        yield from re.finditer(re.escape(name), message.text)
