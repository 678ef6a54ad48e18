"""Answers about the office's events: the list, a calendar, a reminder of new ones."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.buttons import CONSULTATION, Button, titled_button
from actions.cards import utter_card
from bot.clock import day_in_germany
from bot.deadlines.asked.dates import find_dates
from bot.deadlines.events import EventChoice, choose_events, events_card
from bot.deadlines.office.book import LiveBook
from bot.knowledge.shown.cards import Card
from bot.offers.calendar_card import EVENTS_PAGE_PATH, events_calendar_card
from bot.offers.reminder_card import events_reminder_card
from bot.texts import text

EVENTS_CALENDAR, EVENTS_REMINDER = "events_calendar", "events_reminder"
"""What the buttons below events are about, beside the concerns of deadlines."""


class EventAnswers:
    """Utters what is wanted of the office's events."""

    def __init__(self, dispatcher: CollectingDispatcher, book: LiveBook) -> None:
        """Utter through ``dispatcher`` what ``book`` holds now."""
        self._dispatcher = dispatcher
        self._book = book.current()
        self._now = wiring.now()
        self._today = day_in_germany(self._now)
        self._site = wiring.site()

    def show(self, said: str = "") -> None:
        """Utter the events that are meant, or that none is known."""
        dates = find_dates(said, self._now)
        choice = choose_events(self._book.events, said, dates, self._today)
        card = events_card(choice, self._today, wiring.office().website)
        page = (text("offers.button_events"), f"{self._site}{EVENTS_PAGE_PATH}")
        card["links"] = [{"title": page[0], "url": page[1]}]
        self._utter(card, self._buttons(choice))

    @property
    def has_coming(self) -> bool:
        """Say whether any event of the office is known that is not over."""
        return any(event.ends_on >= self._today for event in self._book.events)

    def to_calendar(self) -> None:
        """Utter how the events get into a calendar."""
        self._utter(events_calendar_card(self._site), [])

    def remind(self) -> None:
        """Utter where to sign up for new events."""
        self._utter(events_reminder_card(self._book, self._site), [])

    def _buttons(self, choice: EventChoice) -> list[Button]:
        reminder = titled_button(
            text("offers.button_events_reminder"), "show_deadlines", about=EVENTS_REMINDER
        )
        calendar = titled_button(
            text("offers.button_calendar"), "show_deadlines", about=EVENTS_CALENDAR
        )
        return [*([calendar] if choice.upcoming else []), reminder, CONSULTATION]

    def _utter(self, card: Card, buttons: Sequence[Button]) -> None:
        utter_card(self._dispatcher, card, buttons)
