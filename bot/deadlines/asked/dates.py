"""German dates in a sentence as periods of whole days, for the questions of the field.

Times of day alone are left out: they say nothing about a journey or a deadline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.dates.find import ZONE, Span, find_spans
from bot.deadlines.asked.words import is_deadline, joins_not, words
from bot.words.phrases import has_any, spaced
from bot.words.turn import once_a_turn

__all__ = ["ZONE", "DateSpan", "find_dates"]

_SMALL_GRAINS = ("second", "minute", "hour")
_EXACT_GRAINS = ("day", "week")
# A vague period up to here is rather a matter of weeks, a longer one of months.
_MOST_DAYS_OF_WEEKS = 21

# The end of a day, and no beginning of the next one.
_MIDNIGHT = re.compile(r"\bmitternachts?\b|\b24(?:[:.]00)?\s*uhr\b", re.IGNORECASE)
_SINCE = re.compile(r"seit\b", re.IGNORECASE)
_BARE_YEAR = re.compile(r"\D*\d{4}")
_YEAR_INSIDE = re.compile(r"\d{4}|\d\.\d{1,2}\.\d{2}")
_SHORT_YEAR = re.compile(r"[^\W\d]\.? '?\d{2}")
_MONTH = r"(?:jan|feb|mär|maer|apr|mai|jun|jul|aug|sep|okt|nov|dez)\w*"
# A day or month said without its year; "morgen" and "in drei Wochen" need none.
_CLAUSE_END = re.compile(r"[,;:?!]|\.\s")
# What lies no further ahead is not over: "war das nicht der 30. November?".
_SOON = timedelta(92)
# How far a deed stands from its day: "am 1.10. den Antrag gestellt".
_WORDS_OF_DEED = 4
_DAY_ITSELF = "der"
_IS = "ist"
_IS_IT = ([_IS, _DAY_ITSELF], ["is", _DAY_ITSELF])
_DAY_ALONE = re.compile(r"\d{1,2}\.")
_SPOKEN_OF = (["der"], ["den"], ["dem"])
_AFTER_DAY = re.compile(r"nach dem (?=\d)", re.IGNORECASE)
_STILL = "noch"
_WITHOUT_YEAR = re.compile(
    rf"(?:\w+ )?(?:\d{{1,2}}\. ?(?:\d{{1,2}}\.?|{_MONTH})|{_MONTH})", re.IGNORECASE
)
# "Oktoberrunde" names its month, "Frühjahrsrunde" its season.
_ROUND = re.compile(
    r"(?:(?<=ar|er)|(?<=herbst)|(?<=jahr)s?|(?<=frühling)s)(?:runde|frist)\w*", re.IGNORECASE
)
_ONTO = re.compile(r"\bauf(?: den| dem)?\b", re.IGNORECASE)
_MONTH_INSIDE = re.compile(rf"\d\. ?\d{{1,2}}\.|(?<!\w){_MONTH}", re.IGNORECASE)


@dataclass(frozen=True)
class DateSpan:
    """A period named in a text.

    ``start`` and ``end`` are character offsets; ``first`` is the first day, ``until`` the first
    day after the period; None means open. ``grain`` is day, week, month, quarter or year: how
    exactly the days were named. "Anfang Mai" has the grain week although its days are counted.
    ``is_told_over`` says that the text tells of a day that is over, on which nobody sets off.
    """

    text: str
    start: int
    end: int
    first: date | None
    until: date | None
    grain: str
    is_told_over: bool = False

    @property
    def names_days(self) -> bool:
        """Say whether days or a week are named, and no month, season or holidays."""
        return self.grain in _EXACT_GRAINS

    @property
    def ends_at_midnight(self) -> bool:
        """Say whether midnight is named with the day that ends then: "5. Mai, Mitternacht"."""
        return self.day_to_midnight is not None

    @property
    def day_to_midnight(self) -> date | None:
        """Return the day at whose end midnight is named: "bis 5. Mai, Mitternacht".

        None without midnight, and of a journey over several days.
        """
        if self.until is None or not _MIDNIGHT.search(self.text):
            return None
        day = self.until - timedelta(days=1)
        return day if self.first in (None, day) else None

    @property
    def is_without_year(self) -> bool:
        """Say whether a day, month, season, half year or feast has no year: "im Herbst"."""
        said = spaced(self.text)
        # "Diesen Herbst" and "nächste Ostern" are told from today.
        is_near = any(f" {part}" in said for part in words().near_parts)
        if is_near or _YEAR_INSIDE.search(self.text):
            return False
        is_month = _MONTH_INSIDE.search(self.text) is not None
        # "Mai 12" is a day, "Mai 27" and "Weihnachten 27" have their year.
        if not (is_month and self.grain == "day") and _SHORT_YEAR.search(self.text):
            return False
        return is_month or has_any(said, (*words().seasons, *words().parts_of_year))


def find_dates(text: str, now: datetime) -> list[DateSpan]:
    """Return the periods that ``text`` names, seen from the minute of ``now`` (aware), in order."""
    local = now.astimezone(ZoneInfo(ZONE)).replace(second=0, microsecond=0)
    return list(once_a_turn(("dates", text, local), lambda: _found(text, local)))


def _found(text: str, now: datetime) -> tuple[DateSpan, ...]:
    read = _ROUND.sub(_blank, text)
    if has_any(spaced(text), words().postponed):
        # "Vom 10.4. auf den 20.4. verschoben" are two days and no stretch.
        read = _ONTO.sub(_blank, read)
    named = (span for span in find_spans(read, now) if span.names_day)
    # "Uns gibt es seit 2019" tells of the past, and neither of a journey nor of a deadline.
    spans = [_whole_days(span) for span in named if not _SINCE.match(span.text)]
    spans = _in_year_beside(_in_month_before(text, _without_today(text, spans)))
    today = now.date()
    is_past = [
        _is_done(text, span)
        or (span.is_without_year and tells_of_past_journey(text, span))
        or (
            ((_is_sent(text, span) and not _may_come(text, span, spans)) or _was_due(text, span))
            and not _comes_soon(span, today)
        )
        for span in spans
    ]
    return tuple(
        _over(span, today) if over else _just_missed(text, span, today)
        for span, over in zip(spans, is_past, strict=True)
    )


def names_round(text: str, span: DateSpan) -> bool:
    """Say whether a time is the first part of "Oktoberrunde", which is no time of a journey."""
    return _ROUND.match(text, span.end) is not None


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _is_done(text: str, span: DateSpan) -> bool:
    """Say whether "haben wir bis 1.10. gestellt" is told of a day without a year."""
    if not _is_open_day(span):
        return False
    before, after = _beside(text, span)
    near = (*before[-_WORDS_OF_DEED:], *after[:_WORDS_OF_DEED])
    return not {*words().have}.isdisjoint(before) and not {*words().sent}.isdisjoint(near)


def tells_of_past_journey(text: str, span: DateSpan) -> bool:
    """Say whether "wir waren vom 3. bis 10. Oktober in Polen" tells of a journey that is over.

    "Wir waren in Polen und fahren im Juli wieder hin" tells of another one, "im Juli und im August"
    goes on.
    """
    said = (" ".join(beside) for beside in _of_itself(text, span))
    return any(has_any(spaced(part), words().were_there) for part in said)


def _of_itself(text: str, span: DateSpan) -> tuple[list[str], list[str]]:
    """Return the words before and after a time up to those joined that tell of another journey."""
    known, (before, after) = words(), _beside(text, span)
    behind = [*takewhile(joins_not, after)] or after
    joined = [*takewhile(joins_not, reversed(before))][::-1]
    goes_on = {*joined} <= {*known.before_days} and not has_any(
        spaced(" ".join(behind)), (*known.on_the_way, *known.setting_off, *known.wishing)
    )
    return before if goes_on else joined, behind


def _is_sent(text: str, span: DateSpan) -> bool:
    """Say whether "Antrag am 1.10. gestellt" is told, and not "muss am 1.10. gestellt sein"."""
    if not _is_open_day(span):
        return False
    known, (before, after) = words(), _beside(text, span)
    is_whole = bool(after) and after[-1] in known.sent
    return is_whole and {*known.not_yet}.isdisjoint((*before, *after))


def _may_come(text: str, span: DateSpan, others: Sequence[DateSpan]) -> bool:
    """Say whether "Fahrt im Juli 2027, Antrag am 1.5. gestellt, reicht das?" may mean May 2027."""
    last = span.until
    is_before = last is not None and any(one.first and one.first >= last for one in others)
    return is_before and has_any(spaced(text), words().asking_now)


def _is_open_day(span: DateSpan) -> bool:
    """Say whether a span is a day without a year, or lasts until one: "bis 1.10."."""
    is_day = span.until is not None and span.grain == "day"
    return is_day and _WITHOUT_YEAR.fullmatch(span.text) is not None


def _was_due(text: str, span: DateSpan) -> bool:
    """Say whether "war die Frist am 1. Oktober?" asks about a day or month that is over.

    Where only "vorbei" tells it, the word for the deadline stands right before the time: "Ist die
    Frist für den 15. Mai vorbei?" may be about a journey then.
    """
    if span.first is None or not _WITHOUT_YEAR.fullmatch(span.text):
        return False
    known = words()
    before, after = _beside(text, span)
    beside = (*before, *after)
    if before[-1:] == [_DAY_ITSELF] and after[:1] and after[0] in known.was:
        # "Der 1.10. war doch schon."
        return True
    is_asked_over = before[-2:] in _IS_IT or (before[-1:] == [_DAY_ITSELF] and after[:1] == [_IS])
    if is_asked_over and not {*known.over_words}.isdisjoint(after):
        # "Ist der 15. Oktober beim KJFP schon vorbei?"
        return True
    if before[-1:] == [_DAY_ITSELF] and before[-2:-1] and before[-2] in known.was:
        # "War der 1. November zu spät fürs DGJW?"
        judged = spaced(" ".join(after))
        if has_any(judged, (*known.verdicts, *known.over_words)):
            return True
    if not {*known.was}.isdisjoint(beside):
        is_journey = any(part in word for word in beside for part in known.project_parts)
        if is_journey and not any(map(is_deadline, beside)):
            # "Die Fahrt war am 3. Oktober"
            return any(not {*known.was}.isdisjoint(part) for part in _of_itself(text, span))
        return not is_journey and any(map(is_deadline, beside))
    named = [word for word in before if word not in known.before_days]
    is_over = not {*known.over_words}.isdisjoint(after[:_WORDS_OF_DEED])
    return is_over and any(map(is_deadline, named[-1:]))


def _just_missed(text: str, span: DateSpan, today: date) -> DateSpan:
    """Return the day itself of "nach dem 1. November noch", where that was in the last weeks."""
    day = _AFTER_DAY.sub("", span.text)
    is_still = _STILL in (word for said in _beside(text, span) for word in said)
    if span.first is None or not (is_still and day != span.text and _WITHOUT_YEAR.fullmatch(day)):
        return span
    first = span.first - timedelta(days=1)
    missed = _over(replace(span, text=day, first=first, until=span.first), today)
    return span if missed.until is None or missed.until + _SOON < today else missed


def _comes_soon(span: DateSpan, today: date) -> bool:
    """Say whether a time lies in the next weeks: "war das nicht der 30. November?" on the 28th.

    Who is not sure of a day asks so, too, and must never read that it is over.
    """
    return span.until is not None and today < span.until <= today + _SOON


def _beside(text: str, span: DateSpan) -> tuple[list[str], list[str]]:
    """Return the words before and after a time in its clause."""
    before = spaced(_CLAUSE_END.split(text[: span.start])[-1]).split()
    return before, spaced(_CLAUSE_END.split(text[span.end :].lstrip("."))[0]).split()


def _over(span: DateSpan, today: date) -> DateSpan:
    """Put a day into the last year in which it is over; "bis 1.10." is that day then."""
    if span.first is None and span.until is not None:
        span = replace(span, first=span.until - timedelta(days=1))
    if span.first is None or (span.first.month, span.first.day) == (2, 29):
        return span
    is_over = span.first.replace(year=today.year) <= today
    moved = _moved(span, today.year if is_over else today.year - 1)
    return replace(moved, is_told_over=True)


def _without_today(text: str, spans: list[DateSpan]) -> list[DateSpan]:
    """Leave out "heute ist der 27.11.": that tells what day it is, and neither of both is asked.

    Of "22. März bis 3. April Osterferien" the days are told twice.
    """
    known = words()
    for day, told in zip(spans, spans[1:], strict=False):
        between = spaced(text[day.end : told.start]).split()
        if not between and (day.first, day.until) == (told.first, told.until):
            return [span for span in spans if span is not told]
        is_told = bool(between) and set(between) <= {*known.beside_today}
        if is_told and spaced(day.text).split() == [*known.today] and told.grain == "day":
            return [span for span in spans if span not in (day, told)]
    return spans


def _in_month_before(text: str, spans: list[DateSpan]) -> list[DateSpan]:
    """Put a day without a month behind the one told: "den 1. November nicht, wäre der 15. ok?"."""
    told: list[DateSpan] = []
    for span in spans:
        last = told[-1] if told else span
        if (
            span.first is not None
            and last.first is not None
            and _DAY_ALONE.fullmatch(span.text)
            and all(_beside(text, one)[0][-1:] in _SPOKEN_OF for one in (last, span))
        ):
            later = span.first.day - last.first.day
            if later > 0 and (first := last.first + timedelta(later)).month == last.first.month:
                span = replace(span, first=first, until=first + timedelta(days=1))
        told.append(span)
    return told


def _in_year_beside(spans: list[DateSpan]) -> list[DateSpan]:
    """Put days and months without a year into the only year that stands apart from them.

    "Wir planen 2028 eine Begegnung, ab 3. Juli": the year is no date of its own then.
    """
    years = [span for span in spans if span.grain == "year" and _BARE_YEAR.fullmatch(span.text)]
    open_ones = [span for span in spans if _WITHOUT_YEAR.fullmatch(span.text)]
    if len(years) != 1 or not open_ones or years[0].first is None:
        return spans
    year = years[0].first.year
    try:
        moved = [_moved(s, year) if s in open_ones else s for s in spans if s is not years[0]]
    except ValueError:
        # The 29th of February is not in every year.
        return spans
    return moved


def _moved(span: DateSpan, year: int) -> DateSpan:
    if span.first is None:
        return span
    later = year - span.first.year
    first = span.first.replace(year=year)
    until = None if span.until is None else span.until.replace(year=span.until.year + later)
    return replace(span, first=first, until=until)


def _whole_days(span: Span) -> DateSpan:
    first = None if span.first is None else span.first.date()
    until = None if span.until is None else _day_after(span.until)
    if first is not None and _begins_at_midnight(span):
        first, until = first - timedelta(days=1), first
    return DateSpan(span.text, span.start, span.end, first, until, _grain(span, first, until))


def _begins_at_midnight(span: Span) -> bool:
    """Say whether midnight alone is meant; a range that it ends has its days already."""
    if span.first is None or span.first.time() != time.min or not _MIDNIGHT.search(span.text):
        return False
    return span.until is None or span.until - span.first < timedelta(days=1)


def _day_after(moment: datetime) -> date:
    """Return the first day that begins at or after a moment."""
    return moment.date() + timedelta(days=moment.time() > time.min)


def _grain(span: Span, first: date | None, until: date | None) -> str:
    if span.is_vague and first is not None and until is not None:
        return "week" if (until - first).days <= _MOST_DAYS_OF_WEEKS else "month"
    return "day" if span.grain in _SMALL_GRAINS else span.grain
