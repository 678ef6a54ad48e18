"""What the tests of the form in the chat share."""

from __future__ import annotations

from datetime import datetime, timezone

from bot.fit.case import Seat
from bot.fit.told.reading import Entity, Message
from bot.intake.reading import Reader
from bot.intake.replies import Heard

NOW = datetime(2026, 11, 26, 10, tzinfo=timezone.utc)
SEATS = {"Dortmund": Seat("Dortmund", "nrw", "LWL"), "Köln": Seat("Köln", "nrw", "LVR")}
COUNTRIES = {"Frankreich": "FR", "Polen": "PL", "Togo": "TG", "Ghana": "GH"}


def find_seat(text: str) -> Seat:
    return SEATS.get(text, Seat(text))


def reader() -> Reader:
    return Reader(find_seat, NOW)


def message(text: str, **quantities: str) -> Message:
    """Return a message with the countries and places in it, and ``quantities`` by entity."""
    names = [Entity("country", code, name) for name, code in COUNTRIES.items() if name in text]
    names += [Entity("LOC", name, name) for name in SEATS if name in text]
    for name, given in quantities.items():
        value, _, words = given.partition("|")
        names.append(Entity(name, value, words or value))
    return Message(text, tuple(names))


def heard(
    text: str, intent: str = "clarify", decision: str = "clarify", **quantities: str
) -> Heard:
    return Heard(message(text, **quantities), intent, decision)


def button(intent: str, field: str | None = None, value: str | None = None) -> Heard:
    return Heard(Message(f"/{intent}"), intent, "", field, value)
