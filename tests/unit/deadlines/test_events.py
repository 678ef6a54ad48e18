"""Which of the office's events are meant, and what is said where none is known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.deadlines.asked.dates import find_dates
from bot.deadlines.events import choose_events, events_card
from bot.deadlines.models import Event
from bot.deadlines.office.book import LiveBook
from tests.unit.deadlines.deadline_rig import NOW, PRIMARY, REAL, TODAY

SITE = "https://example.org"


def event(name: str, title: str, first: date, last: date | None = None, **more: Any) -> Event:
    return Event(name, title, first, last or first, "Köln", SITE, (PRIMARY,), TODAY, **more)


PAST_DAY = event("past_day", "Infotag", date(2025, 9, 17))
OLD_DAY = event("old_day", "Infotag", date(2024, 10, 24))
PAST_WORKSHOP = event("past_workshop", "Fördermittelworkshop", date(2025, 6, 12))
COMING_DAY = event(
    "coming_day",
    "Infotag „Ohne Moos nichts los“",
    date(2027, 9, 17),
    date(2027, 9, 18),
    registration="https://example.org/anmeldung",
)
COMING_WORKSHOP = event("coming_workshop", "Fördermittelworkshop", date(2027, 3, 3))
PAST = (OLD_DAY, PAST_DAY, PAST_WORKSHOP)
ALL = (*PAST, COMING_DAY, COMING_WORKSHOP)


def card(events: tuple[Event, ...], said: str) -> dict[str, Any]:
    choice = choose_events(events, said, find_dates(said, NOW), TODAY)
    return events_card(choice, TODAY, SITE)


def ids(events: tuple[Event, ...], said: str) -> list[str]:
    return [item["id"] for item in card(events, said)["items"]]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Welche Termine gibt es?", ["coming_workshop", "coming_day"]),
        ("Wann ist der nächste Infotag?", ["coming_day"]),
        ("ohne moos nix los, wann wieder", ["coming_day"]),
        ("wann ist der fördermittelworkshop", ["coming_workshop"]),
        ("Was gibt es im März?", ["coming_workshop"]),
        ("Gibt es etwas ohne Anmeldung?", ["coming_workshop", "coming_day"]),
        ("Wann war der letzte Infotag?", ["past_day", "old_day"]),
        ("Welche Infotage gab es 2024?", ["old_day"]),
        ("Was war 2025?", ["past_day", "past_workshop"]),
        ("Was gibt es im Mai 2027?", []),
        ("\x00\ud800 😀 <b>", ["coming_workshop", "coming_day"]),
        ("", ["coming_workshop", "coming_day"]),
    ],
)
def test_events_that_are_meant(said: str, found: list[str]) -> None:
    assert ids(ALL, said) == found


def test_registration_and_days_stand_on_the_card() -> None:
    [item] = card(ALL, "Infotag")["items"]
    assert item["ask"] == {"name": "Anmeldung", "url": "https://example.org/anmeldung"}
    assert item["when"] == "17. September 2027 bis 18. September 2027"
    assert (item["status"], item["days_left"]) == ("open", (date(2027, 9, 17) - TODAY).days)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Welche Termine gibt es?", "Mir liegt zurzeit kein kommender Termin vor."),
        ("Wann ist der Infotag?", "Dazu liegt mir zurzeit kein kommender Termin vor."),
        ("Was gibt es im Mai 2027?", "Für diesen Zeitraum liegt mir kein Termin vor."),
    ],
)
def test_that_none_is_known_is_said_with_a_way_on(said: str, told: str) -> None:
    shown = card(PAST, said)
    assert shown["intro"].startswith(told)
    assert "Website der Servicestelle" in shown["intro"]


def test_past_events_are_shown_as_past() -> None:
    items = card(PAST, "Welche Termine gibt es?")["items"]
    assert [item["id"] for item in items] == ["past_day", "past_workshop"]
    assert items[0]["when"] == "Zuletzt am 17. September 2025."
    for item in items:
        assert (item["status"], item["status_text"], item["days_left"]) == (
            "closed",
            "vorbei",
            None,
        )
        assert item["ask"]["name"] == "Servicestelle"


def test_without_any_event_something_is_said() -> None:
    assert card((), "Infotag")["intro"].startswith("Mir liegt zurzeit kein Termin vor.")


def test_real_events_are_never_called_to_come_when_they_are_over() -> None:
    events = LiveBook(REAL).current().events
    for said in ("Termine", "Infotag", "Was war 2024?"):
        for item in card(events, said)["items"]:
            day = next(found.ends_on for found in events if found.id == item["id"])
            assert (item["status"] == "closed") == (day < TODAY)
