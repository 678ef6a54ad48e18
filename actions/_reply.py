"""Answers a message as meant in its conversation, whichever action Rasa chose for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._asking_back import ask_back
from actions._buttons import (
    CONSULTATION,
    NONE_OF_THESE,
)
from actions._cards import utter_card
from actions._deadline_turn import DeadlineTurn
from actions._deadlines import DeadlineAnswers, Home, offer, with_clues
from actions._exact import ExactAnswers, Sight, look_at
from actions._understanding import (
    CONTEXT_SLOT,
    context_of,
    earlier_texts,
    foreign_language_of,
    heard_from,
    message_of,
    understanding_of,
)
from bot.deadlines.asking import Concern
from bot.deadlines.book import LiveBook
from bot.deadlines.lookup import YouthOffice
from bot.dialogue.context import Context, Meant
from bot.dialogue.follow_up import meaning
from bot.dialogue.wish import wish_of
from bot.glossary.cards import answer_terms
from bot.knowledge.cards import Card, answer_card, contact_card
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.former_names import former_names_card
from bot.offers.concern import (
    EVENTS_TOPIC,
    PLAN_TOPIC,
    REGISTRATION_TOPIC,
    concern_of_turn,
    meant_by,
)
from bot.texts import text

MEANT_SLOT = "meant"
_OUT_OF_SCOPE = "out_of_scope"
# Answers in which it matters which of the two Landesjugendämter is responsible.
_PLACE_TOPICS = frozenset({
    "foerderung_kjp_bund", "foerderung_kommune", "foerderung_land_nrw", "foerderung_ueberblick",
    "fristen_ueberblick", "zentralstelle",
})  # fmt: skip
_TOLD = ("answer", "act")
_MOST_NAMES = 2
_NEXT_BEST = 3


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
        heard = with_clues(heard_from(self._tracker), self._tracker)
        meant = meaning(heard, before)
        self._greet_foreigner(meant)
        if meant.decision == "emergency":
            # Before any file of the office is read: none of them may hold up the numbers.
            self._dispatcher.utter_message(response=f"utter_emergency/{meant.topic}")
            place = None if before is None else before.place
            return Uttered(_remembered(meant, _at(meant.context, place)))
        if understanding_of(self._tracker).is_concerning:
            self._dispatcher.utter_message(response="utter_emergency_hint")
        if meant.decision != "smalltalk":
            self._tell_todays_names(heard.text)
        sight = look_at(heard)
        place = sight.places[0].id if sight.places else before.place if before else None
        concern = concern_of_turn(heard, meant, before)
        wish = wish_of(heard, meant, before, sight.clues)
        if wish is not None and concern in (None, Concern.LOOK_UP):
            exact = ExactAnswers(self._dispatcher, self._knowledge.catalogue)
            after = exact.give(wish, meant, sight, message_of(self._tracker))
            # However unsure the rest was: this was answered.
            meant = replace(meant, decision=after.decision, topic=after.topic)
            return Uttered(_remembered(meant, replace(after, place=place)))
        about = _at(meant.context, place)
        offers = False
        if concern is not None:
            turn = self._deadline_turn(_home(sight, place))
            if meant.topic == EVENTS_TOPIC:
                turn.tell_events(heard.text)
            else:
                meant = meant_by(concern, meant)
                about = _at(turn.take(concern, meant, before), place)
        elif meant.decision == "handover":
            offers = self.hand_over(meant.topic)
        elif meant.decision == "answer":
            offers = self._answer(meant, before)
            if meant.topic == REGISTRATION_TOPIC:
                self._deadline_turn(Home()).tell_coming_events()
        elif meant.decision == "clarify":
            ask_back(self._dispatcher, self._tracker, self._knowledge.catalogue)
        else:
            offers = self._give_up()
        is_new = bool(sight.places) or not (meant.is_follow_up or sight.elsewhere)
        if place and is_new and meant.topic in _PLACE_TOPICS and meant.decision in _TOLD:
            self._tell_who_is_responsible(place)
        return Uttered(_remembered(meant, about), offers)

    def answer(self, topic: str | None, *, is_chosen: bool = False) -> bool:
        """Utter the entry of a topic, or say that the office has no checked answer."""
        entry = self._knowledge.catalogue.get(topic) if topic else None
        if entry is None:
            self._dispatcher.utter_message(response="utter_faq_missing")
            return False
        if entry.is_handover:
            return self.hand_over(entry.id)
        card = self._card(entry)
        if not is_chosen:
            card["alternatives"] = self._next_best(entry)
        buttons = [CONSULTATION] if is_chosen else [CONSULTATION, NONE_OF_THESE]
        if entry.id == PLAN_TOPIC:
            buttons.insert(0, offer(Concern.PLAN))
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
        card = self._card(entry)
        self._dispatcher.utter_message(json_message=card, faq_id=entry.id)
        self._dispatcher.utter_message(response="utter_handover_offer", buttons=[CONSULTATION])
        return True

    def choose_deadlines(self, about: str | None, selection: str) -> list[EventType]:
        """Answer a button about deadlines and return the events."""
        before = context_of(self._tracker)
        after = self._deadline_turn(Home()).choose(about, selection)
        if after is None:
            return []
        place = None if before is None else before.place
        return [SlotSet(CONTEXT_SLOT, replace(after, place=place).as_dict())]

    def _card(self, entry: FaqEntry) -> Card:
        glossary = _wiring.glossary().usable(_wiring.GLOSSARY_UNUSABLE)
        terms = () if glossary is None else answer_terms(entry, glossary)
        return answer_card(entry, self._knowledge.catalogue, _wiring.now().date(), terms)

    def _next_best(self, answered: FaqEntry) -> list[dict[str, str]]:
        """Return the questions that came next, for whoever says that this was not it."""
        ranked = map(self._knowledge.catalogue.get, heard_from(self._tracker).topics)
        others = [entry for entry in ranked if entry is not None and entry.id != answered.id]
        return [{"id": other.id, "question": other.question} for other in others[:_NEXT_BEST]]

    def _answer(self, meant: Meant, before: Context | None) -> bool:
        if meant.is_follow_up and before is not None and _was_answered(before, meant):
            # The same card again needs a word of explanation.
            self._dispatcher.utter_message(response="utter_same_answer")
        return self.answer(meant.topic)

    def _deadline_turn(self, home: Home) -> DeadlineTurn:
        answers = DeadlineAnswers(self._dispatcher, self._tracker, self._knowledge.book, home)
        return DeadlineTurn(self._dispatcher, answers, self.answer)

    def _give_up(self) -> bool:
        language = foreign_language_of(self._tracker)
        understood = understanding_of(self._tracker)
        if understood.intent == _OUT_OF_SCOPE:
            self._dispatcher.utter_message(response=f"utter_{_OUT_OF_SCOPE}/{understood.topic}")
        elif language is not None:
            self._dispatcher.utter_message(response=f"utter_language_unclear/{language}")
        else:
            self._dispatcher.utter_message(response="utter_fallback")
        return False

    def _tell_who_is_responsible(self, place_id: str) -> None:
        place = _wiring.place(place_id)
        if place is not None:
            hint = text("places.hint", place=place.name, office=place.landesjugendamt)
            self._dispatcher.utter_message(text=hint)

    def _tell_todays_names(self, said: str) -> None:
        """Say once in a conversation what something is called today."""
        names = _wiring.former_names().current()
        found = names.find(said)
        if found:
            told = {
                name for earlier in earlier_texts(self._tracker) for name in names.find(earlier)
            }
            found = [name for name in found if name not in told][:_MOST_NAMES]
        if found:
            utter_card(self._dispatcher, former_names_card(found))

    def _greet_foreigner(self, meant: Meant) -> None:
        """Say in the person's own language that what follows is in German."""
        language = foreign_language_of(self._tracker)
        if language is None:
            return
        if meant.decision == "emergency":
            self._dispatcher.utter_message(response=f"utter_language_emergency/{language}")
        elif meant.decision in ("answer", "act", "handover"):
            self._dispatcher.utter_message(response=f"utter_language/{language}")


def _was_answered(before: Context, meant: Meant) -> bool:
    """Return whether the entry that is meant was told last, and no exact answer since."""
    return meant.topic == before.topic and before.wish is None


def _home(sight: Sight, place_id: str | None) -> Home:
    place = _wiring.place(place_id) if place_id else None
    office = None if place is None else YouthOffice(place.landesjugendamt.lower())
    state = sight.elsewhere[0].state.id if sight.elsewhere and not sight.places else None
    return Home(office, state)


def _at(about: Context | None, place: str | None) -> Context | None:
    return None if about is None else replace(about, place=place)


def _remembered(meant: Meant, context: Context | None) -> list[EventType]:
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
    if context is not None:
        events.append(SlotSet(CONTEXT_SLOT, context.as_dict()))
    return events
