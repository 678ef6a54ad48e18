"""Answers a message as meant in its conversation, whichever action Rasa chose for it."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _fit, _wiring
from actions._asides import greet_foreigner, tell_todays_names
from actions._asking_back import ask_back, give_up
from actions._buttons import CONSULTATION, NONE_OF_THESE, titled_button
from actions._check_offer import goes_into_check
from actions._clues import with_clues
from actions._deadline_turn import DeadlineTurn
from actions._deadlines import DeadlineAnswers, Home, offer
from actions._emergency_numbers import tell_hint, tell_numbers, tell_numbers_again
from actions._exact import ExactAnswers, look_at
from actions._knowledge import Knowledge, Uttered
from actions._own_request import tell_own_request
from actions._places import home_of, is_elsewhere, tell_who_is_responsible
from actions._plans import money_topic
from actions._reactions import reacted
from actions._remembering import at_place, remembered, was_answered, with_names_before
from actions._request import begin_request, goes_on_with_request
from actions._same_answer import (
    Wanted,
    is_same_again,
    tell_more,
    tell_passage,
    tell_same,
    was_just_told,
)
from actions._sources import tell_sources
from actions._understanding import (
    CONTEXT_SLOT,
    context_of,
    heard_from,
    message_of,
)
from bot.deadlines.asking import Concern
from bot.dialogue.advice import REQUEST_TOPIC
from bot.dialogue.context import EMERGENCY, Context, Heard, Meant
from bot.dialogue.follow_up import meaning
from bot.dialogue.funding import possible_funding
from bot.dialogue.provenance import asks_for_provenance
from bot.dialogue.situation import ELSEWHERE_TOPIC, RESIDENCE_TOPIC, wants_money_too
from bot.dialogue.wish import wish_of
from bot.glossary.cards import answer_terms
from bot.knowledge.cards import Card, answer_card, contact_card
from bot.knowledge.entry import FaqEntry
from bot.offers.concern import (
    EVENTS_TOPIC,
    PLAN_TOPIC,
    REGISTRATION_TOPIC,
    concern_of_turn,
    meant_by,
)

_NEXT_BEST = 3
# Answers that a plan with days makes one's own.
_PLANNED = (PLAN_TOPIC, "erste_schritte")


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
        greet_foreigner(self._dispatcher, self._tracker, meant)
        if meant.decision == EMERGENCY:
            # Before any file of the office is read: none of them may hold up the numbers.
            tell_numbers(self._dispatcher, meant.topic)
            place = None if before is None else before.place
            return Uttered(remembered(meant, at_place(meant.context, place)))
        if asks_for_provenance(heard.text):
            tell_sources(self._dispatcher, self._tracker)
            return Uttered(remembered(meant, before))
        tell_numbers_again(self._dispatcher, meant, before)
        if meant.topic == REQUEST_TOPIC and is_elsewhere(heard.text):
            self.answer(ELSEWHERE_TOPIC)
            meant = replace(meant, decision="answer", topic=ELSEWHERE_TOPIC)
            return Uttered(remembered(meant, meant.context), offers_consultation=True)
        if meant.decision == "handover" and meant.topic == REQUEST_TOPIC:
            # What was talked about before goes into the request.
            begun = begin_request(self._dispatcher, self._tracker)
            about = before and replace(before, is_repeated=before.decision == EMERGENCY)
            return Uttered([*remembered(meant, about), *begun])
        if goes_into_check(self._tracker):
            return Uttered([*remembered(meant, before), FollowupAction(_fit.FORM)])
        is_unsure = heard.decision in ("clarify", "fallback")
        if is_unsure and tell_own_request(self._dispatcher, self._tracker):
            return Uttered(remembered(meant, before))
        if goes_on_with_request(self._tracker):
            return Uttered(begin_request(self._dispatcher, self._tracker))
        if reacted(self._dispatcher, heard, before):
            return Uttered(remembered(meant, before))
        uttered = self._answer_message(heard, meant, before)
        tell_hint(self._dispatcher, self._tracker, meant, before)
        return uttered

    def _answer_message(self, heard: Heard, meant: Meant, before: Context | None) -> Uttered:
        """Answer a message that is no emergency."""
        if meant.decision != "smalltalk":
            tell_todays_names(self._dispatcher, self._tracker, heard.text)
        sight = look_at(heard, meant, message_of(self._tracker))
        place = sight.places[0].id if sight.places else before.place if before else None
        concern = concern_of_turn(heard, meant, before)
        wish = wish_of(heard, meant, before, sight.clues)
        wanted = Wanted(wish, concern, names_place=bool(sight.places or sight.elsewhere))
        if is_same_again(heard, meant, before, wanted):
            tell_same(self._dispatcher, self._tracker, self._knowledge.catalogue, meant.topic)
            return Uttered(remembered(meant, before))
        if wish is not None and concern in (None, Concern.LOOK_UP):
            exact = ExactAnswers(self._dispatcher, self._knowledge.catalogue)
            after = exact.give(wish, meant, sight, message_of(self._tracker), before)
            # However unsure the rest was: this was answered.
            meant = replace(meant, decision=after.decision, topic=after.topic)
            return Uttered(remembered(meant, replace(after, place=place)))
        about = with_names_before(at_place(meant.context, place), before, heard)
        offers = False
        if concern is not None:
            turn = self._deadline_turn(home_of(sight, place))
            if meant.topic == EVENTS_TOPIC:
                turn.tell_events(heard.text)
            else:
                meant = meant_by(concern, meant)
                about = at_place(turn.take(concern, meant, before), place)
        elif meant.decision in ("answer", "handover"):
            offers = self._answer(meant, before)
            if meant.topic == REGISTRATION_TOPIC:
                self._deadline_turn(Home()).tell_coming_events()
            elif wants_money_too(heard, meant):
                self._tell_money(meant)
            elif meant.topic == REQUEST_TOPIC:
                card = contact_card(_wiring.office(), _wiring.form_url())
                self._dispatcher.utter_message(json_message=card)
        elif meant.decision == "smalltalk" and meant.topic:
            self._dispatcher.utter_message(response=f"utter_smalltalk/{meant.topic}")
        elif meant.decision == "clarify":
            ask_back(self._dispatcher, self._tracker, self._knowledge.catalogue)
        else:
            give_up(self._dispatcher, self._tracker)
        goes_on = meant.is_follow_up and before is not None and was_answered(before, meant)
        is_new = bool(sight.places) or not (goes_on or sight.elsewhere)
        if place and is_new:
            tell_who_is_responsible(
                self._dispatcher, self._tracker, meant, place, self._knowledge.book
            )
        return Uttered(remembered(meant, about), offers)

    def _tell_money(self, meant: Meant) -> None:
        """Utter who may pay for the journey that a message names beside its question."""
        entry = self._knowledge.catalogue.get(money_topic(meant))
        if entry is not None:
            self._dispatcher.utter_message(json_message=self._card(entry), faq_id=entry.id)

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
        if entry.id in _PLANNED:
            buttons.insert(0, offer(Concern.PLAN))
        # "Wir brauchen Geld für Marseille. Und ein Führungszeugnis?": the other question.
        other = possible_funding(heard_from(self._tracker))
        money = self._knowledge.catalogue.get(other) if other not in (None, topic) else None
        # A money card of its own follows what is said of residence.
        if money is not None and not is_chosen and topic != RESIDENCE_TOPIC:
            buttons.insert(0, titled_button(money.question, "choose_faq", faq_id=money.id))
        self._dispatcher.utter_message(json_message={**card, "buttons": buttons}, faq_id=entry.id)
        return False

    def choose(self, topic: str) -> Uttered:
        """Utter the entry of a topic that the person chose."""
        offers = self.answer(topic, is_chosen=True)
        return Uttered([SlotSet(CONTEXT_SLOT, Context(topic, "answer").as_dict())], offers)

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
        catalogue = self._knowledge.catalogue
        entry = catalogue.get(meant.topic) if meant.topic else None
        if entry is not None and before is not None and was_answered(before, meant):
            if meant.is_follow_up and was_just_told(self._tracker, entry.id):
                return tell_more(self._dispatcher, self._tracker, entry, catalogue)
            # A question of its own gets the whole answer once more, where no passage fits it.
            is_above = was_just_told(self._tracker, entry.id, messages=1)
            if is_above and tell_passage(self._dispatcher, self._tracker, entry):
                return False
        is_case = meant.decision == "handover"
        return self.hand_over(meant.topic) if is_case else self.answer(meant.topic)

    def _deadline_turn(self, home: Home) -> DeadlineTurn:
        answers = DeadlineAnswers(self._dispatcher, self._tracker, self._knowledge.book, home)
        return DeadlineTurn(self._dispatcher, answers, self.answer)
