"""Which reminders are due today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from bot.calendar.entries import Revision
from bot.clock import day_in_germany
from bot.deadlines.due import Due, DueKind, due_for_start, next_due
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.deadlines.models import Deadline
from bot.deadlines.office.parsing import DeadlineBook
from bot.reminders.models import Occasion, Subscription, Target, TargetKind, Trigger

FOUR_WEEKS, ONE_WEEK = 28, 7
_LATE_BY = 7
"""A reminder that could not go out in time is made up for within so many days."""

_NEWS_FOR = timedelta(days=14)
"""A change is worth a mail for so long, should we have been away."""

Revisions = Mapping[str, Revision]


def occasions(
    book: DeadlineBook, subscriptions: Iterable[Subscription], revisions: Revisions, now: datetime
) -> Iterator[Occasion]:
    """Yield what is to be told to the confirmed ``subscriptions``; most of it has been before."""
    today = day_in_germany(now)
    for subscription in subscriptions:
        if subscription.confirmed_at is None:
            continue
        if subscription.target.kind is TargetKind.EVENTS:
            for event in book.events:
                if event.ends_on >= today:
                    yield from _news(subscription, event.id, revisions, now, is_event=True)
                    yield from _before(subscription, event.id, event.starts_on, now)
            continue
        for deadline in deadlines_of(book, subscription.target, now):
            yield from _news(subscription, deadline.id, revisions, now)
            due = due_of(book, subscription.target, deadline, now)
            if due is not None and not due.is_past(now):
                yield from _before(subscription, deadline.id, day_of(due), now)


def deadlines_of(book: DeadlineBook, target: Target, now: datetime) -> list[Deadline]:
    """Return the deadlines that a subscription is about."""
    if target.kind is TargetKind.DEADLINE:
        return [deadline for deadline in book.deadlines if deadline.id == target.id]
    if target.kind is TargetKind.PROGRAMME:
        query = DeadlineQuery(programmes=(target.id,))
    else:
        query = DeadlineQuery(countries=(target.id,))
    found = [item.deadline for item in find_deadlines(book, query, now).items]
    return [deadline for deadline in found if deadline.members_of is None]


def due_of(book: DeadlineBook, target: Target, deadline: Deadline, now: datetime) -> Due | None:
    """Return when a deadline falls for a subscriber."""
    if target.start is not None:
        return due_for_start(deadline, book.primary_hosts, target.start, now)
    return next_due(deadline, book.primary_hosts, now)


def day_of(due: Due) -> date:
    """Return the day to be reminded before: of a habit the first on which it may close."""
    return due.first if due.kind is DueKind.HABIT else due.last


def _news(
    subscription: Subscription,
    item_id: str,
    revisions: Revisions,
    now: datetime,
    *,
    is_event: bool = False,
) -> Iterator[Occasion]:
    revision = revisions.get(item_id)
    if revision is None or subscription.confirmed_at is None:
        return
    if (
        not subscription.confirmed_at
        < revision.changed_at
        <= now
        <= revision.changed_at + _NEWS_FOR
    ):
        return
    if revision.sequence:
        yield Occasion(subscription.id, Trigger.CHANGED, item_id, None, revision.sequence)
    elif is_event:
        yield Occasion(subscription.id, Trigger.NEW, item_id, None)


def _before(
    subscription: Subscription, item_id: str, day: date, now: datetime
) -> Iterator[Occasion]:
    """Yield the reminder that is due today, unless the person signed up later than that."""
    if subscription.confirmed_at is None:
        return
    left = (day - day_in_germany(now)).days
    notice = (day - day_in_germany(subscription.confirmed_at)).days
    if FOUR_WEEKS - _LATE_BY < left <= FOUR_WEEKS <= notice:
        yield Occasion(subscription.id, Trigger.FOUR_WEEKS, item_id, day)
    elif 0 <= left <= ONE_WEEK <= notice:
        yield Occasion(subscription.id, Trigger.ONE_WEEK, item_id, day)


def is_still_true(book: DeadlineBook, target: Target, occasion: Occasion, now: datetime) -> bool:
    """Say whether a reminder that waits is still right when it finally goes out."""
    if target.kind is TargetKind.EVENTS:
        event = next((event for event in book.events if event.id == occasion.item_id), None)
        if event is None or event.ends_on < day_in_germany(now):
            return False
        return occasion.day is None or occasion.day == event.starts_on
    deadline = next((item for item in book.deadlines if item.id == occasion.item_id), None)
    if deadline is None:
        return False
    if occasion.day is None:
        return True
    due = due_of(book, target, deadline, now)
    return due is not None and not due.is_past(now) and day_of(due) == occasion.day
