"""Answers a message as meant in its conversation, whichever action Rasa chose for it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import _fit, _wiring
from actions._after_emergency import asked_after_emergency
from actions._asides import answers_from_calendar, greet_foreigner, tell_todays_names
from actions._asking_back import give_up, is_strange_but_named, only_tells_plan
from actions._by_number import question_chosen
from actions._check_offer import changed_check, goes_into_check
from actions._chosen import Chosen
from actions._clues import of_one_programme, with_clues
from actions._deadline_selection import Home
from actions._deadline_turn import DeadlineTurn
from actions._emergency_numbers import help_now, tell_hint, tell_numbers_again
from actions._entries import EntryAnswers
from actions._exact import ExactAnswers, amount_beside
from actions._further import More
from actions._guess import ask_what_is_meant
from actions._knowledge import Knowledge, Uttered
from actions._noted import noted_context
from actions._other_questions import offer_person, tell_other_questions
from actions._own_request import tell_own_request
from actions._passages import TopicFits
from actions._places import home_of, is_elsewhere, tell_who_is_responsible
from actions._reactions import reacted
from actions._remembering import (
    after_exact,
    at_place,
    kept_context,
    plan_context,
    remembered,
    was_answered,
    with_names_before,
)
from actions._request import begin_request, goes_on_with_request, offer_another
from actions._retelling import Retold
from actions._same_answer import Wanted, is_same_again, other_questions, tell_same
from actions._sight import look_at
from actions._sources import tell_sources
from actions._told import format_told, is_only_told
from actions._understanding import context_of, heard_from, message_of
from bot.deadlines.asking import Concern
from bot.dialogue.advice import REQUEST_TOPIC
from bot.dialogue.alarm_in_talk import ends_emergency
from bot.dialogue.context import EMERGENCY, Context, Heard
from bot.dialogue.follow_up import meaning
from bot.dialogue.funding import for_journey
from bot.dialogue.in_context import Weighed, weighed
from bot.dialogue.provenance import asks_for_provenance
from bot.dialogue.several_questions import of_several
from bot.dialogue.situation import ELSEWHERE_TOPIC, wants_money_too
from bot.dialogue.threads import before_alarm, resumed
from bot.dialogue.wish import only_tells, wish_of
from bot.knowledge.cards import contact_card
from bot.offers.concern import (
    EVENTS_TOPIC,
    REGISTRATION_TOPIC,
    concern_of_turn,
    meant_by,
)

_UNSURE = ("clarify", "fallback")


class Responder:
    """Answers one message."""

    def __init__(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, knowledge: Knowledge
    ) -> None:
        """Prepare to utter through ``dispatcher``."""
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._knowledge = knowledge
        self._entries = EntryAnswers(dispatcher, tracker, knowledge.catalogue)

    def reply(self) -> Uttered:
        """Answer the latest message, a follow-up question by what was said before it."""
        told = context_of(self._tracker)
        heard = of_several(with_clues(heard_from(self._tracker), self._tracker))
        before = resumed(heard, told)
        if heard.decision != EMERGENCY and goes_on_with_request(self._tracker):
            # Before it can be taken for more about an emergency: "doch weiter".
            return Uttered(begin_request(self._dispatcher, self._tracker))
        ruled = of_one_programme(meaning(heard, before))
        # "18 Spieler und 2 Trainer": what only tells is near to something by chance.
        is_told = before and ruled.decision in _UNSURE and is_only_told(self._tracker)
        fits = TopicFits(self._knowledge.catalogue, heard)
        weighing = Weighed(ruled) if is_told else weighed(heard, before, ruled, fits)
        meant = for_journey(weighing.meant, heard, before)
        if meant.decision != EMERGENCY and ends_emergency(heard.text, before):
            return self._after_emergency(heard, weighing, before_alarm(before))
        greet_foreigner(self._dispatcher, self._tracker, meant)
        if meant.decision == EMERGENCY:
            # Before any file of the office is read: none of them may hold up the numbers.
            return Uttered(help_now(self._dispatcher, self._tracker, meant, told))
        chosen = question_chosen(self._tracker)
        if chosen is not None:
            return Chosen(self._dispatcher, self._tracker, self._knowledge).entry(chosen)
        if asks_for_provenance(heard.text):
            tell_sources(self._dispatcher, self._tracker)
            return Uttered(remembered(meant, before))
        again = Retold(self._dispatcher, self._tracker, self._knowledge.catalogue)
        if again.where_wanted(before):
            return Uttered(remembered(meant, before))
        tell_numbers_again(self._dispatcher, meant, before)
        if meant.topic == REQUEST_TOPIC and is_elsewhere(heard.text):
            self._entries.tell(ELSEWHERE_TOPIC)
            meant = replace(meant, decision="answer", topic=ELSEWHERE_TOPIC)
            return Uttered(remembered(meant, meant.context), offers_consultation=True)
        if meant.decision == "handover" and meant.topic == REQUEST_TOPIC:
            # What was talked about before goes into the request.
            begun = begin_request(self._dispatcher, self._tracker)
            about = before and replace(before, is_repeated=before.decision == EMERGENCY)
            return Uttered([*remembered(meant, about), *begun])
        if goes_into_check(self._tracker):
            return Uttered([*remembered(meant, before), FollowupAction(_fit.FORM)])
        changed = changed_check(self._dispatcher, self._tracker)
        if changed:
            return Uttered([*remembered(meant, before), *changed])
        if offer_another(self._dispatcher, self._tracker, meant):
            return Uttered(remembered(meant, before), offers_consultation=True)
        if tell_own_request(self._dispatcher, self._tracker):
            return Uttered(remembered(meant, before))
        if reacted(self._dispatcher, heard, before, partial(again.simply, before)):
            return Uttered(remembered(meant, before))
        if answers_from_calendar(self._dispatcher, self._tracker, heard):
            return Uttered(remembered(meant, before))
        uttered = self._answer_message(heard, replace(weighing, meant=meant), before)
        tell_other_questions(self._dispatcher, heard, meant, self._knowledge.catalogue)
        tell_hint(self._dispatcher, self._tracker, meant, told)
        if offer_person(self._dispatcher, heard, meant):
            return replace(uttered, offers_consultation=True)
        return uttered

    def _after_emergency(self, heard: Heard, weighing: Weighed, told: Context | None) -> Uttered:
        """Answer who says that it is over, or was none; what was ``told`` before it goes on."""
        asked = asked_after_emergency(heard, weighing.meant)
        if asked is not None:
            uttered = self._answer_message(heard, replace(weighing, meant=asked), None)
            return Uttered([kept_context(told), *uttered.events], uttered.offers_consultation)
        self._dispatcher.utter_message(response="utter_emergency_over")
        return Uttered([*remembered(weighing.meant, None), kept_context(told)])

    def _answer_message(self, heard: Heard, weighing: Weighed, before: Context | None) -> Uttered:
        """Answer a message that is no emergency."""
        meant = weighing.meant
        catalogue = self._knowledge.catalogue
        if is_strange_but_named(self._tracker, meant):
            # "Austausch mit Wolgograd, geht da noch was": a name is unlike all sentences.
            meant = replace(meant, decision="clarify")
        if meant.decision != "smalltalk":
            tell_todays_names(self._dispatcher, self._tracker, heard.text)
        sight = look_at(heard, meant, message_of(self._tracker))
        place = sight.places[0].id if sight.places else before.place if before else None
        concern = concern_of_turn(heard, meant, before)
        # A new number in a plan changes that plan.
        is_no_plan = concern in (None, Concern.LOOK_UP)
        if before is not None and is_no_plan and self._entries.note_numbers(before):
            noted = replace(meant, decision="clarify")
            return Uttered(remembered(noted, noted_context(before, heard, place)))
        wish = wish_of(heard, meant, before, sight.clues)
        # "Und für 20 Leute?" adds something to the question before it.
        names_size = wish is not None and message_of(self._tracker).has("group_size")
        names_place = bool(sight.places or sight.elsewhere)
        wanted = Wanted(wish, concern, is_told_more=names_place or names_size)
        if is_same_again(heard, meant, before, wanted):
            if self._entries.note():
                return Uttered(remembered(meant, noted_context(before, heard, place)))
            others = other_questions(self._tracker, catalogue, meant.topic, weighing)
            tell_same(self._dispatcher, others)
            return Uttered(remembered(meant, before))
        if wish is not None and concern in (None, Concern.LOOK_UP):
            if meant.decision in _UNSURE:
                greet_foreigner(self._dispatcher, self._tracker, replace(meant, decision="answer"))
            after = self._exact().give(wish, meant, sight, message_of(self._tracker), before)
            # However unsure the rest was: this was answered.
            meant = replace(meant, decision=after.decision, topic=after.topic)
            about = after_exact(at_place(after, place), wish, before, heard)
            return Uttered(remembered(meant, about))
        about = with_names_before(at_place(meant.context, place), before, heard)
        offers = False
        is_plan = only_tells_plan(self._tracker)
        if concern is not None:
            turn = self._deadline_turn(home_of(sight, place))
            if meant.topic == EVENTS_TOPIC:
                turn.tell_events(heard.text)
            else:
                meant = meant_by(concern, meant)
                about = at_place(turn.take(concern, meant, before), place)
                amount = amount_beside(heard, meant, sight)
                if amount is not None and concern is Concern.LOOK_UP:
                    self._exact().give(amount, meant, sight, message_of(self._tracker), None)
        elif meant.decision in ("answer", "handover"):
            more = self._entries.tell_meant(weighing, before)
            offers = more is More.ADVICE
            if more in (More.NEAREST, More.PROPOSAL, More.NOTHING):
                is_proposed = more is not More.NOTHING
                meant = replace(meant, decision="clarify", is_proposed=is_proposed)
            if meant.topic == REGISTRATION_TOPIC:
                self._deadline_turn(Home()).tell_coming_events()
            elif wants_money_too(heard, meant):
                self._entries.tell_money(meant)
            elif meant.topic == REQUEST_TOPIC and meant.decision != "clarify":
                card = contact_card(_wiring.office(), _wiring.form_url())
                self._dispatcher.utter_message(json_message=card)
        elif meant.decision == "smalltalk" and meant.topic:
            self._dispatcher.utter_message(response=f"utter_smalltalk/{meant.topic}")
            # A word in between takes nothing back.
            offers = bool(self._tracker.get_slot("consultation_offered"))
        elif meant.decision in _UNSURE and self._entries.tell_above(weighing, before):
            about = noted_context(before, heard, place) if only_tells(heard.text) else before
            meant = replace(meant, is_proposed=True)
        elif meant.decision in _UNSURE and not is_plan and self._entries.note():
            about = noted_context(before, heard, place)
            meant = replace(meant, decision="clarify")
        elif meant.decision == "clarify":
            is_shown, about = ask_what_is_meant(
                self._dispatcher, self._tracker, catalogue, heard, weighing, about
            )
            if is_plan:
                about = plan_context(heard, place)
            meant = replace(meant, is_proposed=is_shown)
        else:
            give_up(self._dispatcher, self._tracker)
        goes_on = meant.is_follow_up and before is not None and was_answered(before, meant)
        is_new = bool(sight.places) or not (goes_on or sight.elsewhere)
        if place and is_new:
            tell_who_is_responsible(
                self._dispatcher, self._tracker, meant, place, self._knowledge.book
            )
        return Uttered(remembered(meant, about), offers)

    def _exact(self) -> ExactAnswers:
        told = format_told(self._tracker)
        return ExactAnswers(self._dispatcher, self._knowledge.catalogue, told)

    def _deadline_turn(self, home: Home) -> DeadlineTurn:
        return DeadlineTurn.begun(
            self._dispatcher, self._tracker, self._knowledge.book, home, self._entries.tell
        )
