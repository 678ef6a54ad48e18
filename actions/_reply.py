"""Answers a message as meant in its conversation, whichever action Rasa chose for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._buttons import (
    CONSULTATION,
    FIT_CHECK,
    HUMAN,
    NONE_OF_THESE,
    SOMETHING_ELSE,
    button,
    titled_button,
)
from actions._exact import ExactAnswers, look_at
from actions._understanding import (
    CONTEXT_SLOT,
    context_of,
    earlier_texts,
    entity_values,
    foreign_language_of,
    heard_from,
    understanding_of,
)
from bot.deadlines.asking import Concern, concern_of, query_from
from bot.deadlines.book import LiveBook
from bot.deadlines.cards import deadlines_card, events_card
from bot.deadlines.dates import find_dates
from bot.deadlines.lookup import DeadlineQuery, YouthOffice, find_deadlines, query_for
from bot.deadlines.too_late import too_late, too_late_card
from bot.dialogue.context import Context, Meant
from bot.dialogue.follow_up import meaning
from bot.dialogue.wish import wish_of
from bot.glossary.cards import answer_terms
from bot.knowledge.cards import Card, answer_card, contact_card
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.entry import FaqEntry
from bot.knowledge.former_names import former_names_card
from bot.texts import text

MEANT_SLOT = "meant"
EVENTS_TOPIC = "veranstaltungen_termine"
TOO_LATE_TOPIC = "frist_verpasst_kurzfristig"
# Answers in which it matters which of the two Landesjugendämter is responsible.
_PLACE_TOPICS = frozenset({
    "foerderung_kjp_bund", "foerderung_kommune", "foerderung_land_nrw", "foerderung_ueberblick",
    "fristen_ueberblick", "zentralstelle",
})  # fmt: skip
_TOLD = ("answer", "act")
_MOST_NAMES = 2


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
        before, heard = context_of(self._tracker), heard_from(self._tracker)
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
        wish = wish_of(heard, meant, before, sight.clues)
        if wish is not None:
            exact = ExactAnswers(self._dispatcher, self._knowledge.catalogue)
            after = exact.give(wish, meant, sight, entity_values(self._tracker, "format"))
            return Uttered(_remembered(meant, replace(after, place=place)))
        if meant.decision == "act":
            offers = self._act(meant, before, place)
        elif meant.decision == "handover":
            offers = self.hand_over(meant.topic)
        elif meant.decision == "answer":
            offers = self._answer(meant, before)
            if meant.topic == TOO_LATE_TOPIC:
                self._tell_what_is_left(meant)
        elif meant.decision == "clarify":
            offers = self._clarify()
        else:
            offers = self._give_up()
        if place is not None and meant.topic in _PLACE_TOPICS and meant.decision in _TOLD:
            self._tell_who_is_responsible(place)
        return Uttered(_remembered(meant, _at(meant.context, place)), offers)

    def answer(self, topic: str | None, *, is_chosen: bool = False) -> bool:
        """Utter the entry of a topic, or say that the office has no checked answer."""
        entry = self._knowledge.catalogue.get(topic) if topic else None
        if entry is None:
            self._dispatcher.utter_message(response="utter_faq_missing")
            return False
        if entry.is_handover:
            return self.hand_over(entry.id)
        card = self._card(entry)
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
        card = self._card(entry)
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

    def _card(self, entry: FaqEntry) -> Card:
        glossary = _wiring.glossary().usable(_wiring.GLOSSARY_UNUSABLE)
        terms = () if glossary is None else answer_terms(entry, glossary)
        return answer_card(entry, self._knowledge.catalogue, _wiring.now().date(), terms)

    def _answer(self, meant: Meant, before: Context | None) -> bool:
        if meant.is_follow_up and before is not None and _was_answered(before, meant):
            # The same card again needs a word of explanation.
            self._dispatcher.utter_message(response="utter_same_answer")
        return self.answer(meant.topic)

    def _act(self, meant: Meant, before: Context | None, place: str | None) -> bool:
        if meant.topic == EVENTS_TOPIC:
            book, today = self._knowledge.book.current(), _wiring.now().date()
            card = events_card(book.events, today, _wiring.office().website)
            self._dispatcher.utter_message(
                json_message={**card, "buttons": [CONSULTATION]}, card="events"
            )
            return False
        said, now = heard_from(self._tracker).text, _wiring.now()
        home = _wiring.place(place) if place else None
        asked = query_from(
            said,
            programmes=meant.programmes,
            countries=meant.countries,
            formats=entity_values(self._tracker, "format"),
            dates=find_dates(said, now),
            office=None if home is None else YouthOffice(home.landesjugendamt.lower()),
        )
        earlier = DeadlineQuery()
        if before is not None:
            earlier = DeadlineQuery(before.programmes, before.countries)
        book = self._knowledge.book.current()
        self.show_deadlines(query_for(book, asked, topic=meant.topic, before=earlier))
        if concern_of(said) is Concern.TOO_LATE:
            self._tell_what_is_left(meant)
        return False

    def _clarify(self) -> bool:
        language = foreign_language_of(self._tracker)
        found = map(self._knowledge.catalogue.get, understanding_of(self._tracker).candidates)
        choices = [
            titled_button(entry.question, "choose_faq", faq_id=entry.id)
            for entry in found
            if entry is not None
        ]
        plan = [FIT_CHECK] if self._tells_a_plan() else []
        buttons = [*choices, *plan, SOMETHING_ELSE, HUMAN]
        if language is not None:
            self._dispatcher.utter_message(response=f"utter_language_unclear/{language}")
        elif not choices:
            self._dispatcher.utter_message(response="utter_unclear")
            return False
        self._dispatcher.utter_message(response="utter_clarify", buttons=buttons)
        return False

    def _tells_a_plan(self) -> bool:
        """Return whether the message describes a group on its way to a country."""
        details = ("group_size", "age", "duration", "format")
        has_country = bool(entity_values(self._tracker, "country"))
        return has_country and any(entity_values(self._tracker, name) for name in details)

    def _give_up(self) -> bool:
        language = foreign_language_of(self._tracker)
        if language is not None:
            self._dispatcher.utter_message(response=f"utter_language_unclear/{language}")
        else:
            self._dispatcher.utter_message(response="utter_fallback")
        return False

    def _tell_what_is_left(self, meant: Meant) -> None:
        """After the general advice for whoever is too late: what is left of the programme named."""
        book, now = self._knowledge.book.current(), _wiring.now()
        known = {programme.id for programme in book.programmes}
        for programme in [p for p in meant.programmes if p in known][:1]:
            found = too_late(book, programme, now, countries=meant.countries)
            card = too_late_card(found, book, now, site=_wiring.site())
            self._dispatcher.utter_message(
                json_message={**card, "buttons": [CONSULTATION]}, card=card["card"]
            )

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
            card = former_names_card(found)
            self._dispatcher.utter_message(json_message=card, card=card["card"])

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
