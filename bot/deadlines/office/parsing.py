"""Reads ``faq/deadlines.yml``, ``faq/events.yml`` and ``faq/sources.yml``.

Findings are in German: editors read them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.deadlines.models import Deadline, Event, Programme
from bot.deadlines.office.fields import Fields, ItemError
from bot.deadlines.office.items import read_deadline, read_event, read_programme
from bot.deadlines.sources import PrimaryHosts
from bot.knowledge.files.document import Document
from bot.knowledge.files.problems import ProblemsError
from bot.texts import text

DEADLINES_FILE = "deadlines.yml"
EVENTS_FILE = "events.yml"
SOURCES_FILE = "sources.yml"


@dataclass(frozen=True)
class DeadlineBook:
    """Everything the office keeps on deadlines and events."""

    programmes: tuple[Programme, ...]
    deadlines: tuple[Deadline, ...]
    events: tuple[Event, ...]
    primary_hosts: PrimaryHosts

    def known(self, programmes: Iterable[str]) -> tuple[str, ...]:
        """Return those of the ids that are programmes of the book."""
        ids = {programme.id for programme in self.programmes}
        return tuple(name for name in programmes if name in ids)

    def countries_of(self, programme_id: str) -> tuple[str, ...]:
        """Return the countries that a programme is made for; none for an unknown one."""
        return next((p.countries for p in self.programmes if p.id == programme_id), ())


class DeadlineBookError(ProblemsError):
    """A file is not usable."""


def read_book(faq_dir: Path) -> DeadlineBook:
    """Read the three files.

    Raises:
        DeadlineBookError: with every problem of all files at once.
    """
    deadlines, events, sources = documents = [
        Document(faq_dir, name, "deadlines_check")
        for name in (DEADLINES_FILE, EVENTS_FILE, SOURCES_FILE)
    ]
    programmes, unreadable = _items(deadlines, "programmes", read_programme)
    book = DeadlineBook(
        tuple(programmes.values()),
        _deadlines(deadlines, programmes, unreadable),
        tuple(_items(events, "events", read_event)[0].values()),
        # Which programmes there are is not known while their file has to be mended.
        _primary_hosts(sources, None if deadlines.problems else programmes),
    )
    problems = [problem for document in documents for problem in document.problems]
    if problems:
        raise DeadlineBookError(problems)
    return book


def _deadlines(
    document: Document, programmes: Mapping[str, Programme], unreadable: Collection[str]
) -> tuple[Deadline, ...]:
    def read(fields: Fields) -> Deadline | None:
        # A programme that has to be mended has a finding of its own.
        is_open = fields.has("programme") and fields.string("programme") in unreadable
        return None if is_open else read_deadline(fields, programmes)

    return tuple(_items(document, "deadlines", read)[0].values())


def _items(
    document: Document, key: str, read: Callable[[Fields], Any]
) -> tuple[dict[str, Any], set[str]]:
    """Return the items of a list by id, and the ids of those that are not readable."""
    found: dict[str, Any] = {}
    unreadable: set[str] = set()
    items = document.root.value(key) or []
    if not isinstance(items, list):
        document.report("no_list", (key,), key=key)
        return found, unreadable
    for index, item in enumerate(items):
        label = str(item.get("id", "?")) if isinstance(item, dict) else "?"
        try:
            value = read(Fields(item))
        except ItemError as error:
            unreadable.add(label)
            document.report("at_item", (key, index, *error.path), label=label, finding=error)
            continue
        if value is None:
            continue
        if value.id in found:
            duplicate = text("deadlines_check.duplicate", id=value.id)
            document.report("at_item", (key, index), label=label, finding=duplicate)
        found[value.id] = value
    return found, unreadable


def _primary_hosts(document: Document, programmes: Collection[str] | None) -> PrimaryHosts:
    hosts: dict[str, frozenset[str]] = {}
    table = document.root.value("primary")
    if not isinstance(table, dict):
        document.report("no_hosts", ("primary",))
        return PrimaryHosts({})
    for host, ids in table.items():
        path = ("primary", str(host))
        if not isinstance(ids, list):
            document.report("no_host_list", path, host=host)
            continue
        unknown = [] if programmes is None else [i for i in map(str, ids) if i not in programmes]
        if unknown:
            document.report("unknown_programme", path, id=", ".join(unknown))
        if "/" in str(host):
            document.report("bad_host", path, host=host)
        hosts[str(host)] = frozenset(map(str, ids))
    return PrimaryHosts(hosts)
