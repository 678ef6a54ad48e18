"""Deadlines and events as calendar files to send."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.calendar.deadline_entries import deadline_entries, event_entries
from bot.calendar.entries import Entry
from bot.calendar.ics import calendar_file
from bot.channels.telegram.shown.outgoing import Outgoing, document, messages
from bot.channels.telegram.shown.rich import plain
from bot.channels.telegram.talking.services import TelegramServices
from bot.clock import day_in_germany
from bot.deadlines.lookup import DeadlineQuery, find_deadlines
from bot.texts import text


def deadlines_file(services: TelegramServices, ids: Collection[str]) -> list[Outgoing]:
    """Return the file of these deadlines, or a word that none of them has a day yet.

    Raises:
        DeadlineBookError: the files of the office have never been readable.
    """
    book, now = services.deadlines.current(), services.now()
    result = find_deadlines(book, DeadlineQuery(), now)
    wanted = tuple(found for found in result.items if found.deadline.id in ids)
    entries = deadline_entries(
        book, replace(result, items=wanted), now, services.site, services.revisions().get
    )
    return _file("fristen.ics", "calendar", entries)


def events_file(services: TelegramServices) -> list[Outgoing]:
    """Return the file of the events to come, or a word that there are none.

    Raises:
        DeadlineBookError: as for the deadlines.
    """
    events = services.deadlines.current().events
    today = day_in_germany(services.now())
    entries = event_entries(events, today, services.site, services.revisions().get)
    return _file("termine.ics", "events_calendar", entries)


def _file(name: str, texts: str, entries: Sequence[Entry]) -> list[Outgoing]:
    if not entries:
        return messages([plain(text(f"telegram.{texts}_none"))])
    content = calendar_file(entries, text(f"telegram.{texts}_name")).decode("utf-8")
    return [document(name, content, text(f"telegram.{texts}_caption"))]
