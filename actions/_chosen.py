"""What a person chose, by a button, a number or a "ja", is shown without asking what is meant."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions._deadline_selection import Home
from actions._deadline_turn import DeadlineTurn
from actions._entries import EntryAnswers
from actions._knowledge import Knowledge, Uttered
from actions._remembering import chosen_context, kept_context
from actions._understanding import context_of


class Chosen:
    """Shows what was chosen."""

    def __init__(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, knowledge: Knowledge
    ) -> None:
        """Prepare to utter through ``dispatcher``."""
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._knowledge = knowledge
        self._entries = EntryAnswers(dispatcher, tracker, knowledge.catalogue)

    def entry(self, topic: str) -> Uttered:
        """Utter the entry of a topic."""
        offers = self._entries.tell(topic, is_chosen=True)
        return Uttered([kept_context(chosen_context(topic, context_of(self._tracker)))], offers)

    def deadlines(self, about: str | None, selection: str) -> Uttered:
        """Do what a button about deadlines says."""
        before = context_of(self._tracker)
        turn = DeadlineTurn.begun(
            self._dispatcher, self._tracker, self._knowledge.book, Home(), self._entries.tell
        )
        after = turn.choose(about, selection)
        if after is None:
            return Uttered([])
        place = None if before is None else before.place
        return Uttered([kept_context(replace(after, place=place))])
