"""Whether an application is in time that is sent on a certain day: "23.12. noch ok für KJP?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.deadlines.asked.dates import DateSpan
from bot.deadlines.asked.time_kinds import is_range
from bot.deadlines.asked.time_left import asks_for_time_left
from bot.deadlines.asked.words import words
from bot.deadlines.days import first_start_after
from bot.deadlines.due import Due, rounds_ahead, year_of_projects
from bot.deadlines.models import BeforeStartRule, Deadline, Status
from bot.deadlines.query import Found, Period
from bot.deadlines.shown.cautions import after_programme_words
from bot.deadlines.shown.wording import german_date
from bot.texts import text
from bot.words.phrases import has_any, spaced

_CLAUSE_END = re.compile(r"[,;:?!]")
_DAY_ITSELF = "der"
_DAY_TO_MEET = "den"
_ON_DAY = "am"
_MOST_DAYS = timedelta(11)
# So long before the day that counts hardly anybody applies.
_MOST_AHEAD = timedelta(300)
_MOST_DAYS_OF_A_MONTH = timedelta(31)


def asks_whether_sent_in_time(
    message: str, dates: Sequence[DateSpan], *, names_country: bool
) -> bool:
    """Say whether the one day that a message names is that of an application, and of no journey.

    ``dates`` are the periods that were read in it. "Am 12.7. nach Polen, geht das noch?" travels,
    and so does who ``names_country``, unless the day itself is asked about: "reicht der 15.2.?".
    """
    if len(dates) != 1 or tells_of_journey(message) or _is_range_over(dates[0]):
        return False
    if not ends_on_day(dates[0]):
        # "Mitte Februar wollen wir den Antrag einreichen, passt das?"
        is_told = asks_of_day(message) or (tells_of_sending(message) and asks_if_enough(message))
        return is_short_time(dates[0]) and is_told
    if asks_of_day(message):
        return True
    if dates[0].first is None:
        # "Was ist bis 31.12. noch möglich?" asks for what closes until then.
        return False
    if _is_told_as_a_day(message, dates[0]):
        return asks_if_enough(message)
    return asks_for_time_left(message) and not names_country


def asks_if_enough(message: str) -> bool:
    """Say whether a message asks if a day is early enough: "reicht der 15.2.?", "… noch ok?"."""
    is_judged = tells_of_sending(message) and has_any(spaced(message), words().judging)
    return is_judged or asks_of_day(message) or asks_for_time_left(message)


def judges_sending(message: str) -> bool:
    """Say whether a message asks if an application on some day is early enough."""
    return asks_of_day(message) or (tells_of_sending(message) and asks_if_enough(message))


def tells_of_sending(message: str) -> bool:
    """Say whether a message speaks of handing in an application, to come or done."""
    said, known = spaced(message), words()
    behind = (said.partition(f" {verb} ")[2].split() for verb in known.sending_verbs)
    is_parted = any(word in known.sending_ends for rest in behind for word in rest)
    return is_parted or has_any(said, (*known.sending, *known.sent, *known.deciding))


def asks_of_day(message: str) -> bool:
    """Say whether a message asks of a day if it is early enough: "reicht der 15.2.?"."""
    clauses = (spaced(clause).split() for clause in _CLAUSE_END.split(message))
    return any(
        _judges(said[:place], said[place:])
        for said in clauses
        for place in range(1, len(said))
        if _is_day(said[place - 1], said[place])
    )


def is_asked_if_enough(message: str, span: DateSpan) -> bool:
    """Say whether it is asked of this very time if it is early enough: "reicht der 1. Juni …?"."""
    before = spaced(_CLAUSE_END.split(message[: span.start])[-1]).split()
    behind = spaced(_CLAUSE_END.split(message[span.end :])[0]).split()
    if before[-1:] == [_DAY_TO_MEET]:
        # "Ob wir den 12. Februar noch schaffen."
        return not {*words().meeting}.isdisjoint((*before, *behind))
    return _judges(before, behind)


def _is_day(lead: str, word: str) -> bool:
    """Say whether "am 1" or "Mitte" begins a time, and no number of anything else."""
    return word in words().vague_days or (word.isdecimal() and lead in words().before_days)


def _judges(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Say whether the words before a time, or with those ``behind``, ask if it is early enough."""
    known = words()
    verb = next((word for word in reversed(before) if word not in known.beside_judged), "")
    if verb in known.judged_with_verdict:
        # "Beginn ist am 20. Mai. Zu spät?" is asked of no day.
        return before[-1] != _ON_DAY and has_any(spaced(" ".join(behind)), known.verdicts)
    if before[-1:] == [_DAY_ITSELF] and not {*known.judged_by}.isdisjoint(before):
        # "Reicht für beides der 15. April?"
        return True
    return verb in known.judged_by or " ".join(before).endswith(known.enough_frames)


