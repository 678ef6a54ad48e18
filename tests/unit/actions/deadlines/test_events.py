"""The office's events in the chat, by the day in Germany."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.cards import entry_card
from actions.deadlines.events import EventAnswers
from bot.deadlines.models import Event

FAIR = Event("messe", "Messe", date(2027, 7, 1), date(2027, 7, 1), "Köln", "", (), date(2027, 1, 1))


@dataclass(frozen=True)
class Book:
    """A book of deadlines with one event."""

    events: tuple[Event, ...] = (FAIR,)

    def current(self) -> Book:
        """Return what the book holds now."""
        return self


def answers(monkeypatch: pytest.MonkeyPatch, now: datetime) -> tuple[EventAnswers, Any]:
    monkeypatch.setattr(wiring, "now", lambda: now)
    dispatcher = CollectingDispatcher()
    return EventAnswers(dispatcher, Book()), dispatcher  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "is_coming"),
    [
        (datetime(2027, 7, 1, 21, 59, tzinfo=timezone.utc), True),
        # Half past midnight in Cologne.
        (datetime(2027, 7, 1, 22, 30, tzinfo=timezone.utc), False),
    ],
)
def test_an_event_is_over_at_midnight_in_germany(
    monkeypatch: pytest.MonkeyPatch, now: datetime, is_coming: bool
) -> None:
    events, dispatcher = answers(monkeypatch, now)
    assert events.has_coming is is_coming
    events.show()
    [message] = dispatcher.messages
    payloads = [button["payload"] for button in message["custom"]["buttons"]]
    assert any("events_calendar" in payload for payload in payloads) is is_coming


def test_an_entry_is_due_for_review_from_midnight_in_germany(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: datetime(2027, 7, 1, 22, 30, tzinfo=timezone.utc))
    entry = wiring.catalogue().all()[0]
    for review_by, is_due in ((date(2027, 7, 1), True), (date(2027, 7, 2), False)):
        card = entry_card(replace(entry, review_by=review_by), wiring.catalogue())
        assert card["is_review_due"] is is_due
