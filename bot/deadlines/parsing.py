"""Reads ``faq/deadlines.yml``, ``faq/events.yml`` and ``faq/sources.yml``.

Findings are in German: editors read them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.deadlines.fields import Fields, ItemError
from bot.deadlines.items import read_deadline, read_event, read_programme
from bot.deadlines.models import Deadline, Event, Programme
from bot.deadlines.sources import PrimaryHosts
from bot.knowledge.problems import Problem, ProblemsError
from bot.knowledge.yaml_lines import LinedYaml, YamlError, load_lined
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
    reader = _BookReader(faq_dir)
    book = reader.read()
    if reader.problems:
        raise DeadlineBookError(reader.problems)
    return book


class _BookReader:
    def __init__(self, faq_dir: Path) -> None:
        self._faq_dir = faq_dir
        self.problems: list[Problem] = []

    def read(self) -> DeadlineBook:
        document = self._load(DEADLINES_FILE)
        programmes: dict[str, Programme] = {}
        self._add_all(programmes, document, "programmes", DEADLINES_FILE, read_programme)
        deadlines: dict[str, Deadline] = {}
        self._add_all(
            deadlines, document, "deadlines", DEADLINES_FILE, lambda i: read_deadline(i, programmes)
        )
        events: dict[str, Event] = {}
        self._add_all(events, self._load(EVENTS_FILE), "events", EVENTS_FILE, read_event)
        return DeadlineBook(
            tuple(programmes.values()),
            tuple(deadlines.values()),
            tuple(events.values()),
            self._primary_hosts(self._load(SOURCES_FILE), programmes),
        )

    def _load(self, name: str) -> LinedYaml:
        try:
            document = load_lined((self._faq_dir / name).read_text(encoding="utf-8-sig"))
        except YamlError as error:
            self._report(name, "bad_yaml", error.line)
            return LinedYaml({}, {})
        except (OSError, ValueError):
            self._report(name, "unreadable", None)
            return LinedYaml({}, {})
        if not isinstance(document.data, dict):
            self._report(name, "unreadable", None)
            return LinedYaml({}, {})
        return document

    def _add_all(
        self, found: dict[str, Any], document: LinedYaml, key: str, name: str, build: Any
    ) -> None:
        items = document.data.get(key, [])
        if not isinstance(items, list):
            self._report(name, "no_list", document.line(key), key=key)
            return
        for index, item in enumerate(items):
            label = item.get("id", "?") if isinstance(item, dict) else "?"
            line = document.line(key, index)
            try:
                value = build(Fields(item))
            except ItemError as error:
                self._report(name, "at_item", line, label=label, finding=error)
                continue
            if value.id in found:
                duplicate = text("deadlines_check.duplicate", id=value.id)
                self._report(name, "at_item", line, label=label, finding=duplicate)
            found[value.id] = value

    def _primary_hosts(self, document: LinedYaml, programmes: dict[str, Programme]) -> PrimaryHosts:
        hosts: dict[str, frozenset[str]] = {}
        table = document.data.get("primary")
        if not isinstance(table, dict):
            self._report(SOURCES_FILE, "no_list", document.line("primary"), key="primary")
            return PrimaryHosts({})
        for host, ids in table.items():
            line = document.line("primary", host)
            if not isinstance(ids, list) or set(map(str, ids)) - programmes.keys():
                self._report(SOURCES_FILE, "unknown_programme", line, id=f"{host}: {ids}")
                continue
            hosts[str(host)] = frozenset(ids)
        return PrimaryHosts(hosts)

    def _report(self, name: str, key: str, line: int | None, /, **values: object) -> None:
        message = text(f"deadlines_check.{key}", **values)
        self.problems.append(Problem(f"faq/{name}", message, line))
