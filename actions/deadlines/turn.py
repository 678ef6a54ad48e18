"""One turn about deadlines: does what is wanted and remembers what it was about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.deadlines.events import EVENTS_CALENDAR, EVENTS_REMINDER
from actions.deadlines.lists import DeadlineAnswers
from bot.deadlines.address import deadline_address, query_from_address
from bot.deadlines.asked.asking import Concern, asks_for_extension, concern_of
from bot.deadlines.lookup import DeadlineQuery
from bot.dialogue.context import Context, Meant
from bot.dialogue.topics import LATE_TOPIC, OVERVIEW_TOPIC
from bot.offers.asked_deadlines import Home, Selected
from bot.offers.concern import wants_verdict
from bot.texts import text

Answer = Callable[[str], bool]
"""Utters the entry of a topic."""

_OVERVIEW = Context(OVERVIEW_TOPIC, "act")


class DeadlineTurn:
    """Answers one message or button about deadlines."""

    def __init__(
        self, dispatcher: CollectingDispatcher, answers: DeadlineAnswers, entry: Answer
    ) -> None:
        """Utter through ``answers``, an entry of the knowledge base through ``entry``."""
        self._dispatcher = dispatcher
        self._answers = answers
        self._entry = entry

    @classmethod
    def begun(
        cls,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        home: Home,
        entry: Answer,
    ) -> DeadlineTurn:
        """Return a turn for whoever is at ``home``."""
        answers = DeadlineAnswers(dispatcher, tracker, wiring.deadlines(), home)
        return cls(dispatcher, answers, entry)

    def take(self, concern: Concern, meant: Meant, before: Context | None) -> Context:
        """Do what a message wants and return what the conversation is about after it."""
        selected = self._answers.select(meant, before, concern)
        query = selected.query
        if wants_verdict(self._answers.heard, concern, query, before):
            concern = Concern.LOOK_UP
        if selected.is_after_last:
            self._dispatcher.utter_message(text=text("offers.nothing_later"))
        if concern is Concern.TOO_LATE and asks_for_extension(self._answers.heard.asked):
            self._dispatcher.utter_message(text=text("offers.extension"))
        selection = "" if before is None else before.selection
        shown = self._do(concern, selected, selection)
        return _after(meant.context or _OVERVIEW, concern, query, shown)

    def choose(self, about: str | None, selection: str) -> Context | None:
        """Do what a button says; None where the conversation is about nothing new after it."""
        if about == EVENTS_CALENDAR:
            self._answers.events.to_calendar()
            return None
        if about == EVENTS_REMINDER:
            self._answers.events.remind()
            return None
        concern = Concern.named(about)
        query = query_from_address(selection)
        shown = self._do(concern, Selected(query), selection)
        return _after(_OVERVIEW, concern, query, shown)

    def tell_events(self, said: str) -> None:
        """Tell of the office's events, of calendar or reminder if that is wanted."""
        concern = concern_of(said)
        if concern is Concern.CALENDAR:
            self._answers.events.to_calendar()
        elif concern is Concern.REMINDER:
            self._answers.events.remind()
        else:
            self._answers.events.show(said)

    def tell_coming_events(self) -> None:
        """Tell of the events to come with the way to register, nothing where none is known."""
        if self._answers.events.has_coming:
            self._answers.events.show()

    def _do(self, concern: Concern, selected: Selected, selection: str) -> str:
        query = selected.query
        if concern is Concern.CALENDAR:
            return self._answers.to_calendar(query)
        if concern is Concern.REMINDER:
            return self._answers.remind(query)
        if concern is Concern.PLAN:
            return self._answers.plan(selection, query)
        if concern is Concern.TOO_LATE:
            return self._tell_what_is_left(query)
        return self._answers.show(selected)

    def _tell_what_is_left(self, query: DeadlineQuery) -> str:
        """Utter what is left of the programmes asked for, of none known what helps anybody."""
        if self._answers.tell_what_is_left(query):
            return deadline_address(query)
        self._entry(LATE_TOPIC)
        self._dispatcher.utter_message(text=text("offers.too_late_which"))
        return ""


def _after(about: Context, concern: Concern, query: DeadlineQuery, shown: str) -> Context:
    """Return what the conversation is about when a concern has been met."""
    is_late = concern is Concern.TOO_LATE
    return replace(
        about,
        topic=LATE_TOPIC if is_late else about.topic,
        decision="answer" if is_late else "act",
        programmes=query.programmes,
        countries=query.countries,
        wish=None if concern is Concern.LOOK_UP else concern.value,
        selection=shown,
    )