def is_short_time(span: DateSpan) -> bool:
    """Say whether some days are named: "Mitte Februar", "nächste Woche"."""
    if span.first is None or span.until is None:
        return False
    return timedelta(1) < span.until - span.first <= _MOST_DAYS


def _is_told_as_a_day(message: str, span: DateSpan) -> bool:
    """Say whether "der 1. Oktober" is spoken of; who travels does so "am 1. Oktober"."""
    return spaced(message[: span.start]).split()[-1:] == [_DAY_ITSELF]


def ends_on_day(span: DateSpan) -> bool:
    """Say whether a span is one day named by its number, or lasts until it: "bis 31.12.".

    Or one that is so near that no journey begins then: "übermorgen".
    """
    if span.until is None or not (is_near(span) or any(char.isdigit() for char in span.text)):
        return False
    is_open = span.first is None and span.grain == "day"
    return is_open or span.first == span.until - timedelta(days=1)


def is_near(span: DateSpan) -> bool:
    """Say whether a span is "gestern", "heute" or "morgen", or a day beside these."""
    return spaced(span.text).strip() in words().near_days


def last_day_of(period: Period | None) -> Period | None:
    """Return the last day of a period as one; an open period stays."""
    if period is None or period.until is None:
        return period
    return Period(period.until - timedelta(days=1), period.until)


def single_day(period: Period | None) -> date | None:
    """Return the day that a period is, None for a longer or open one."""
    return period.first if period is not None and _lasts(period, timedelta(1)) else None


def last_of_month(period: Period | None) -> date | None:
    """Return the last day of a period of at most a month, None for a longer or open one."""
    return single_day(last_day_of(period)) if _lasts(period, _MOST_DAYS_OF_A_MONTH) else None


def is_some_days(period: Period | None) -> bool:
    """Say whether a period is as short as "Ende September"."""
    return _lasts(period, _MOST_DAYS)


def _is_range_over(span: DateSpan) -> bool:
    """Say whether "vom 3. bis 10. Oktober" is told of a journey that is over."""
    return span.is_told_over and is_range(span)


def _lasts(period: Period | None, most: timedelta) -> bool:
    """Say whether a period has both ends and is no longer than ``most``."""
    if period is None or period.first is None or period.until is None:
        return False
    return period.until - period.first <= most


def sending_words(
    day: date, items: Sequence[Found], today: date, *, may_begin: bool = False
) -> str:
    """Return whether an application on a day is in time for the first of ``items``.

    Nothing is promised: a habit of past years is no date. ``may_begin`` says that the day may as
    well be that of the journey.
    """
    is_start_known = not may_begin
    if day < today:
        said = _past_sentence(day, items, is_start_known=is_start_known)
        past = text("deadlines.sending_past", day=german_date(day))
        return f"{past} {_of_programme(said, items)}"
    parts = [_of_programme(_sentence(day, items, today, is_start_known=is_start_known), items)]
    if may_begin:
        parts.append(text("deadlines.doubt_day_of_journey", when=german_date(day)))
    return " ".join(parts)


def _of_programme(said: str, items: Sequence[Found]) -> str:
    """Return what is said with whom it is told of, where several programmes are shown."""
    names = [item.deadline.programme.name for item in items]
    return said if len(set(names)) <= 1 else text("deadlines.sending_of", name=names[0], said=said)


