"""Deadlines in German words: date, status and way, as certain as the display rule allows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.clock import OFFICE_ZONE, day_in_germany
from bot.dates.no_days import NoDay
from bot.deadlines.days import first_start_after
from bot.deadlines.due import Due, DueKind, year_of_projects
from bot.deadlines.lookup import DeadlineQuery, Found, Mode, Period, YouthOffice
from bot.deadlines.models import (
    BeforeStartRule,
    Confidence,
    Deadline,
    EndedRule,
    FixedRule,
    PatternRule,
    RollingRule,
    Round,
    Route,
    Status,
)
from bot.deadlines.query import is_way_sure
from bot.deadlines.shown.cautions import after_programme_words, caution_words
from bot.deadlines.sources import PrimaryHosts
from bot.deadlines.status import closing_moment, last_known_day
from bot.texts import text

_SURE_DATES = (Status.OPEN, Status.SOON)
_FEBRUARY = 2
_HURRY_DAYS = 7
_TIGHT_DAYS = 14
_WORTH_TELLING = timedelta(days=90)


def german_date(day: date) -> str:
    """Return for example ``1. Oktober 2025``."""
    return f"{day.day}. {text(f'deadlines.month_{day.month}')} {day.year}"


def no_day_words(day: NoDay) -> str:
    """Return what is asked of whoever named a day that does not exist: the 31st of June."""
    month, year = text(f"deadlines.month_{day.month}"), "" if day.year is None else f" {day.year}"
    named = f"{day.day}. {month}{year}"
    is_open = day.month == _FEBRUARY and day.year is None
    key = "deadlines.no_such_day_in_february" if is_open else "deadlines.no_such_day"
    return text(key, day=named, month=f"{month}{year}", number=day.last_day)


def status_words(found: Found) -> str:
    """Return the badge: the days left to a confirmed date, otherwise the status."""
    left = found.days_left
    if left is None:
        return text(f"deadlines.status_{found.status.value}")
    if left == 0:
        return text("deadlines.status_today")
    return text("deadlines.status_one_day" if left == 1 else "deadlines.status_days", days=left)


def when_words(found: Found, query: DeadlineQuery, hosts: PrimaryHosts, now: datetime) -> str:
    """Return when applications close, with what has to be checked and with whom.

    What has to be known first of the countries asked for comes before any date.
    """
    first = caution_words(found.deadline, query.countries)
    return " ".join(filter(None, (first, _when(found, query, hosts, now))))


def _when(found: Found, query: DeadlineQuery, hosts: PrimaryHosts, now: datetime) -> str:
    deadline = found.deadline
    ask = deadline.ask.name
    if found.is_after_programme:
        return after_programme_words(deadline)
    if found.status is Status.UNKNOWN:
        is_low = deadline.confidence is Confidence.LOW
        return text("deadlines.when_doubtful" if is_low else "deadlines.when_unknown", ask=ask)
    if isinstance(deadline.rule, EndedRule):
        return deadline.rule.text
    parts = (
        rule_words(found),
        _asked_time_words(found, query, now),
        _round_words(found, query, now),
        deadline.ask_first,
        hurry_words(found.due, now) if is_way_sure(deadline, query) else "",
        _doubt_words(found, query, hosts, now),
    )
    return " ".join(filter(None, parts))


def _asked_time_words(found: Found, query: DeadlineQuery, now: datetime) -> str:
    """Return what the rule means for the journey, the year or the time that was asked about."""
    rule = found.deadline.rule
    if query.start is not None:
        return start_words(found, query.start, now)
    if query.year is not None and found.due is not None:
        valid = _validity_words(found.deadline, query.year)
        return " ".join(filter(None, (year_words(found, query.year, now), valid)))
    if query.mode is Mode.NEXT and isinstance(rule, BeforeStartRule):
        first = first_start_after(day_in_germany(now), months=rule.months, weeks=rule.weeks)
        return text("deadlines.first_start", start=german_date(first))
    if query.period is None:
        return missed_words(found, now)
    return ""


def _validity_words(deadline: Deadline, year: int) -> str:
    """Return until when the rule holds, where that is before the year asked about."""
    until = deadline.valid_until
    if until is None or until.year >= year:
        return ""
    return text("planning.valid_until", day=german_date(until))


def _doubt_words(found: Found, query: DeadlineQuery, hosts: PrimaryHosts, now: datetime) -> str:
    """Return the last known day and whom to ask, where the next one is not confirmed."""
    if found.status not in (Status.UNCONFIRMED, Status.CLOSED):
        return ""
    deadline = found.deadline
    last = last_known_day(deadline, hosts, day_in_germany(now), _round_of(found, query))
    known = "" if last is None else text("deadlines.last_known", day=german_date(last))
    check = text("deadlines.please_check", ask=deadline.ask.name)
    return " ".join(filter(None, (known, check)))


def _round_of(found: Found, query: DeadlineQuery) -> Round | None:
    """Return the one round that was asked for by a time, so that no day of another one is told."""
    told = (query.start, query.year, query.period)
    names_time = query.mode is Mode.NEXT or any(time is not None for time in told)
    return found.due.round if names_time and found.due is not None else None


def _round_words(found: Found, query: DeadlineQuery, now: datetime) -> str:
    """Return which round of a habit comes next, or falls into the time asked for."""
    due = found.due
    is_asked = query.mode is Mode.NEXT or query.period is not None
    is_told = query.start is not None or query.year is not None
    if due is None or due.round is None or due.is_past(now) or is_told or not is_asked:
        return ""
    key = "deadlines.round_in_period" if _ends_in(query.period, due) else "deadlines.round_next"
    return text(key, label=due.round.label, closes=due.year)


def _has_several_rounds(found: Found) -> bool:
    rule = found.deadline.rule
    return isinstance(rule, PatternRule) and len({item.label for item in rule.rounds}) > 1


def start_words(found: Found, start: date, now: datetime) -> str:
    """Return what a deadline means for a project that begins on ``start``.

    A habit is told with its year only, and which of several rounds it is; a day that nobody
    confirmed is called reckoned.
    """
    begins, due, rule = german_date(start), found.due, found.deadline.rule
    if due is None:
        lead = rule.lead_months if isinstance(rule, PatternRule) else 0
        return text("deadlines.start_no_round", start=begins, months=lead) if lead else ""
    is_past = due.is_past(now)
    if due.kind is DueKind.HABIT:
        key = "deadlines.start_habit"
        if is_past:
            key += "_priority" if found.deadline.only_gives_priority else "_past"
        elif _has_several_rounds(found):
            key += "_of_several"
        label = "" if due.round is None else due.round.label
        return text(key, start=begins, year=due.year, label=label)
    if due.kind is DueKind.RECKONED:
        key = "deadlines.start_reckoned_past" if is_past else "deadlines.start_reckoned"
        return text(key, start=begins, day=german_date(due.last))
    return text("deadlines.start_confirmed", start=begins)


def hurry_words(due: Due | None, now: datetime) -> str:
    """Return that a day is near that nobody confirmed; empty where there is time."""
    if due is None or due.kind is DueKind.CONFIRMED or due.is_past(now):
        return ""
    today = day_in_germany(now)
    left = (due.last - today).days
    if due.kind is DueKind.RECKONED:
        # Of a month only the first day was reckoned with: that there is little time is enough.
        return text("deadlines.tight") if left <= _TIGHT_DAYS else ""
    if left > _HURRY_DAYS:
        # Earlier years closed on different days of a long span: no number of days is safe.
        return text("deadlines.hurry_any_day") if due.first <= today else ""
    key = {0: "today", 1: "one"}.get(left, "many")
    return text(f"deadlines.hurry_{key}", days=left)


def year_words(found: Found, year: int, now: datetime) -> str:
    """Return what a habit means for the projects of a year; of its days only the year is told."""
    due = found.due
    if due is None or due.round is None:
        return ""
    projects = year_of_projects(due)
    key = "untied" if projects is None else "later"
    if due.is_past(now):
        key = "past"
    elif projects == year:
        key = "next"
    if key in ("later", "past") and found.deadline.only_gives_priority:
        key += "_priority"
    return text(
        f"deadlines.year_{key}",
        year=year,
        label=due.round.label,
        closes=due.year,
        later=projects or year,
    )


def missed_words(found: Found, now: datetime) -> str:
    """Return that the round for the projects still ahead has gone by; empty where it has not.

    Who asks in November for a date in November may not learn only of the one in a year.
    """
    due = found.due
    if due is None or due.round is None or due.round.starts is not None:
        return ""
    projects = year_of_projects(due)
    if projects is None or date(projects, 1, 1) - day_in_germany(now) < _WORTH_TELLING:
        return ""
    return year_words(found, projects - 1, now)


def route_words(deadline: Deadline, office: YouthOffice | None = None) -> str:
    """Return the way of the application; ``office`` names the Landesjugendamt that is meant."""
    if deadline.members_of is not None:
        return text("deadlines.route_members_only", body=deadline.members_of)
    if deadline.route is Route.STATE_YOUTH_OFFICE and office is not None:
        return text(f"deadlines.route_landesjugendamt_{office.value}")
    return text(f"deadlines.route_{deadline.route.value}")


def rule_words(found: Found) -> str:
    """Return the rule itself, empty where none is known; a date only where it is certain."""
    rule = found.deadline.rule
    if isinstance(rule, FixedRule):
        # Neither a past nor an unconfirmed date is shown as a date to act on.
        is_sure = found.status in _SURE_DATES
        return fixed_words(rule) if is_sure else text("deadlines.when_fixed_uncertain")
    if isinstance(rule, BeforeStartRule):
        return lead_words(rule)
    if isinstance(rule, RollingRule):
        return rule.text
    return rule.text if isinstance(rule, PatternRule) else ""


def fixed_words(rule: FixedRule) -> str:
    """Return a confirmed date, and the day from which applications are taken."""
    until = fixed_until(rule)
    if rule.opens_on is None:
        return text("deadlines.when_fixed", until=until)
    return text("deadlines.when_fixed_window", opens=german_date(rule.opens_on), until=until)


def fixed_until(rule: FixedRule) -> str:
    """Return the day of a confirmed date, with the time by German clocks if there is one."""
    if rule.at is None:
        return german_date(rule.day)
    moment = closing_moment(rule).astimezone(OFFICE_ZONE)
    return text("deadlines.day_and_time", day=german_date(moment.date()), time=f"{moment:%H:%M}")


def lead_words(rule: BeforeStartRule) -> str:
    """Return for example that an application is due at least 3 months before the start."""
    unit, number = ("months", rule.months) if rule.months else ("weeks", rule.weeks)
    suffix = "one" if number == 1 else "many"
    return text(f"deadlines.when_before_start_{unit}_{suffix}", number=number)


def _ends_in(period: Period | None, due: Due) -> bool:
    """Say whether a round surely ends in a period: "bis 1. Dezember" does not in November."""
    return period is not None and (period.until is None or due.last < period.until)
