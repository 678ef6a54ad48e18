"""What the conversation has told already, so that only the gaps are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.clock import day_in_germany
from bot.consultations.checks import check_field
from bot.fit.case import Case
from bot.fit.told.reading import Message
from bot.intake.plan.group import joined_group, with_all_numbers
from bot.intake.plan.partners import only_past_countries
from bot.intake.reading import Reader
from bot.intake.request.sheet import PLAN
from bot.intake.request.wording import plan_values
from bot.intake.who.bodies import body_called, clauses_of
from bot.intake.who.body_headings import body_alone, heading_body
from bot.intake.who.introduction import without_contact
from bot.words.phrases import spaced


@dataclass(frozen=True)
class Told:
    """What was said before the request.

    ``plan`` is that of the Passt-das-Check, ``place`` the name of a place, ``subject`` the
    question that was handed over to a person, ``concern`` the words it was asked in.
    """

    messages: Sequence[Message] = field(default=(), repr=False)
    plan: Case | None = None
    place: str | None = None
    subject: str | None = None
    concern: str | None = field(default=None, repr=False)


def prefilled(told: Told, reader: Reader) -> dict[str, str]:
    """Return the fields that are known; the plan of the check goes before single sentences.

    What was named in two ways is asked for: "und für Frankreich?" is no change of plans.
    """
    found = {
        **_agreed(_told_of_journey(message, reader) for message in told.messages),
        **_group(told.messages, reader),
        **({} if told.plan is None else plan_values(told.plan)),
    }
    today = day_in_germany(reader.now)
    bodies = (_body(message, today) for message in reversed(told.messages))
    body = next(filter(None, bodies), None)
    if body and "organisation" not in found:
        found["organisation"] = body
    if told.place and "place" not in found:
        found["place"] = told.place
    if told.subject and told.concern:
        found.update({"topic": told.subject, "description": told.concern})
    # Nothing that was only overheard may get the request rejected.
    return {name: value for name, value in found.items() if check_field(name, value) == value}


def _told_of_journey(message: Message, reader: Reader) -> dict[str, str]:
    """Return what a message tells, without the country of a journey that is over."""
    told = reader.named_beside(message, {})
    if "partner_country" in told and only_past_countries(message):
        return {name: value for name, value in told.items() if name != "partner_country"}
    return told


def _group(messages: Sequence[Message], reader: Reader) -> dict[str, str]:
    """Return the group with all numbers that were told of it, the later ones first."""
    group = ""
    for message in messages:
        told = "" if "?" in message.text else reader.named(message).get("group", "")
        group = joined_group(group, with_all_numbers(message.text, told)) if told else group
    return {"group": group} if group else {}


def _body(message: Message, today: date) -> str | None:
    """Return the body that a message tells of, begins with, or is.

    "Deutsch-Polnisches Jugendwerk" alone is a funder that is asked about, "Jugendfeuerwehr Polen"
    a body and a country: neither is the name of whoever writes. Nor is a question.
    """
    # "kim@club.org" names no body.
    said = without_contact(message.text, today)
    told = body_called(said)
    if told is not None or said.rstrip().endswith("?"):
        return told
    clauses = clauses_of(said)
    begun = heading_body(clauses) or next(filter(None, map(body_alone, clauses)), None)
    named = (e.text for e in message.entities if e.name in ("country", "programme"))
    is_other = begun is not None and any(spaced(name) in spaced(begun) for name in named)
    return None if is_other else begun


def _agreed(readings: Iterable[dict[str, str]]) -> dict[str, str]:
    values: dict[str, set[str]] = {}
    for reading in readings:
        for name in (*PLAN, "place"):
            if name in reading:
                values.setdefault(name, set()).add(reading[name])
    # "Norwegen, notfalls Dänemark" tells the same as "Norwegen", and more.
    fullest = {name: max(found, key=lambda one: len(_words(one))) for name, found in values.items()}
    return {
        name: full
        for name, full in fullest.items()
        if all(_words(one) <= _words(full) for one in values[name])
    }


def _words(value: str) -> set[str]:
    return set(spaced(value).split())
