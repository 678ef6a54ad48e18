"""Answers a message that is no emergency, by what it means, or what was chosen instead."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions import wiring
from actions.answers.asides import tell_todays_names
from actions.answers.asked_title import entry_asked_by_title
from actions.answers.asking_back import give_up, only_tells_plan
from actions.answers.case import tell_case
from actions.answers.entries import EntryAnswers
from actions.answers.exact import ExactAnswers, amount_beside
from actions.answers.further import More
from actions.answers.guess import ask_what_is_meant
from actions.answers.noted import noted_context
from actions.answers.places import home_of, tell_who_is_responsible
from actions.answers.retelling import Retold
from actions.answers.same_answer import (
    Wanted,
    is_same_again,
    other_questions,
    tell_first_deadline,
    tell_same,
)
from actions.answers.sight import Sight, look_at
from actions.conversation.messages import message_of
from actions.conversation.remembering import (
    after_exact,
    at_place,
    chosen_context,
    kept_context,
    plan_context,
    remembered,
    was_answered,
    with_names_before,
)
from actions.conversation.told import format_told
from actions.conversation.turn import Turn
from actions.conversation.understanding import context_of
from actions.conversation.uttered import Uttered
from actions.deadlines.turn import DeadlineTurn
from actions.foreign import greet_foreigner, welcome_foreigner
from bot.deadlines.asked.asking import Concern
from bot.dialogue.context import UNSURE, Context, Heard, Meant
from bot.dialogue.exact.wish import Wish, WishKind
from bot.dialogue.exact.wish_rules import wish_of
from bot.dialogue.meaning.in_context import Weighed
from bot.dialogue.meaning.new_subject import rejects_answer
from bot.dialogue.passages.asked_kind import kind_asked
from bot.dialogue.situations.situation import wants_money_too
from bot.dialogue.topics import (
    EVENTS_TOPIC,
    PLAIN_LANGUAGE_TOPIC,
    REGISTRATION_TOPIC,
    REQUEST_TOPIC,
)
from bot.dialogue.wishes.next_steps import asks_whom
from bot.dialogue.wishes.told_facts import only_tells
from bot.knowledge.shown.cards import contact_card
from bot.offers.asked_deadlines import Home
from bot.offers.concern import concern_of_turn, meant_by


@dataclass(frozen=True)
class Meaning:
    """A message, and what it means in its conversation.

    ``weighing`` tells what else it may mean, ``before`` what was talked about before it, ``place``
    the id of the one where the applicant is at home, as far as that was told.
    """

    heard: Heard
    meant: Meant
    weighing: Weighed
    before: Context | None
    sight: Sight
    place: str | None


@dataclass(frozen=True)
class Answered:
    """What a message was taken for, what is talked about after it, whether advice was offered."""

    meant: Meant
    about: Context | None
    offers_consultation: bool = False


class Answers:
    """Answers a message, or a choice made by a button, a number or a "ja"."""

    def __init__(self, turn: Turn) -> None:
        """Prepare to answer the message of a ``turn``."""
        self._turn = turn
        self._dispatcher, self._tracker, self._catalogue = turn
        self._entries = EntryAnswers(self._turn)

    def answer(self, heard: Heard, weighing: Weighed, before: Context | None) -> Uttered:
        """Answer a message by what it means; remember what is talked about after it."""
        meant = weighing.meant
        if meant.decision != "smalltalk":
            tell_todays_names(self._dispatcher, self._tracker, heard.text)
        sight = look_at(heard, meant, message_of(self._tracker))
        place = sight.places[0].id if sight.places else before.place if before else None
        said = Meaning(heard, meant, weighing, before, sight, place)
        concern = concern_of_turn(heard, meant, before)
        # A new number in a plan changes that plan.
        is_no_plan = concern in (None, Concern.LOOK_UP)
        is_noted = before is not None and is_no_plan and self._notes(meant, before)
        if is_noted:
            noted = replace(meant, decision="clarify")
            return Uttered(remembered(noted, noted_context(before, heard, place)))
        if is_no_plan and self._entries.note_partner(meant, before):
            return Uttered(remembered(replace(meant, decision="clarify"), before))
        wish = wish_of(heard, meant, before, sight.clues)
        again = self._same_again(said, wish, concern)
        if again is not None:
            return Uttered(remembered(meant, again))
        if wish is not None and is_no_plan and not self._is_told_by_entry(said, wish):
            told = self._exactly(said, wish)
            return Uttered(remembered(told.meant, told.about))
        told = self._tell(said, concern)
        self._tell_who_is_responsible(said, told.meant)
        return Uttered(remembered(told.meant, told.about), told.offers_consultation)

    def _notes(self, meant: Meant, before: Context) -> bool:
        """Say what was understood of a message that only tells facts; return whether it does."""
        return self._entries.note_details(before) or self._entries.note_country(meant, before)

    def choose_entry(self, topic: str) -> Uttered:
        """Utter the entry of a topic without asking what is meant."""
        offers = self._entries.tell(topic, is_chosen=True)
        return Uttered([kept_context(chosen_context(topic, context_of(self._tracker)))], offers)

    def choose_deadlines(self, about: str | None, selection: str) -> Uttered:
        """Do what a button about deadlines says."""
        before = context_of(self._tracker)
        after = self._deadline_turn(Home()).choose(about, selection)
        if after is None:
            return Uttered([])
        place = None if before is None else before.place
        return Uttered([kept_context(replace(after, place=place))])

    def send_on(self, topic: str, meant: Meant) -> Uttered:
        """Utter the entry of a topic to whoever wants advice that others give."""
        self._entries.tell(topic)
        sent_on = replace(meant, decision="answer", topic=topic)
        return Uttered(remembered(sent_on, sent_on.context), offers_consultation=True)

    def _same_again(
        self, said: Meaning, wish: Wish | None, concern: Concern | None
    ) -> Context | None:
        """Say so where the very answer above would be told again; None for all other messages.

        Returns what is talked about after it.
        """
        message = message_of(self._tracker)
        # "Und für 20 Leute?" adds something to the question before it.
        names_size = wish is not None and message.has("group_size")
        names_place = bool(said.sight.places or said.sight.elsewhere)
        wanted = Wanted(wish, concern, is_told_more=names_place or names_size)
        if not is_same_again(said.heard, said.meant, said.before, wanted):
            return None
        if self._entries.note():
            return noted_context(said.before, said.heard, said.place)
        asks_when = concern is Concern.LOOK_UP and kind_asked(said.heard.text) is not None
        if asks_when and tell_first_deadline(self._dispatcher, self._tracker):
            return said.before
        if self._entries.tell_sure(said.meant.topic):
            return said.before
        catalogue = self._catalogue
        others = other_questions(self._tracker, catalogue, said.meant.topic, said.weighing)
        tell_same(self._dispatcher, others)
        return said.before

    def _is_told_by_entry(self, said: Meaning, wish: Wish) -> bool:
        """Say whether a passage of the entry is the very answer, and the message names no aspect.

        "Zählen die Betreuer da mit?" below the money for Poland: its sheet has a size of the group
        and no word of these.
        """
        is_of_topic = wish.kind is WishKind.ASPECT and not (said.heard.aspects or said.heard.names)
        return is_of_topic and self._entries.surely_answers(said.meant.topic)

    def _exactly(self, said: Meaning, wish: Wish) -> Answered:
        """Utter the very fact that is wished."""
        if said.meant.decision in UNSURE:
            answered = replace(said.meant, decision="answer")
            greet_foreigner(self._dispatcher, self._tracker, answered)
        after = self._fact(said, wish, said.before)
        # However unsure the rest was: this was answered.
        meant = replace(said.meant, decision=after.decision, topic=after.topic)
        about = after_exact(at_place(after, said.place), wish, said.before, said.heard)
        return Answered(meant, about)

    def _fact(self, said: Meaning, wish: Wish, before: Context | None) -> Context:
        told = format_told(self._tracker)
        exact = ExactAnswers(self._dispatcher, self._catalogue, told)
        return exact.give(wish, said.meant, said.sight, message_of(self._tracker), before)

    def _tells_simply(self, said: Meaning) -> bool:
        """Tell the answer above in Einfache Sprache to whoever finds it too hard."""
        is_too_hard = said.meant.topic == PLAIN_LANGUAGE_TOPIC
        return is_too_hard and Retold(self._turn).simply(said.before)

    def _tell(self, said: Meaning, concern: Concern | None) -> Answered:
        """Utter what is meant, as far as it is clear, or ask what that is."""
        meant = said.meant
        about = with_names_before(at_place(meant.context, said.place), said.before, said.heard)
        if concern is not None:
            return self._of_deadlines(said, concern, about)
        if meant.decision in ("answer", "handover"):
            return self._entry(said, about)
        if meant.decision == "smalltalk" and meant.topic:
            is_welcomed = welcome_foreigner(self._dispatcher, self._tracker, meant.topic)
            if not is_welcomed and not self._tells_simply(said):
                self._dispatcher.utter_message(response=f"utter_smalltalk/{meant.topic}")
            # A word in between takes nothing back.
            return Answered(meant, about, bool(self._tracker.get_slot("consultation_offered")))
        if meant.decision in UNSURE:
            return self._of_unclear(said, about)
        give_up(self._dispatcher, self._tracker)
        return Answered(meant, about)

    def _of_deadlines(self, said: Meaning, concern: Concern, about: Context | None) -> Answered:
        turn = self._deadline_turn(home_of(said.sight, said.place))
        if said.meant.topic == EVENTS_TOPIC:
            turn.tell_events(said.heard.text)
            return Answered(said.meant, about)
        meant = meant_by(concern, said.meant)
        about = at_place(turn.take(concern, meant, said.before), said.place)
        amount = amount_beside(said.heard, meant, said.sight)
        if amount is not None and concern is Concern.LOOK_UP:
            self._fact(replace(said, meant=meant), amount, None)
        return Answered(meant, about)

    def _entry(self, said: Meaning, about: Context | None) -> Answered:
        """Utter the entry that is meant, and what belongs beside it."""
        meant = said.meant
        more = self._entries.tell_meant(said.weighing, said.before)
        if more in (More.NEAREST, More.PROPOSAL, More.NOTHING):
            is_proposed = more is not More.NOTHING
            meant = replace(meant, decision="clarify", is_proposed=is_proposed)
        if meant.topic == REGISTRATION_TOPIC:
            self._deadline_turn(Home()).tell_coming_events()
        elif wants_money_too(said.heard, meant):
            self._entries.tell_money(meant)
        elif meant.topic == REQUEST_TOPIC and meant.decision != "clarify":
            card = contact_card(wiring.office(), wiring.form_url())
            self._dispatcher.utter_message(json_message=card)
        return Answered(meant, about, more is More.ADVICE)

    def _of_unclear(self, said: Meaning, about: Context | None) -> Answered:
        """Utter what the answer above says of it, what was understood of a plan, or ask back."""
        meant, heard, before = said.meant, said.heard, said.before
        titled = entry_asked_by_title(heard.text, self._catalogue)
        if titled is not None:
            # Whatever it may mean below another answer: it is the question of an entry.
            offers = self._entries.tell(titled, is_chosen=True)
            sure = replace(meant, decision="answer", topic=titled)
            return Answered(sure, chosen_context(titled, before), offers)
        is_plan = only_tells_plan(self._tracker)
        if self._entries.tell_above(said.weighing, before):
            tells = only_tells(heard.text)
            kept = noted_context(before, heard, said.place) if tells else before
            return Answered(replace(meant, is_proposed=True), kept)
        if not is_plan and self._entries.note():
            noted = noted_context(before, heard, said.place)
            return Answered(replace(meant, decision="clarify"), noted)
        is_wrong = rejects_answer(heard.text)
        if not is_wrong and self._entries.tell_beside_case(said.weighing, before):
            return Answered(replace(meant, is_proposed=True), before, offers_consultation=True)
        if asks_whom(heard.text):
            # The answer above names nobody: the office is for whoever does not know whom to ask.
            tell_case(self._dispatcher, self._catalogue, None)
            return Answered(meant, before, offers_consultation=True)
        if meant.decision != "clarify" and not said.weighing.has_choice:
            give_up(self._dispatcher, self._tracker)
            return Answered(meant, about)
        is_shown, asked = ask_what_is_meant(self._turn, heard, said.weighing, about)
        kept = self._after_plan(said) if is_plan else asked
        return Answered(replace(meant, is_proposed=is_shown), kept)

    def _after_plan(self, said: Meaning) -> Context | None:
        """Return what is talked about after a plan was told; the programme named before holds."""
        if said.before is not None and said.before.programmes:
            return noted_context(said.before, said.heard, said.place)
        return plan_context(said.heard, said.place)

    def _tell_who_is_responsible(self, said: Meaning, meant: Meant) -> None:
        """Utter which office is responsible for a place, where that is new."""
        before = said.before
        goes_on = meant.is_follow_up and before is not None and was_answered(before, meant)
        is_new = bool(said.sight.places) or not (goes_on or said.sight.elsewhere)
        if said.place and is_new:
            tell_who_is_responsible(self._dispatcher, self._tracker, meant, said.place)

    def _deadline_turn(self, home: Home) -> DeadlineTurn:
        return DeadlineTurn.begun(self._dispatcher, self._tracker, home, self._entries.tell)
