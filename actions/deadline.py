"""Shows deadlines and events."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeRun
from actions._buttons import CONSULTATION, button
from actions._understanding import entity_values, understanding_of
from bot.deadlines.book import LiveBook
from bot.deadlines.cards import deadlines_card, events_card
from bot.deadlines.lookup import DeadlineQuery, find_deadlines, query_for


class ActionShowDeadlines(SafeRun, Action):
    """Show the deadlines for what was asked, or for what was asked before."""

    def __init__(self, book: LiveBook | None = None) -> None:
        """Use ``book`` instead of the shared one."""
        self._book = book

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_show_deadlines"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the deadlines card and remember the filters for a follow-up."""
        book = (self._book or _wiring.deadlines()).current()
        asked = DeadlineQuery(
            programmes=entity_values(tracker, "programme"),
            countries=entity_values(tracker, "country"),
            formats=entity_values(tracker, "format"),
        )
        before = DeadlineQuery(
            programmes=tuple(tracker.get_slot("deadline_programmes") or ()),
            countries=tuple(tracker.get_slot("deadline_countries") or ()),
        )
        understood = understanding_of(tracker)
        query = query_for(book, asked, topic=understood.topic, before=before)
        card = deadlines_card(book, find_deadlines(book, query, _wiring.now()), _wiring.now())
        buttons = [CONSULTATION]
        if query.programmes or query.countries:
            buttons.insert(0, button("more_deadlines", "show_deadlines"))
        dispatcher.utter_message(json_message={**card, "buttons": buttons}, card="deadlines")
        return [
            SlotSet("last_topic", understood.topic),
            SlotSet("deadline_programmes", list(query.programmes)),
            SlotSet("deadline_countries", list(query.countries)),
        ]


class ActionShowEvents(SafeRun, Action):
    """Show the coming events of the office, or say that none is known."""

    def __init__(self, book: LiveBook | None = None) -> None:
        """Use ``book`` instead of the shared one."""
        self._book = book

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_show_events"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
        """Utter the events card."""
        book = (self._book or _wiring.deadlines()).current()
        card = events_card(book.events, _wiring.now().date(), _wiring.office().website)
        dispatcher.utter_message(json_message={**card, "buttons": [CONSULTATION]}, card="events")
        return [SlotSet("last_topic", understanding_of(tracker).topic)]
