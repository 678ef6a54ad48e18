"""Reads programmes, deadlines and events out of their YAML mappings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from bot.deadlines.models import (
    Body,
    Caution,
    Confidence,
    Deadline,
    Event,
    LateChance,
    Programme,
    Route,
    UnknownRule,
)
from bot.deadlines.office.fields import Fields
from bot.deadlines.office.rule_items import read_rule
from bot.knowledge.entry import Source

_Choice = TypeVar("_Choice", bound=Enum)


def read_programme(fields: Fields) -> Programme:
    """Return a programme.

    Raises:
        ItemError: a value is missing or wrong.
    """
    fields.allow(
        "id", "name", "ask", "topic", "countries", "any_country", "excluded_countries", "states",
        "late", "instead", "cautions", "runs_until",
    )  # fmt: skip
    return Programme(
        id=fields.identifier(),
        name=fields.string("name"),
        ask=_body(fields.mapping("ask")),
        topic=fields.string("topic") if fields.has("topic") else None,
        countries=fields.strings("countries"),
        any_country=fields.flag("any_country"),
        excluded_countries=fields.strings("excluded_countries"),
        states=fields.strings("states"),
        late=tuple(map(_late_chance, fields.mappings("late"))),
        instead=tuple(
            (item.string("country"), item.string("programme"))
            for item in fields.mappings("instead")
        ),
        cautions=tuple(map(_caution, fields.mappings("cautions"))),
        runs_until=fields.optional_day("runs_until"),
    )


def read_deadline(fields: Fields, programmes: Mapping[str, Programme]) -> Deadline:
    """Return a deadline of one of the programmes.

    Raises:
        ItemError: a value is missing or wrong.
    """
    fields.allow(
        "id", "programme", "action", "formats", "route", "members_of", "rule", "last_known",
        "note", "sources", "checked_on", "confidence", "valid_from", "valid_until", "review_by",
        "countries", "ask", "ask_first", "only_gives_priority",
    )  # fmt: skip
    programme = programmes.get(fields.string("programme"))
    if programme is None:
        raise fields.error("unknown_programme", "programme", id=fields.string("programme"))
    rule = read_rule(fields.mapping("rule"))
    sources = _sources(fields)
    if not sources and not isinstance(rule, UnknownRule):
        raise fields.error("no_sources", "sources")
    valid_from, valid_until = fields.optional_day("valid_from"), fields.optional_day("valid_until")
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        raise fields.error("bad_order", "valid_until")
    return Deadline(
        id=fields.identifier(),
        programme=programme,
        action=fields.string("action"),
        formats=fields.strings("formats"),
        route=_choice(fields, "route", Route),
        members_of=fields.string("members_of") if fields.has("members_of") else None,
        rule=rule,
        last_known=fields.days("last_known"),
        note=fields.string("note", ""),
        sources=sources,
        checked_on=fields.day("checked_on"),
        confidence=_choice(fields, "confidence", Confidence, Confidence.MEDIUM),
        valid_from=valid_from,
        valid_until=valid_until,
        review_by=fields.optional_day("review_by"),
        countries=fields.strings("countries"),
        own_ask=_body(fields.mapping("ask")) if fields.has("ask") else None,
        ask_first=fields.string("ask_first", ""),
        only_gives_priority=fields.flag("only_gives_priority"),
    )


def read_event(fields: Fields) -> Event:
    """Return an event.

    Raises:
        ItemError: a value is missing or wrong.
    """
    fields.allow(
        "id", "title", "starts_on", "ends_on", "starts_at", "ends_at", "place", "url",
        "registration", "note", "calendar_id", "sources", "checked_on",
    )  # fmt: skip
    starts_on = fields.day("starts_on")
    ends_on = fields.day("ends_on") if fields.has("ends_on") else starts_on
    if ends_on < starts_on:
        raise fields.error("bad_order", "ends_on")
    starts_at, ends_at = fields.clock("starts_at"), fields.clock("ends_at")
    if ends_at is not None and starts_at is None:
        raise fields.error("bad_order", "ends_at")
    if (
        starts_at is not None
        and ends_at is not None
        and (starts_on, starts_at) >= (ends_on, ends_at)
    ):
        raise fields.error("bad_order", "ends_at")
    return Event(
        id=fields.identifier(),
        title=fields.string("title"),
        starts_on=starts_on,
        ends_on=ends_on,
        place=fields.string("place", ""),
        url=fields.address("url"),
        sources=_sources(fields),
        checked_on=fields.day("checked_on"),
        starts_at=starts_at,
        ends_at=ends_at,
        registration=fields.address("registration") if fields.has("registration") else None,
        note=fields.string("note", ""),
        calendar_id=fields.string("calendar_id") if fields.has("calendar_id") else None,
    )


def _body(fields: Fields) -> Body:
    return Body(fields.string("name"), fields.address("url"))


def _late_chance(fields: Fields) -> LateChance:
    fields.allow("text", "sources", "checked_on")
    sources = _sources(fields)
    if not sources:
        raise fields.error("no_sources", "sources")
    return LateChance(fields.string("text"), sources, fields.day("checked_on"))


def _caution(fields: Fields) -> Caution:
    fields.allow("countries", "text", "sources")
    return Caution(fields.strings("countries"), fields.string("text"), _sources(fields))


def _sources(fields: Fields) -> tuple[Source, ...]:
    return tuple(
        Source(item.string("title"), item.address("url"), item.year())
        for item in fields.mappings("sources")
    )


def _choice(
    fields: Fields, key: str, kind: type[_Choice], default: _Choice | None = None
) -> _Choice:
    if default is not None and not fields.has(key):
        return default
    try:
        return kind(fields.string(key))
    except ValueError:
        allowed = ", ".join(str(known.value) for known in kind)
        raise fields.error("bad_choice", key, allowed=allowed) from None
