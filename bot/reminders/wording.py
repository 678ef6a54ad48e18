"""Subscriptions and reminders in German words."""

from __future__ import annotations

from datetime import datetime

from bot.deadlines.lookup import DeadlineQuery, Found
from bot.deadlines.models import Deadline, Event
from bot.deadlines.office.parsing import DeadlineBook
from bot.deadlines.shown.event_words import event_days
from bot.deadlines.shown.wording import german_date, route_words, status_words, when_words
from bot.deadlines.status import standing_at
from bot.fit.countries import country_name, is_country
from bot.reminders.models import Occasion, Subscription, Target, TargetKind, Trigger
from bot.reminders.occasions import due_of
from bot.texts import text


def target_words(book: DeadlineBook, target: Target) -> str:
    """Return what a subscription is about."""
    words = _target(book, target)
    if target.start is None:
        return words
    return text("reminders.target_with_start", target=words, start=german_date(target.start))


def _target(book: DeadlineBook, target: Target) -> str:
    if target.kind is TargetKind.EVENTS:
        return text("reminders.target_events")
    if target.kind is TargetKind.COUNTRY:
        name = country_name(target.id) if is_country(target.id) else target.id
        return text("reminders.target_country", country=name)
    if target.kind is TargetKind.PROGRAMME:
        names = (p.name for p in book.programmes if p.id == target.id)
        return text("reminders.target_programme", programme=next(names, target.id))
    deadline = next((item for item in book.deadlines if item.id == target.id), None)
    if deadline is None:
        return target.id
    programme = deadline.programme.name
    return text("reminders.target_deadline", programme=programme, action=deadline.action)


def subject(occasions: tuple[Occasion, ...]) -> str:
    """Return the subject of a mail: of its most urgent occasion."""
    order = (Trigger.CONFIRM, Trigger.CHANGED, Trigger.ONE_WEEK, Trigger.FOUR_WEEKS, Trigger.NEW)
    first = min(occasions, key=lambda occasion: order.index(occasion.trigger))
    return text(f"reminders.subject_{first.trigger.value}")


def occasion_title(book: DeadlineBook, occasion: Occasion) -> str:
    """Return the heading of one reminder."""
    return text(f"reminders.title_{occasion.trigger.value}", what=item_name(book, occasion.item_id))


def occasion_lines(
    book: DeadlineBook, subscription: Subscription, occasion: Occasion, now: datetime
) -> list[str]:
    """Return what there is to know now, as certain as it is."""
    event = next((event for event in book.events if event.id == occasion.item_id), None)
    if event is not None and subscription.target.kind is TargetKind.EVENTS:
        return _event_lines(event)
    deadline = next((item for item in book.deadlines if item.id == occasion.item_id), None)
    return [] if deadline is None else _deadline_lines(book, subscription.target, deadline, now)


def _deadline_lines(
    book: DeadlineBook, target: Target, deadline: Deadline, now: datetime
) -> list[str]:
    hosts = book.primary_hosts
    standing = standing_at(deadline, hosts, now)
    found = Found(
        deadline, standing.status, standing.days_left, due_of(book, target, deadline, now)
    )
    query = DeadlineQuery(start=target.start)
    lines = [
        text("reminders.status", status=status_words(found)),
        when_words(found, query, hosts, now),
        f"{route_words(deadline)}.",
        deadline.note,
        text("reminders.ask", ask=deadline.ask.name, url=deadline.ask.url),
        text("reminders.checked_on", day=german_date(deadline.checked_on)),
    ]
    return list(filter(None, lines))


def _event_lines(event: Event) -> list[str]:
    lines = [
        event_days(event),
        event.place,
        event.note,
        text("reminders.registration", url=event.registration) if event.registration else "",
        text("reminders.more", url=event.url),
    ]
    return list(filter(None, lines))


def item_name(book: DeadlineBook, item_id: str) -> str:
    """Return what a deadline or event is called."""
    for deadline in book.deadlines:
        if deadline.id == item_id:
            return f"{deadline.programme.name}: {deadline.action}"
    return next((event.title for event in book.events if event.id == item_id), item_id)
