"""Brings the events of a calendar file into ``faq/events.yml``, with a preview first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from bot.calendar.incoming import IncomingEvent, IncomingFile
from bot.deadlines.models import Event
from bot.deadlines.office.parsing import EVENTS_FILE, DeadlineBookError, read_book
from bot.deadlines.shown.wording import german_date
from bot.editorial.yaml_edit import edit_item, flow_text
from bot.knowledge.files.yaml_lines import YamlError, YamlPath
from bot.texts import text
from bot.words.folding import fold

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_ID_LENGTH = 50


class EventImportError(ValueError):
    """The events cannot be brought in; the message is German, for the editor."""


@dataclass(frozen=True)
class EventImport:
    """What the import would do: lines for the editor and the new content of the file."""

    lines: tuple[str, ...]
    new: int
    changed: int
    content: str


def plan_import(faq_dir: Path, incoming: IncomingFile, website: str, today: date) -> EventImport:
    """Compare the file with what the office has; nothing is written.

    ``website`` stands for an event whose file names no page.

    Raises:
        EventImportError: ``faq/events.yml`` is not usable, or cannot be changed in its place.
    """
    try:
        book = read_book(faq_dir)
    except DeadlineBookError as error:
        raise EventImportError(str(error)) from error
    content = (faq_dir / EVENTS_FILE).read_text(encoding="utf-8-sig")
    places = {event.id: place for place, event in enumerate(book.events)}
    known = {event.calendar_id: event for event in book.events if event.calendar_id}
    lines = list(incoming.notes)
    ids = set(places)
    changed = 0
    added: list[str] = []
    for found in incoming.events:
        before = known.get(found.calendar_id)
        if before is None:
            if found.ends_on >= today:
                identifier = _identifier(found, ids)
                ids.add(identifier)
                added.append(_item(identifier, found, website, today))
                lines.append(_line("event_new", found))
        elif changes := _changes(before, found):
            content = _with_changes(content, before.id, places[before.id], changes, today)
            lines.append(_line("event_changed", found))
            changed += 1
    if added:
        content = f"{content.rstrip()}\n\n" + "\n".join(added)
    return EventImport(tuple(lines), len(added), changed, content)


def _with_changes(
    content: str, event_id: str, place: int, changes: Mapping[YamlPath, Any], today: date
) -> str:
    try:
        return edit_item(content, ("events", place), {**changes, ("checked_on",): today})
    except YamlError:
        raise EventImportError(text("calendar.not_in_place", id=event_id)) from None


def write_events(faq_dir: Path, content: str) -> None:
    """Replace the file, unless that would make it unusable.

    Raises:
        EventImportError: with the findings; the old file is back in its place.
    """
    path = faq_dir / EVENTS_FILE
    before = path.read_bytes()
    path.write_text(content, encoding="utf-8")
    try:
        read_book(faq_dir)
    except DeadlineBookError as error:
        path.write_bytes(before)
        raise EventImportError(str(error)) from error


def _line(key: str, found: IncomingEvent) -> str:
    return text(f"calendar.{key}", title=found.title, day=german_date(found.starts_on))


def _changes(before: Event, found: IncomingEvent) -> dict[YamlPath, Any]:
    """Return what the file says differently; what it leaves out stays as the office wrote it."""
    wanted: Mapping[str, tuple[object, object, Any]] = {
        "title": (before.title, found.title, found.title),
        "starts_on": (before.starts_on, found.starts_on, found.starts_on),
        "ends_on": (before.ends_on, found.ends_on, _optional_end(found)),
        "starts_at": (before.starts_at, found.starts_at, _clock(found.starts_at)),
        "ends_at": (before.ends_at, found.ends_at, _clock(found.ends_at)),
        "place": (before.place, found.place or before.place, found.place),
        "url": (before.url, found.url or before.url, found.url),
        "note": (before.note, found.note or before.note, found.note),
    }
    return {(key,): value for key, (old, new, value) in wanted.items() if old != new}


def _optional_end(found: IncomingEvent) -> date | None:
    return None if found.ends_on == found.starts_on else found.ends_on


def _item(identifier: str, found: IncomingEvent, website: str, today: date) -> str:
    url = found.url or website
    values: dict[str, Any] = {
        "title": found.title,
        "starts_on": found.starts_on,
        "ends_on": _optional_end(found),
        "starts_at": _clock(found.starts_at),
        "ends_at": _clock(found.ends_at),
        "place": found.place or None,
        "url": url,
        "note": found.note or None,
        "calendar_id": found.calendar_id,
    }
    lines = [f"  - id: {identifier}"]
    lines += [
        f"    {key}: {flow_text(value)}" for key, value in values.items() if value is not None
    ]
    source = {"title": text("calendar.source"), "url": url, "year": today.year}
    lines += ["    sources:", f"      - {flow_text(source)}", f"    checked_on: {today}"]
    return "\n".join(lines) + "\n"


def _clock(clock: time | None) -> str | None:
    return None if clock is None else f"{clock:%H:%M}"


def _identifier(found: IncomingEvent, taken: set[str]) -> str:
    name = _NOT_IN_IDS.sub("_", fold(found.title)).strip("_")[:_ID_LENGTH].strip("_") or "termin"
    name = name if name[0].isalpha() else f"termin_{name}"
    first = f"{name}_{found.starts_on.year}"
    options = [first, f"{first}_{found.starts_on.month:02}", f"{first}_{found.starts_on:%m_%d}"]
    options += [f"{first}_{number}" for number in range(2, 100)]
    return next(option for option in options if option not in taken)
