"""Reads ``faq/deadlines.yml``, ``faq/events.yml`` and ``faq/sources.yml``.

Findings are in German: editors read them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

import yaml

from bot.deadlines.models import (
    BeforeStartRule,
    Body,
    Deadline,
    EndedRule,
    Event,
    FixedRule,
    PatternRule,
    Programme,
    RollingRule,
    Route,
    Rule,
    UnknownRule,
)
from bot.deadlines.sources import PrimaryHosts
from bot.knowledge.entry import Source
from bot.knowledge.parsing import ID_PATTERN, UNDATED, Problem, is_web_address
from bot.texts import text

DEADLINES_FILE = "deadlines.yml"
EVENTS_FILE = "events.yml"
SOURCES_FILE = "sources.yml"
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\Z")


@dataclass(frozen=True)
class DeadlineBook:
    """Everything the office keeps on deadlines and events."""

    programmes: tuple[Programme, ...]
    deadlines: tuple[Deadline, ...]
    events: tuple[Event, ...]
    primary_hosts: PrimaryHosts


class DeadlineBookError(ValueError):
    """A file is not usable; ``problems`` holds all findings in German."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


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


class _ItemError(Exception):
    """A value is missing or of the wrong kind; the message is for the editor."""


class _BookReader:
    def __init__(self, faq_dir: Path) -> None:
        self._faq_dir = faq_dir
        self.problems: list[Problem] = []

    def read(self) -> DeadlineBook:
        raw = self._load(DEADLINES_FILE)
        programmes: dict[str, Programme] = {}
        for item in self._items(raw, "programmes", DEADLINES_FILE):
            self._add(programmes, item, DEADLINES_FILE, _programme)
        deadlines: dict[str, Deadline] = {}
        for item in self._items(raw, "deadlines", DEADLINES_FILE):
            self._add(deadlines, item, DEADLINES_FILE, lambda i: _deadline(i, programmes))
        events: dict[str, Event] = {}
        for item in self._items(self._load(EVENTS_FILE), "events", EVENTS_FILE):
            self._add(events, item, EVENTS_FILE, _event)
        return DeadlineBook(
            tuple(programmes.values()),
            tuple(deadlines.values()),
            tuple(events.values()),
            self._primary_hosts(self._load(SOURCES_FILE), programmes),
        )

    def _load(self, name: str) -> dict[str, Any]:
        try:
            raw = yaml.safe_load((self._faq_dir / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self._report(name, "unreadable")
            return {}
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self._report(name, "bad_yaml", line=mark.line + 1 if mark else "?")
            return {}
        if not isinstance(raw, dict):
            self._report(name, "unreadable")
            return {}
        return raw

    def _items(self, raw: dict[str, Any], key: str, name: str) -> list[Any]:
        items = raw.get(key, [])
        if isinstance(items, list):
            return items
        self._report(name, "no_list", key=key)
        return []

    def _add(self, found: dict[str, Any], item: Any, name: str, build: Any) -> None:
        label = item.get("id", "?") if isinstance(item, dict) else "?"
        try:
            value = build(_Fields(item))
        except _ItemError as error:
            self.problems.append(Problem(f"faq/{name}: {label}", str(error)))
            return
        if value.id in found:
            self.problems.append(
                Problem(f"faq/{name}: {label}", text("deadlines_check.duplicate", id=value.id))
            )
        found[value.id] = value

    def _primary_hosts(self, raw: dict[str, Any], programmes: dict[str, Programme]) -> PrimaryHosts:
        hosts: dict[str, frozenset[str]] = {}
        table = raw.get("primary")
        if not isinstance(table, dict):
            self._report(SOURCES_FILE, "no_list", key="primary")
            return PrimaryHosts({})
        for host, ids in table.items():
            if not isinstance(ids, list) or set(ids) - programmes.keys():
                self._report(SOURCES_FILE, "unknown_programme", id=f"{host}: {ids}")
                continue
            hosts[str(host)] = frozenset(ids)
        return PrimaryHosts(hosts)

    def _report(self, name: str, key: str, /, **values: object) -> None:
        self.problems.append(Problem(f"faq/{name}", text(f"deadlines_check.{key}", **values)))


class _Fields:
    """Typed access to one YAML mapping."""

    def __init__(self, raw: Any) -> None:
        if not isinstance(raw, dict):
            raise _ItemError(text("deadlines_check.no_mapping"))
        self._raw = raw

    def allow(self, *keys: str) -> None:
        for key in self._raw:
            if key not in keys:
                raise _ItemError(text("deadlines_check.unknown_key", key=key))

    def string(self, key: str, default: str | None = None) -> str:
        value = self._raw.get(key, default)
        if not isinstance(value, str):
            raise _ItemError(text("deadlines_check.missing", key=key))
        return value.strip()

    def identifier(self, key: str = "id") -> str:
        value = self.string(key)
        if not ID_PATTERN.match(value):
            raise _ItemError(text("deadlines_check.bad_id", id=value))
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        value = self._raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _ItemError(text("deadlines_check.no_list", key=key))
        return tuple(value)

    def numbers(self, key: str) -> tuple[int, ...]:
        value = self._raw.get(key, [])
        if not isinstance(value, list) or not all(type(item) is int for item in value):
            raise _ItemError(text("deadlines_check.no_list", key=key))
        return tuple(value)

    def number(self, key: str) -> int:
        value = self._raw.get(key, 0)
        if type(value) is not int or value < 0:
            raise _ItemError(text("deadlines_check.missing", key=key))
        return value

    def day(self, key: str) -> date:
        value = self._raw.get(key)
        if type(value) is not date:
            raise _ItemError(text("deadlines_check.bad_date", key=key))
        return value

    def days(self, key: str) -> tuple[date, ...]:
        value = self._raw.get(key, [])
        if not isinstance(value, list) or not all(type(item) is date for item in value):
            raise _ItemError(text("deadlines_check.bad_date", key=key))
        return tuple(sorted(value))

    def address(self, key: str) -> str:
        value = self.string(key)
        if not is_web_address(value):
            raise _ItemError(text("deadlines_check.bad_url", key=key))
        return value

    def flag(self, key: str) -> bool:
        value = self._raw.get(key, False)
        if not isinstance(value, bool):
            raise _ItemError(text("deadlines_check.bad_flag", key=key))
        return value

    def has(self, key: str) -> bool:
        return self._raw.get(key) is not None

    def mapping(self, key: str) -> _Fields:
        return _Fields(self._raw.get(key))

    def mappings(self, key: str) -> list[_Fields]:
        value = self._raw.get(key, [])
        if not isinstance(value, list):
            raise _ItemError(text("deadlines_check.no_list", key=key))
        return [_Fields(item) for item in value]

    def year(self) -> int | None:
        value = self._raw.get("year")
        if value == UNDATED:
            return None
        if type(value) is not int or not 1990 <= value <= 2100:
            raise _ItemError(text("deadlines_check.bad_year"))
        return value


def _programme(fields: _Fields) -> Programme:
    fields.allow("id", "name", "ask", "topic", "countries", "any_country", "excluded_countries")
    return Programme(
        id=fields.identifier(),
        name=fields.string("name"),
        ask=Body(fields.mapping("ask").string("name"), fields.mapping("ask").address("url")),
        topic=fields.string("topic") if fields.has("topic") else None,
        countries=fields.strings("countries"),
        any_country=fields.flag("any_country"),
        excluded_countries=fields.strings("excluded_countries"),
    )


def _deadline(fields: _Fields, programmes: dict[str, Programme]) -> Deadline:
    fields.allow(
        "id", "programme", "action", "formats", "route", "members_of", "rule", "last_known",
        "note", "sources", "checked_on",
    )  # fmt: skip
    programme = programmes.get(fields.string("programme"))
    if programme is None:
        raise _ItemError(text("deadlines_check.unknown_programme", id=fields.string("programme")))
    try:
        route = Route(fields.string("route"))
    except ValueError:
        allowed = ", ".join(known.value for known in Route)
        raise _ItemError(text("deadlines_check.bad_route", allowed=allowed)) from None
    rule = _rule(fields.mapping("rule"))
    sources = _sources(fields)
    if not sources and not isinstance(rule, UnknownRule):
        raise _ItemError(text("deadlines_check.no_sources"))
    return Deadline(
        id=fields.identifier(),
        programme=programme,
        action=fields.string("action"),
        formats=fields.strings("formats"),
        route=route,
        members_of=fields.string("members_of") if fields.has("members_of") else None,
        rule=rule,
        last_known=fields.days("last_known"),
        note=fields.string("note", ""),
        sources=sources,
        checked_on=fields.day("checked_on"),
    )


def _rule(fields: _Fields) -> Rule:
    kind = fields.string("kind")
    if kind == "fixed":
        fields.allow("kind", "date", "time", "zone")
        return FixedRule(fields.day("date"), _clock(fields), fields.string("zone", "Europe/Berlin"))
    if kind == "before_start":
        fields.allow("kind", "months", "weeks")
        rule = BeforeStartRule(fields.number("months"), fields.number("weeks"))
        if bool(rule.months) == bool(rule.weeks):
            raise _ItemError(text("deadlines_check.one_unit"))
        return rule
    if kind == "pattern":
        fields.allow("kind", "text", "months")
        months = fields.numbers("months")
        if not all(1 <= month <= 12 for month in months):
            raise _ItemError(text("deadlines_check.bad_months"))
        return PatternRule(fields.string("text"), months)
    if kind in ("rolling", "ended"):
        fields.allow("kind", "text")
        return (RollingRule if kind == "rolling" else EndedRule)(fields.string("text"))
    if kind == "unknown":
        fields.allow("kind")
        return UnknownRule()
    raise _ItemError(text("deadlines_check.bad_rule", kind=kind))


def _clock(fields: _Fields) -> time | None:
    if not fields.has("time"):
        return None
    match = _CLOCK.match(fields.string("time"))
    if match is None:
        raise _ItemError(text("deadlines_check.bad_time"))
    return time(int(match[1]), int(match[2]))


def _event(fields: _Fields) -> Event:
    fields.allow("id", "title", "starts_on", "ends_on", "place", "url", "sources", "checked_on")
    starts_on = fields.day("starts_on")
    ends_on = fields.day("ends_on") if fields.has("ends_on") else starts_on
    if ends_on < starts_on:
        raise _ItemError(text("deadlines_check.bad_date", key="ends_on"))
    return Event(
        id=fields.identifier(),
        title=fields.string("title"),
        starts_on=starts_on,
        ends_on=ends_on,
        place=fields.string("place", ""),
        url=fields.address("url"),
        sources=_sources(fields),
        checked_on=fields.day("checked_on"),
    )


def _sources(fields: _Fields) -> tuple[Source, ...]:
    return tuple(
        Source(item.string("title"), item.address("url"), item.year())
        for item in fields.mappings("sources")
    )
