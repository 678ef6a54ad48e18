"""The times in a message about deadlines: when they close, and when the journey begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile

from bot.deadlines.asked.dates import DateSpan, names_round
from bot.deadlines.asked.sending import is_asked_if_enough, is_near
from bot.deadlines.asked.time_left import asks_in_one_word, asks_until_when, names_closing
from bot.deadlines.asked.words import words
from bot.deadlines.query import Period
from bot.knowledge.names import Word, words_of
from bot.words.phrases import has_any, spaced

_WORDS_BEFORE = 2
_MONTH = "month"
_NUMBERED_DAY = re.compile(r"\d\.")
_LONGEST_JOURNEY = timedelta(31)
_CLAUSE_END = re.compile(r"[,;:?!]|\.\s")
# The dot of "12.7." or "ca." ends none.
_CLAUSE_BEFORE = re.compile(r"[,;:?!]|(?<=[a-zäöüß]{3})\.\s(?=[A-ZÄÖÜ])")
_WORDS_AFTER = 3
"""How far behind a date its verb may stand: "am 12.7. fahren wir"."""


def told_times(
    message: str,
    dates: Sequence[DateSpan],
    *,
    begins: bool = False,
    for_project: bool = True,
    for_country: bool = False,
    is_own: bool = False,
) -> tuple[Period | None, list[DateSpan], int | None]:
    """Return when applications close, when projects begin, and the year, as far as told.

    A date with no telling word is a beginning where one ``begins``. ``for_project`` says that a
    programme or country is meant, ``for_country`` that it is known where to go, ``is_own`` that the
    name is in the message and not only in the talk before it.
    """
    journeys: list[DateSpan] = []
    period, year, is_known = None, None, False
    spoken = words_of(message)
    dates = times_of_ours(message, dates)
    closes = names_closing(message)
    # Who asks until when to apply does not know that day: a time named is that of the journey.
    begins = begins or (asks_until_when(message) and not closes)
    asks_one = for_project and asks_in_one_word(message)
    # "Im Januar noch Geld für eine Fahrt im März?": of two times, the one told is the journey.
    is_told = any(_tells_of_project(message, span) for span in dates)
    begins = begins and not is_told
    # "Frist Tschechien August 2027": nobody asks what closes for a country in a month.
    asks_month = for_country and not (is_told or closes)
    asked = [span for span in dates if is_asked_if_enough(message, span)]
    decided = [span for span in dates if _is_told(message, span, words().deciding)]
    handed = [span for span in dates if _hands_in(message, span)]
    is_sent_later = any(span not in decided for span in handed)
    for span in dates:
        if span in decided and is_sent_later:
            # "Am 30. ist Sitzung, am 31. geht der Antrag raus": the day of the application counts.
            continue
        named, told = _year(span), _tells_of_project(message, span)
        if told and _is_beside(message, span, dates):
            # "Wir fahren am 12.7., der Partner antwortet am 10.4.": no second journey.
            told = False
        # "Reicht der 1. Juni für Polen im Juli?": of two times, the one asked about is no journey.
        # Nor is a day so near beside another: "kann ich heute noch … für den 28. Februar?".
        is_sent = names_round(message, span) or (
            len(dates) > 1 and (span in asked or (is_near(span) and not told))
        )
        if named is not None and (not closes or _is_year_of_money(spoken, span)):
            year = year or named
        elif (
            span.first is not None
            and not is_sent
            and (
                (for_project and (_follows_for(spoken, span) or _is_part_of_year(span)))
                or (asks_one and _is_season(span) and not closes)
                or (asks_month and span.grain == _MONTH and (asks_one or (is_own and told is None)))
                or (for_project and told is None and (asked or _is_range(span)) and not closes)
                or ((begins and not span.is_told_over) if told is None else told)
            )
        ):
            journeys.append(span)
        elif (period is None or is_sent or (span in handed and not is_known)) and (
            span.first is not None or span.until is not None
        ):
            # "Am 20.3. Teamrunde, am 21.3. der Antrag": the day of the application counts.
            is_known = is_sent or span in handed
            period = Period(None if _goes_on_from_now(span) else span.first, span.until)
        elif for_project and _is_season(span) and span.first is not None and not closes:
            # "Bis 15.1. stellen wir den Antrag, reicht das für Frankreich im Sommer?"
            journeys.append(span)
    # "Treffen am 17. Februar, Abreise am 1. Juni": on that day they set off.
    off = [span for span in journeys if _sets_off(message, span)]
    journeys = _from_first_day(journeys, off) if off else journeys
    return period, journeys, None if period or journeys else year


def _sets_off(message: str, span: DateSpan) -> bool:
    """Say whether they set off then; "treffen uns am 20.3. und fahren am 20.6." tells it of one."""
    known, spoken = words(), words_of(message)
    before = takewhile(_joins_not, reversed(_clause_before(message, spoken, span)))
    after = takewhile(_joins_not, (word.text for word in _clause_after(message, spoken, span)))
    return has_any(spaced(" ".join((*[*before][::-1], *after))), known.setting_off)


def _joins_not(word: str) -> bool:
    return word not in words().joining


def _from_first_day(journeys: Sequence[DateSpan], off: Sequence[DateSpan]) -> list[DateSpan]:
    """Return the days on which they set off, the first of them from when the journey begins.

    "Die Begegnung beginnt am 3.7., Abreise am 10.7.": within a month they set off for home.
    """
    told_before = journeys[: journeys.index(off[0])]
    first = min((s for s in told_before if _is_soon_after(off[0], s)), key=_first, default=off[0])
    return [first, *(span for span in off if span is not first)]


def _is_soon_after(span: DateSpan, begun: DateSpan) -> bool:
    return timedelta(0) <= _first(span) - _first(begun) <= _LONGEST_JOURNEY


def _first(span: DateSpan) -> date:
    return span.first or date.max


def times_of_ours(message: str, dates: Sequence[DateSpan]) -> list[DateSpan]:
    """Return the times without those of payments, birthdays and whatever else is beside a journey.

    "Vorbereitungstreffen im Januar, Begegnung im Juli": a meeting is no journey where one is told.
    """
    known = words()
    parts = (*known.other_parts, *(known.meetings_beside if len(dates) > 1 else ()))
    ends = [0, *(span.end for span in dates)]
    told = zip(dates, ends, strict=False)
    return [span for span, end in told if not _is_of(message, span, parts, end)]


def _is_beside(message: str, span: DateSpan, others: Sequence[DateSpan]) -> bool:
    """Say whether a day of which its clause tells nothing lies before one told as the journey."""
    journeys = (o for o in others if o.first and span.until and span.until <= o.first)
    told = (_last_verdict(message, words_of(message), one) for one in journeys)
    return span.names_days and not tells_role(message, span) and any(told)


def tells_role(message: str, span: DateSpan) -> bool:
    """Say whether a time is told to be of the journey, the application or a deadline.

    Its own clause tells it, or its kind: "am 24.12. ist niemand da" tells nothing.
    """
    spoken = words_of(message)
    after = (word.text for word in _clause_after(message, spoken, span))
    around = (*_clause_before(message, spoken, span), *after)
    is_of_journey = _is_range(span) or _is_season(span) or _is_part_of_year(span)
    is_told = any(_verdict(word) is not None for word in around) or _follows_for(spoken, span)
    return is_of_journey or is_told or span.is_told_over or tells_sending(message, span)


def tells_own_story(message: str, span: DateSpan) -> bool:
    """Say whether "im Mai haben wir Prüfungen" tells of a time that is of neither of both."""
    return _is_told(message, span, words().own_stories)


def tells_sending(message: str, span: DateSpan) -> bool:
    """Say whether a time is told to be that of the application: "am 31. geht der Antrag raus"."""
    return _hands_in(message, span) or is_asked_if_enough(message, span) or is_near(span)


def _hands_in(message: str, span: DateSpan) -> bool:
    known = words()
    verbs = (*known.sending, *known.sending_verbs, *known.handing_in, *known.sent)
    hands_in = (*verbs, *known.asked_nouns)
    return _is_told(message, span, hands_in)


def _is_of(message: str, span: DateSpan, parts: Sequence[str], told: int) -> bool:
    """Say whether the telling word nearest to a time has one of these parts, from ``told`` on."""
    spoken = words_of(message)
    last = sum(word.end <= span.start and word.start >= told for word in spoken)
    before = _clause_before(message, spoken, span)[::-1][:last]
    around = (*before, *(word.text for word in _clause_after(message, spoken, span)))
    telling = (w for w in around if _verdict(w) is not None or any(p in w for p in parts))
    nearest = next(telling, "")
    return any(part in nearest for part in parts)


def _goes_on_from_now(span: DateSpan) -> bool:
    """Say whether a period is "the next two weeks": what ends before its first Monday counts."""
    said = words_of(span.text)
    is_next = any(word.text.startswith(words().coming_parts) for word in said)
    return is_next and any(word.text.isdigit() or word.text in words().numbers for word in said)


def _year(span: DateSpan) -> int | None:
    """Return the calendar year that is named and nothing else: 2027."""
    if span.grain != "year" or span.first is None or span.until is None:
        return None
    first, until = span.first, span.until
    is_whole = (first.month, first.day, until.month, until.day) == (1, 1, 1, 1)
    return first.year if is_whole and until.year == first.year + 1 else None


def _is_part_of_year(span: DateSpan) -> bool:
    """Say whether a half year or quarter is named: beside a programme it is that of the project."""
    return has_any(spaced(span.text), words().parts_of_year)


def _is_range(span: DateSpan) -> bool:
    """Say whether "1.-8. August" is named: so exactly people tell of a journey alone."""
    if span.first is None or span.until is None or not _NUMBERED_DAY.search(span.text):
        return False
    return timedelta(1) < span.until - span.first <= _LONGEST_JOURNEY


def _is_season(span: DateSpan) -> bool:
    """Say whether a season or holidays are named, in which people travel and no deadline ends."""
    return has_any(spaced(span.text), words().seasons)


def _follows_for(spoken: Sequence[Word], span: DateSpan) -> bool:
    """Say whether "für" stands before a date: "Stichtag für Juli" is that of a project in July."""
    before = [word.text for word in spoken if word.end <= span.start][-_WORDS_BEFORE:]
    return any(word in words().purposes for word in before)


def _is_year_of_money(spoken: Sequence[Word], span: DateSpan) -> bool:
    """Say whether "endet die Frist für KJP-Mittel 2028?" names the year in which money is used."""
    before = [word.text for word in spoken if word.end <= span.start]
    return _follows_for(spoken, span) or any(
        word.endswith(words().moneys) for word in before[-_WORDS_BEFORE:]
    )


def _tells_of_project(message: str, span: DateSpan) -> bool | None:
    """Return whether a date is that of the journey: the nearest telling word decides, if any."""
    if span.ends_at_midnight:
        # Applications are due then, and nobody sets off.
        return False
    spoken = words_of(message)
    before = [word.text for word in spoken if word.end <= span.start]
    if " ".join(before[-2:]) in words().project_leads or _names_beginning(before, span):
        return True
    if _is_sent_on(_clause_before(message, spoken, span)):
        return False
    # "Der Antrag ging am 20.11. raus, die Begegnung beginnt im März."
    after = [word.text for word in _clause_after(message, spoken, span)][:_WORDS_AFTER]
    if _last_verdict(message, spoken, span):
        # "Begegnung im August Frist?": what is behind the date is what is asked for.
        after = [word for word in after if not _is_asked_noun(word)]
    if asks_until_when(message):
        # "Griechenland Sommer 27, wann Antrag?"
        before, after = _without_asked(before), _without_asked(after)
    near = [(place, 0, word) for place, word in enumerate(reversed(before))]
    near += [(place, 1, word) for place, word in enumerate(after)]
    # "Am 10. Januar noch beim DPJW abgeben": the verb stands at the end.
    known = (*words().sending, *words().sent)
    behind = [word.text for word in _clause_after(message, spoken, span)]
    hands_in = any(word in known for word in behind)
    # "Wir wollen am 15.1. den Antrag stellen": what is wanted is no journey.
    is_wish_to_send = any(word in known for word in takewhile(_joins_not, behind))
    unsaid = words().wishing if is_wish_to_send else ()
    verdicts = (_verdict(word) for _, _, word in sorted(near) if word not in unsaid)
    told = next((verdict for verdict in verdicts if verdict is not None), None)
    return False if told is None and hands_in and span.until is not None else told


def _is_sent_on(before: Sequence[str]) -> bool:
    """Say whether "abgeschickt am" stands before a date; what follows belongs to the next one."""
    known = words()
    telling = [word for word in before[-_WORDS_BEFORE:] if word not in known.before_days]
    return bool(telling) and telling[-1] in known.sent


def _without_asked(said: Sequence[str]) -> list[str]:
    return [word for word in said if word not in words().asked_nouns]


def _verdict(word: str) -> bool | None:
    """Return whether a word speaks of the journey (true) or of the deadline (false)."""
    known = words()
    # "Projektfrist": what a word ends with is what it is about.
    for parts, verdict in ((known.closing_parts, False), (known.project_parts, True)):
        if any(part in word for part in parts):
            return verdict
    if word in known.closing_words:
        return False
    return True if word in known.project_words else None


def _names_beginning(before: Sequence[str], span: DateSpan) -> bool:
    """Say whether "Beginn August" is read as one period: the beginning of what is planned."""
    first = spaced(span.text).split()[:1]
    return bool(first) and first[0] in words().beginnings and before[-1:] != ["zu"]


def _last_verdict(message: str, spoken: Sequence[Word], span: DateSpan) -> bool | None:
    """Return what the last telling word in the same clause before a date speaks of, if any."""
    here = reversed(_clause_before(message, spoken, span))
    return next((told for word in here if (told := _verdict(word)) is not None), None)


def _clause_before(message: str, spoken: Sequence[Word], span: DateSpan) -> list[str]:
    ends = [found.end() for found in _CLAUSE_BEFORE.finditer(message, 0, span.start)]
    clause = max(ends, default=0)
    return [word.text for word in spoken if word.start >= clause and word.end <= span.start]


def _clause_after(message: str, spoken: Sequence[Word], span: DateSpan) -> list[Word]:
    end = _CLAUSE_END.search(message, span.end)
    last = len(message) if end is None else end.start()
    return [word for word in spoken if span.end <= word.start < last]


def _is_told(message: str, span: DateSpan, known: Sequence[str]) -> bool:
    """Say whether a time has one of these words in its clause: "am 31. geht der Antrag raus"."""
    spoken = words_of(message)
    after = [word.text for word in _clause_after(message, spoken, span)]
    return has_any(spaced(" ".join((*_clause_before(message, spoken, span), *after))), known)


def _is_asked_noun(word: str) -> bool:
    known = words()
    return word in known.asked_nouns or any(part in word for part in known.closing_parts)