def _sentence(day: date, items: Sequence[Found], today: date, *, is_start_known: bool) -> str:
    named = german_date(day)
    item = next((one for one in items if one.status is not Status.UNKNOWN), None)
    if item is None or item is not items[0]:
        # What comes first is the way that most have to take; of another one nothing follows.
        return text("deadlines.sending_unknown", day=named)
    if not item.deadline.programme.runs_on(day):
        return after_programme_words(item.deadline)
    due = item.due
    if due is not None and not is_start_known:
        due = _nearest(day, due, item.deadline, today)
    if due is not None:
        label = due.round.label if due.round is not None else ""
        place = _place(day, due)
        if place == "late" and item.deadline.only_gives_priority:
            place = "after_priority"
        said = text(f"deadlines.sending_{place}", day=named, label=label, year=due.year)
        year = year_of_projects(due)
        if year is None or is_start_known:
            return said
        # In time for November 2027 is in time for journeys in 2028.
        return f"{said} {text('deadlines.sending_for_year', year=year)}"
    return _lead_sentence(day, item.deadline) or text("deadlines.sending_unknown", day=named)


def _lead_sentence(day: date, deadline: Deadline) -> str:
    """Return from which beginning on an application is in time, where that is reckoned back."""
    rule = deadline.rule
    if not isinstance(rule, BeforeStartRule):
        return ""
    start = german_date(first_start_after(day, months=rule.months, weeks=rule.weeks))
    return text("deadlines.sending_lead", day=german_date(day), start=start)


def _past_sentence(day: date, items: Sequence[Found], *, is_start_known: bool) -> str:
    """Return whether an application on a day that is over was in time, as far as habits tell."""
    if not items or items[0].status is Status.UNKNOWN:
        return text("deadlines.sending_was_unknown")
    # Of a deadline that may be that of others nothing follows, where there is another one.
    item = next((one for one in items if _is_known_way(one)), items[0])
    due = item.due if is_start_known else _last_beside(day, item.deadline)
    if due is None:
        return _lead_sentence(day, item.deadline) or text("deadlines.sending_was_unknown")
    if due.round is None and due.last - day > _MOST_AHEAD:
        # "Am 10.4. abgegeben, Begegnung war ab 1.7.": both may be of one year.
        return text("deadlines.sending_was_unknown")
    place, label = _place(day, due), due.round.label if due.round is not None else ""
    if place == "late" and item.deadline.only_gives_priority:
        place = "after_priority"
    said = text(f"deadlines.sending_was_{place}", label=label, year=due.year)
    year = year_of_projects(due)
    if year is None or is_start_known:
        return said
    return f"{said} {text('deadlines.sending_for_year', year=year)}"


def _is_known_way(item: Found) -> bool:
    return item.status is not Status.UNKNOWN and not item.deadline.ask_first


def _last_beside(day: date, deadline: Deadline) -> Due | None:
    """Return the round of a habit that a day that is over was nearest to."""
    around = rounds_ahead(deadline, date(day.year, 1, 1), date(day.year, 12, 31))
    return min(around, key=lambda one: max(one.first - day, day - one.last), default=None)


def _nearest(day: date, due: Due, deadline: Deadline, today: date) -> Due:
    """Return the round that a day is nearest to: after ``due`` it may be a later one."""
    if day <= due.last:
        return due
    coming = rounds_ahead(deadline, today, date(day.year + 1, 12, 31))
    return min(coming, key=lambda one: max(one.first - day, day - one.last), default=due)


def _place(day: date, due: Due) -> str:
    if due.round is None:
        return "reckoned_late" if day > due.last else "reckoned_before"
    if day > due.last:
        return "late"
    return "before" if day < due.first else "within"


def tells_of_journey(message: str) -> bool:
    """Say whether a message speaks of setting off or of what an application is for."""
    known = words()
    # The programme "Jugendbegegnung" is applied for, whoever sets off is on the way; so is "nach
    # Polen", and "nach dem 1. November" is not.
    said = spaced(message).replace(" nach dem ", " ")
    return has_any(said, (*known.on_the_way, *known.setting_off, *known.project_leads))
