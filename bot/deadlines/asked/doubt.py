"""Questions whether a day is one of a deadline: "gab's da nicht auch eine Runde im Mai?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from bot.clock import day_in_germany
from bot.deadlines.asked.dates import DateSpan, find_dates
from bot.deadlines.asked.words import is_deadline, words
from bot.deadlines.due import spans_around
from bot.deadlines.models import Deadline, FixedRule, MonthDay, PatternRule, Status
from bot.deadlines.query import Found, Period
from bot.knowledge.naming.names import words_of
from bot.texts import text
from bot.words.phrases import has_any, spaced

# No sentence ends in "15. Oktober".
_REMARK_END = re.compile(r"(?<=[^0-9][.!?])\s+(?=[A-ZÄÖÜ])")
# "Bis zum 19. Februar?" asks back if that is the day, "DFJW bis 31. Mai oder 31. Januar?" which.
_DAY = r"(?:bis\s+)?(?:zum\s+)?\d{1,2}\.\s*(?:[^\W\d]+|\d{1,2}\.?)?"
_BARE_DAY = re.compile(
    rf"\s*(?!was\b|welche|wann\b)(?:[\w+]+\s+){{0,2}}bis\s+{_DAY}(?:\s*\?+|\s+oder\s+{_DAY}\s*\?*)\s*",
    re.IGNORECASE,
)
# "Ich hab gehört bis 15.10.", where a month may follow: "bis Oktober" is no day.
_UNTIL_DAY = re.compile(r"\bbis\s+(?:zum\s+)?\d{1,2}\.", re.IGNORECASE)
# "Erasmus am 19. Februar, oder?"
_OR = re.compile(r"\boder\s*\?*\s*$", re.IGNORECASE)
# Within a habit of more days than these, one day is no more than possible.
_MOST_DAYS_OF_A_DATE = timedelta(8)
_MOST_DAYS_OF_A_MONTH = timedelta(31)
_SURE = (Status.OPEN, Status.SOON)
_FEW_WORDS = 10
_FEW_WORDS_OF_DAY = 6
# The first and last month of each season in which funders name their rounds so: the round in
# February is that "im Frühjahr".
_MONTHS = {"spring": (2, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


class Match(Enum):
    """How well a day or month fits a deadline, the best first."""

    SURE = "sure"
    EXACT = "exact"
    NEAR = "near"
    NONE = "none"


@dataclass(frozen=True)
class DoubtedTime:
    """A day or month that somebody takes for one of a deadline, from ``first`` to before ``until``.

    ``asks_if_binding`` tells that it is asked whether later applications are refused,
    ``may_begin`` that the journey may as well begin then, ``season`` is that of a round.
    """

    first: date
    until: date
    asks_if_binding: bool = False
    may_begin: bool = False
    season: str = ""

    @property
    def name(self) -> str:
        """Return the day, month or season without its year: ``15. Oktober``, ``Mai``."""
        if self.season:
            return text(f"deadlines.season_{self.season}")
        month = text(f"deadlines.month_{self.first.month}")
        return f"{self.first.day}. {month}" if self._is_day else month

    def match(self, item: Found) -> Match:
        """Return how well it fits a deadline, in whatever year that falls."""
        period = Period(self.first, self.until)
        spans = list(_spans(item.deadline, self.first.year))
        if not any(period.touches(first, last) for first, last in spans):
            return Match.NONE
        ends = [last for first, last in spans if last - first <= _MOST_DAYS_OF_A_DATE]
        if self._is_day and self.first not in ends:
            return Match.NEAR
        return Match.SURE if item.status in _SURE else Match.EXACT

    @property
    def day(self) -> date | None:
        """Return the day, None for a month."""
        return self.first if self._is_day else None

    @property
    def _is_day(self) -> bool:
        return (self.until - self.first).days == 1


def doubted_time(message: str, period: Period | None) -> DoubtedTime | None:
    """Return the day or month that a message doubts; ``period`` is what was read in it."""
    if period is None or period.until is None or not doubts(message):
        return None
    first = period.first
    is_day = _BARE_DAY.fullmatch(message) or _UNTIL_DAY.search(message)
    if first is None and is_day:
        first = period.until - timedelta(days=1)
    if first is None:
        return None
    if asks_for_round(message) and (season := _season_of(message)):
        return _in_season(season, first.year)
    return DoubtedTime(first, period.until, has_any(spaced(message), words().binding))


def round_season(span: DateSpan) -> DoubtedTime | None:
    """Return the months in which a round "im Frühjahr" ends, None where no season is named."""
    season = _season_of(span.text)
    return None if span.first is None or not season else _in_season(season, span.first.year)


def asks_for_round(message: str) -> bool:
    """Say whether "gibts im Sommer auch ne Runde?" asks for a round, and not for which one.

    "Welche Runde gilt für den Sommer?" asks for that of a journey.
    """
    said, known = spaced(message), words()
    rounds = [word for word in said.split() if word.endswith(known.rounds)]
    is_there = has_any(said, known.existing) or any(f" {word} im " in said for word in rounds)
    for word in rounds:
        # "Und für die Runde im Herbst?" asks for it all the same.
        said = said.replace(f" fuer die {word} im ", f" {word} im ")
    if has_any(said, known.over_words):
        # "Ist die Herbstrunde schon rum?" knows of it.
        return False
    has_season = any(word.startswith(name) for word in rounds for name in _season_names())
    return has_season or (bool(rounds) and is_there and not has_any(said, known.purposes))


def asks_whether_round_is_over(message: str) -> bool:
    """Say whether "ist die Herbstrunde schon rum?" names a round of a season."""
    said, known = spaced(message), words()
    is_round = any(word.endswith(known.rounds) for word in said.split())
    return is_round and has_any(said, known.over_words)


def _season_names() -> Iterator[str]:
    return (name for names in words().round_seasons.values() for name in names)


def _season_of(said: str) -> str:
    """Return the season that a message names, empty where it names none or holidays in it."""
    heard = spaced(said).split()
    for season, names in words().round_seasons.items():
        rounds = (f"{name}{s}{end}" for name in names for s in ("", "s") for end in words().rounds)
        if not {*names, *rounds}.isdisjoint(heard):
            return season
    return ""


def _in_season(season: str, year: int) -> DoubtedTime:
    first, last = _MONTHS[season]
    end = date(year + (last < first), last + 1, 1)
    return DoubtedTime(date(year, first, 1), end, season=season)


def past_time(period: Period | None, now: datetime) -> DoubtedTime | None:
    """Return the day or month that was asked about and is over at ``now`` (aware).

    No round to come is in it; when one used to close is known all the same.
    """
    if period is None or period.first is None or period.until is None:
        return None
    is_over = period.until <= day_in_germany(now)
    is_told = is_over and period.until - period.first <= _MOST_DAYS_OF_A_MONTH
    return DoubtedTime(period.first, period.until) if is_told else None


def bare_time(message: str, dates: Sequence[DateSpan]) -> DateSpan | None:
    """Return the only time that a message names that says nothing else: "und der 19. Februar?".

    ``dates`` are the periods that were read in it.
    """
    if len(dates) != 1 or dates[0].first is None:
        return None
    span = dates[0]
    rest = words_of(f"{message[: span.start]} {message[span.end :]}")
    return span if all(word.text in words().around_day for word in rest) else None


def lone_day(message: str, period: Period | None, now: datetime) -> DoubtedTime | None:
    """Return the day that is all a message says, where ``period`` was read in it.

    ``now`` is aware. It may be asked about, or be when the journey begins.
    """
    span = None if period is None else bare_time(message, find_dates(message, now))
    if span is None or span.first is None or span.until is None or not is_one_day(span):
        return None
    return DoubtedTime(span.first, span.until, may_begin=not span.ends_at_midnight)


def asks_if_day_holds(message: str, dates: Sequence[DateSpan]) -> bool:
    """Say whether "gilt der 31. Januar noch" asks nothing but whether a day still holds.

    ``dates`` are the periods that were read in the message.
    """
    if len(dates) != 1 or not is_one_day(dates[0]):
        return False
    rest = {w.text for w in words_of(f"{message[: dates[0].start]} {message[dates[0].end :]}")}
    known = words()
    # "Ist der 30. November schon vorbei?"
    is_asked = doubts(message) or not rest.isdisjoint(known.over_words)
    beside = {*known.beside_choice, *known.beside_holding, *known.over_words}
    return is_asked and rest <= beside


def says_it_is_over(message: str) -> bool:
    """Say whether a short message has a word for what is over: "vorbei", "rum"."""
    said = spaced(message)
    return len(said.split()) <= _FEW_WORDS and has_any(said, words().over_words)


def is_one_day(span: DateSpan) -> bool:
    """Say whether a time is one day said by its number, and not "heute" or "am Freitag"."""
    if span.first is None or span.until is None:
        return False
    return span.until - span.first == timedelta(days=1) and span.text[:1].isdigit()


def is_known_day(span: DateSpan, items: Sequence[Found], *, is_exact: bool = False) -> bool:
    """Say whether a day lies in the usual time of one of these deadlines, or ``is_exact`` its end.

    What is no single day is none of a deadline.
    """
    return is_one_day(span) and closes_in(span, items, is_exact=is_exact)


def closes_in(span: DateSpan, items: Sequence[Found], *, is_exact: bool = False) -> bool:
    """Say whether one of these deadlines usually ends in a time, or ``is_exact`` on that day."""
    if span.first is None or span.until is None:
        return False
    told = DoubtedTime(span.first, span.until)
    none = (Match.NONE, Match.NEAR) if is_exact else (Match.NONE,)
    return any(told.match(item) not in none for item in items)


def doubts(message: str) -> bool:
    """Say whether a message asks back whether something is so, and does not tell a plan."""
    said = spaced(message)
    # "Ist die Runde im Oktober rum, oder?" knows the day.
    is_asked_back = _OR.search(message) is not None and not has_any(said, words().over_words)
    is_bare = _BARE_DAY.fullmatch(message) is not None
    is_round = bool(_season_of(message)) and asks_for_round(message)
    is_doubted = is_round or _asks_if_so(said) or has_any(said, words().doubting)
    return is_asked_back or is_bare or is_doubted


def _asks_if_so(said: str) -> bool:
    """Say whether "ist der 28.2. die Frist?" or "war der 15. September" begins a folded message."""
    known = words()
    behind = {frame: said.partition(f" {frame} ")[2].split() for frame in known.asking_if_so}
    return any(
        rest[:1]
        and rest[0].isdecimal()
        and (any(map(is_deadline, rest)) or (frame in known.asking_if_was and _is_short(said)))
        for frame, rest in behind.items()
    )


def _is_short(said: str) -> bool:
    return len(said.split()) <= _FEW_WORDS_OF_DAY


def fitting_first(doubted: DoubtedTime, items: Sequence[Found]) -> tuple[Found, ...]:
    """Return the deadlines, those that the doubted day fits best before the others."""
    order = list(Match)

    def rank(item: Found) -> tuple[int, bool]:
        is_silent = not any(_remarks(doubted, item))
        return order.index(doubted.match(item)), doubted.asks_if_binding and is_silent

    return tuple(sorted(items, key=rank))


def doubt_words(doubted: DoubtedTime, items: Sequence[Found]) -> str:
    """Return yes or no to the doubted day, with what the notes of the deadlines say of it.

    ``items`` are in the order of :func:`fitting_first`.
    """
    best = doubted.match(items[0]) if items else Match.NONE
    if not items and doubted.may_begin:
        return text("deadlines.doubt_day_alone", when=doubted.name)
    kind = "day" if doubted.name[:1].isdigit() else "month"
    said = text(f"deadlines.doubt_{kind}_{best.value}", when=doubted.name)
    alike = [item for item in items if doubted.match(item) is best]
    remarks = list(dict.fromkeys(r for item in alike for r in _remarks(doubted, item)))
    if doubted.may_begin:
        remarks.append(text("deadlines.doubt_day_of_journey", when=doubted.name))
    if not doubted.asks_if_binding or best is Match.NONE:
        return " ".join((said, *remarks))
    # What the office notes of the day answers better than that it is known.
    ask = items[0].deadline.ask.name
    return " ".join(remarks) or f"{said} {text('deadlines.doubt_binding', ask=ask)}"


def _remarks(doubted: DoubtedTime, item: Found) -> Iterator[str]:
    """Yield the sentences of a note that name the day or month."""
    name = spaced(doubted.name)
    sentences = _REMARK_END.split(item.deadline.note)
    return (sentence for sentence in sentences if name in spaced(sentence))


def _spans(deadline: Deadline, year: int) -> Iterator[tuple[date, date]]:
    """Yield when a deadline falls or fell, as first and last day, put into or next to a year."""
    rule = deadline.rule
    if isinstance(rule, FixedRule):
        yield rule.day, rule.day
    if isinstance(rule, PatternRule):
        yield from spans_around(rule, year)
    for day in deadline.last_known:
        same = MonthDay(day.month, day.day).on(year)
        yield same, same
