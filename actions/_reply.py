"""Answers a message as meant in its conversation, whichever action Rasa chose for it."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._buttons import (
    CONSULTATION,
    HUMAN,
    NONE_OF_THESE,
    SOMETHING_ELSE,
    button,
    titled_button,
)
from actions._understanding import (
    CONTEXT_SLOT,
    context_of,
    entity_values,
    foreign_language_of,
    heard_from,
    understanding_of,
)
from bot.deadlines.book import LiveBook
from bot.deadlines.cards import deadlines_card, events_card
from bot.deadlines.lookup import DeadlineQuery, find_deadlines, query_for
from bot.dialogue.context import Context, Meant
from bot.dialogue.follow_up import meaning
from bot.knowledge.cards import answer_card, contact_card
from bot.knowledge.catalogue import Catalogue

MEANT_SLOT = "meant"
EVENTS_TOPIC = "veranstaltungen_termine"


@dataclass(frozen=True)
class Knowledge:
    """What answers are made of."""

    catalogue: Catalogue
    book: LiveBook

    @staticmethod
    def shared() -> Knowledge:
        """Return the knowledge that all actions share."""
        return Knowledge(_wiring.catalogue(), _wiring.deadlines())


@dataclass(frozen=True)
class Uttered:
    """Events to return, and whether the answer ends with the offer of a consultation."""

    events: list[EventType]
    offers_consultation: bool = False


class Responder:
    """Answers one message."""

    def __init__(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, knowledge: Knowledge
    ) -> None:
        """Prepare to utter through ``dispatcher``."""
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._knowledge = knowledge

    def reply(self) -> Uttered:
        """Answer the latest message, a follow-up question by what was said before it."""
        before = context_of(self._tracker)
        meant = meaning(heard_from(self._tracker), before)
        self._greet_foreigner(meant)
        if meant.decision == "act":
            offers = self._act(meant, before)
        elif meant.decision == "handover":
            offers = self.hand_over(meant.topic)
        elif meant.decision == "answer":
            offers = self._answer(meant, before)
        elif meant.decision == "emergency":
            self._dispatcher.utter_message(response=f"utter_emergency/{meant.topic}")
            offers = False
        elif meant.decision == "clarify":
            offers = self._clarify()
        else:
            offers = self._give_up()
        return Uttered(_remembered(meant), offers)

    def answer(self, topic: str | None, *, is_chosen: bool = False) -> bool:
        """Utter the entry of a topic, or say that the office has no checked answer."""
        entry = self._knowledge.catalogue.get(topic) if topic else None
        if entry is None:
            self._dispatcher.utter_message(response="utter_faq_missing")
            return False
        if entry.is_handover:
            return self.hand_over(entry.id)
        card = answer_card(entry, self._knowledge.catalogue, _wiring.now().date())
        buttons = [CONSULTATION] if is_chosen else [CONSULTATION, NONE_OF_THESE]
        self._dispatcher.utter_message(json_message={**card, "buttons": buttons}, faq_id=entry.id)
        return False

    def hand_over(self, topic: str | None) -> bool:
        """Say what is safe to say about a single case, and offer to take it down."""
        entry = self._knowledge.catalogue.get(topic) if topic else None
        if entry is None:
            self._dispatcher.utter_message(response="utter_contact")
            card = contact_card(_wiring.office(), _wiring.form_url())
            self._dispatcher.utter_message(json_message={**card, "buttons": [CONSULTATION]})
            return True
        card = answer_card(entry, self._knowledge.catalogue, _wiring.now().date())
        self._dispatcher.utter_message(json_message=card, faq_id=entry.id)
        self._dispatcher.utter_message(response="utter_handover_offer", buttons=[CONSULTATION])
        return True

    def show_deadlines(self, query: DeadlineQuery) -> None:
        """Utter the deadlines that fit the query."""
        book, now = self._knowledge.book.current(), _wiring.now()
        card = deadlines_card(book, find_deadlines(book, query, now), now)
        buttons = [CONSULTATION]
        if query.programmes or query.countries:
            buttons.insert(0, button("more_deadlines", "show_deadlines"))
        self._dispatcher.utter_message(json_message={**card, "buttons": buttons}, card="deadlines")

    def _answer(self, meant: Meant, before: Context | None) -> bool:
        if meant.is_follow_up and before is not None and meant.topic == before.topic:
            # The same card again needs a word of explanation.
            self._dispatcher.utter_message(response="utter_same_answer")
        return self.answer(meant.topic)

    def _act(self, meant: Meant, before: Context | None) -> bool:
        if meant.topic == EVENTS_TOPIC:
            book, today = self._knowledge.book.current(), _wiring.now().date()
            card = events_card(book.events, today, _wiring.office().website)
            self._dispatcher.utter_message(
                json_message={**card, "buttons": [CONSULTATION]}, card="events"
            )
            return False
        asked = DeadlineQuery(
            programmes=meant.programmes,
            countries=meant.countries,
            formats=entity_values(self._tracker, "format"),
        )
        earlier = DeadlineQuery()
        if before is not None:
            earlier = DeadlineQuery(before.programmes, before.countries)
        book = self._knowledge.book.current()
        self.show_deadlines(query_for(book, asked, topic=meant.topic, before=earlier))
        return False

    def _clarify(self) -> bool:
        language = foreign_language_of(self._tracker)
        found = map(self._knowledge.catalogue.get, understanding_of(self._tracker).candidates)
        choices = [
            titled_button(entry.question, "choose_faq", faq_id=entry.id)
            for entry in found
            if entry is not None
        ]
        buttons = [*choices, SOMETHING_ELSE, HUMAN]
        if language is not None:
            self._dispatcher.utter_message(response=f"utter_language_unclear/{language}")
        elif not choices:
            self._dispatcher.utter_message(response="utter_unclear")
            return False
        self._dispatcher.utter_message(response="utter_clarify", buttons=buttons)
        return False

    def _give_up(self) -> bool:
        language = foreign_language_of(self._tracker)
        if language is not None:
            self._dispatcher.utter_message(response=f"utter_language_unclear/{language}")
        else:
            self._dispatcher.utter_message(response="utter_fallback")
        return False

    def _greet_foreigner(self, meant: Meant) -> None:
        """Say in the person's own language that what follows is in German."""
        language = foreign_language_of(self._tracker)
        if language is None:
            return
        if meant.decision == "emergency":
            self._dispatcher.utter_message(response=f"utter_language_emergency/{language}")
        elif meant.decision in ("answer", "act", "handover"):
            self._dispatcher.utter_message(response=f"utter_language/{language}")


def _remembered(meant: Meant) -> list[EventType]:
    events = [
        SlotSet(
            MEANT_SLOT,
            {
                "decision": meant.decision,
                "topic": meant.topic,
                "is_follow_up": meant.is_follow_up,
            },
        )
    ]
    if meant.context is not None:
        events.append(SlotSet(CONTEXT_SLOT, meant.context.as_dict()))
    return events
