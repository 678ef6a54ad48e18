"""Tells entries of the knowledge base: the one that is meant, chosen, or stands above already."""

from __future__ import annotations

from actions.answers.asides import tell_who_pays
from actions.answers.asked_title import entry_asked_by_title
from actions.answers.asking_back import propose, proposed
from actions.answers.case import tell_case
from actions.answers.fitting import fitting_blocks
from actions.answers.further import FurtherAnswers, More
from actions.answers.noted import note, note_partner
from actions.answers.passages import EntryPassages, holds_elsewhere, says_only_names
from actions.answers.same_answer import other_questions, was_just_told
from actions.buttons import CONSULTATION, NONE_OF_THESE, question_button
from actions.cards import entry_card, next_best, utter_entry
from actions.conversation.messages import message_of
from actions.conversation.plans import money_topic
from actions.conversation.remembering import was_answered
from actions.conversation.told import is_only_told, is_told_of_group, only_tells_details
from actions.conversation.turn import Turn
from actions.conversation.understanding import asked_of, foreign_language_of, heard_from
from actions.deadlines.lists import offer
from bot.deadlines.asked.asking import Concern
from bot.dialogue.context import UNSURE, Context, Meant
from bot.dialogue.meaning.again import is_about_money
from bot.dialogue.meaning.in_context import Weighed
from bot.dialogue.meaning.new_subject import rejects_answer
from bot.dialogue.passages.fitting_passages import LEAST_SURE, VERY_SURE
from bot.dialogue.passages.opening import answers_another_question, is_another_question
from bot.dialogue.situations.funding import possible_funding
from bot.dialogue.situations.partner import tells_of_partner
from bot.dialogue.topics import CASE, RESIDENCE_TOPIC
from bot.knowledge.entry import FaqEntry
from bot.knowledge.files.blocks import Block, to_blocks
from bot.meaning.likeness import likeness
from bot.offers.concern import PLAN_TOPIC
from bot.texts import text

# The weather, a recipe: what has nothing to do with us.
_NO_SUBJECT = "oos_allgemein"
# From this score on a passage is nearly what was asked.
_VERY_QUESTION = 0.5
# Answers that a plan with days makes one's own.
_PLANNED = (PLAN_TOPIC, "erste_schritte")


class EntryAnswers:
    """Utters entries to the latest message."""

    def __init__(self, turn: Turn) -> None:
        """Prepare to answer the message of a ``turn``."""
        self._turn = turn
        self._dispatcher, self._tracker, self._catalogue = turn

    def tell(self, topic: str | None, *, is_chosen: bool = False) -> bool:
        """Utter the entry of a topic, or that there is no checked answer.

        Returns whether advice was offered.
        """
        entry = self._catalogue.get(topic) if topic else None
        if entry is None:
            self._dispatcher.utter_message(response="utter_faq_missing")
            return False
        if entry.is_handover:
            return tell_case(self._dispatcher, self._catalogue, entry.id)
        card = entry_card(entry, self._catalogue)
        if not is_chosen:
            card["answer"] = [*self._opening(entry), *card["answer"]]
            card["alternatives"] = next_best(
                entry, heard_from(self._tracker).topics, self._catalogue
            )
        buttons = [CONSULTATION] if is_chosen else [CONSULTATION, NONE_OF_THESE]
        if entry.id in _PLANNED:
            buttons.insert(0, offer(Concern.PLAN))
        # "Wir brauchen Geld für Marseille. Und ein Führungszeugnis?": the other question.
        other = possible_funding(heard_from(self._tracker))
        money = self._catalogue.get(other) if other not in (None, topic) else None
        # A money card of its own follows what is said of residence.
        if money is not None and not is_chosen and topic != RESIDENCE_TOPIC:
            buttons.insert(0, question_button(money))
        self._dispatcher.utter_message(json_message={**card, "buttons": buttons}, faq_id=entry.id)
        return False

    def _opening(self, entry: FaqEntry) -> list[Block]:
        """Return what stands before an answer: what else the entry says to this very question.

        A yes or no that belongs to another question is told to do so, and so is what follows an
        answer of its own.
        """
        asked = asked_of(self._tracker)
        fitting = fitting_blocks(entry, self._tracker)
        try:
            is_other = (
                is_another_question(asked, entry.question, likeness)
                if fitting
                else answers_another_question(asked, entry.question, entry.answer, likeness)
            )
        except OSError:
            # Without the sentence encoder nobody can say.
            return fitting
        remark = text("chat.other_question")
        return [*fitting, *(to_blocks(remark) if is_other else [])]

    def tell_meant(self, weighing: Weighed, before: Context | None) -> More:
        """Utter the entry that a message means, or what it adds to the same entry above."""
        meant = weighing.meant
        tell_who_pays(self._dispatcher, meant, before)
        entry = self._catalogue.get(meant.topic) if meant.topic else None
        if entry is not None and before is not None and was_answered(before, meant):
            # Of "und mit dem DGJW?" nobody wants the whole answer once more, however far above.
            is_seen = was_just_told(self._tracker, entry.id) or says_only_names(
                heard_from(self._tracker)
            )
            if meant.is_follow_up and is_seen:
                return self._further(weighing).tell(entry, meant)
            is_above = was_just_told(self._tracker, entry.id) and not entry.is_handover
            further = self._further(weighing).tell_own(entry) if is_above else None
            if further is not None:
                return further
        if meant.decision == "handover":
            is_same = before is not None and before.topic == meant.topic
            if is_same and self.tell_beside_case(weighing, before):
                return More.ADVICE
            tell_case(self._dispatcher, self._catalogue, meant.topic)
            return More.ADVICE
        is_open = meant.is_proposed and entry is not None and not self._surely_answers(entry)
        if is_open and entry is not None and not entry.is_handover:
            others = other_questions(self._tracker, self._catalogue, entry.id, weighing)
            is_foreign = foreign_language_of(self._tracker) is not None
            propose(self._turn, entry, others, is_told=is_foreign)
            return More.PROPOSAL
        return More.ADVICE if self.tell(meant.topic) else More.ANSWER

    def tell_above(self, weighing: Weighed, before: Context | None) -> bool:
        """Utter what the answer above says about a message that has no clear topic of its own.

        Where something else is more likely, only what surely answers is uttered.
        """
        if rejects_answer(message_of(self._tracker).text):
            return False
        first = weighing.choices[:1]
        is_rather_else = before is not None and first not in ((), (before.topic,))
        # Of a case nobody is told what only comes near, however much is said above of the like.
        is_case = (heard_from(self._tracker).topic or "").startswith(CASE)
        is_else = is_rather_else or is_case
        is_else = is_else or proposed(self._tracker, self._catalogue) is not None
        if weighing.meant.decision == "fallback" and not self._may_be_told(weighing.meant, before):
            return False
        return self._further(weighing).tell_above(before, is_rather_else=is_else)

    def tell_beside_case(self, weighing: Weighed, before: Context | None) -> bool:
        """Utter what an entry beside the case above surely says, and offer a person.

        "Wir haben aber schon die Flüge gebucht" below a rejection is answered in the entry on
        booking early. Returns whether anything was uttered.
        """
        is_case = before is not None and before.decision == "handover" and not before.is_guess
        case = self._catalogue.get(before.topic) if before is not None and is_case else None
        if case is None or not self._further(weighing).tell_beside(case):
            return False
        self._dispatcher.utter_message(response="utter_handover_offer", buttons=[CONSULTATION])
        return True

    def tell_sure(self, topic: str | None) -> bool:
        """Utter the passage of a topic's entry that surely answers; return whether one does.

        The entry itself was not shown: below facts of a sheet it says more than these.
        """
        entry = self._catalogue.get(topic) if topic else None
        if entry is None:
            return False
        passage = EntryPassages(entry, message_of(self._tracker).text).answering()
        if passage is None or holds_elsewhere(passage, entry, self._tracker):
            return False
        buttons = [question_button(entry), CONSULTATION]
        self._dispatcher.utter_message(text=passage.text, buttons=buttons)
        return True

    def note_details(self, before: Context) -> bool:
        """Say what was understood of a group's numbers, where the entry above tells nothing of it.

        "Wir sind nur 4 Leute, kein Verein" may be what it tells about. Where nothing was told
        above, "Chor" and "die sind alle 15" have no answer either.
        """
        if before.is_guess and only_tells_details(self._tracker):
            return self.note()
        if not is_told_of_group(self._tracker) or self._fit_above(before) >= LEAST_SURE:
            return False
        return self.note()

    def note_country(self, meant: Meant, before: Context) -> bool:
        """Say what was understood of who travels where, if it is told below anything but money.

        "Wir kommen aus Aachen, der Partner ist in Pilsen" asks nothing of the money for Czechia;
        what the words themselves tell, and a case, come first.
        """
        # "Haben schon einen Partner in Haifa" is told of the partner first.
        is_of_partner = tells_of_partner(message_of(self._tracker).text)
        is_open = meant.decision == "answer" and not (meant.is_plain or is_of_partner)
        is_new = is_about_money(before) and meant.topic != before.topic
        names_country = message_of(self._tracker).has("country")
        if not (is_open and names_country) or is_new or before.is_guess:
            return False
        is_told = is_only_told(self._tracker) and self._fit_above(before) < LEAST_SURE
        return is_told and self.note()

    def note_partner(self, meant: Meant, before: Context | None) -> bool:
        """Say that it was understood that there is a partner, if that is all that is told.

        What the message clearly means by itself, or what the entry above says of it, comes first.
        """
        is_same = before is not None and before.topic == meant.topic
        is_open = meant.decision in UNSURE or meant.is_follow_up or is_same
        # Above a question back nothing was told, and how to find one is no answer to this.
        is_told = before is not None and not before.is_guess
        is_of_entry = is_told and self._fit_above(before) >= VERY_SURE
        return is_open and not is_of_entry and note_partner(self._turn)

    def surely_answers(self, topic: str | None) -> bool:
        """Say whether a passage of a topic's entry is nearly the very question."""
        entry = self._catalogue.get(topic) if topic else None
        return entry is not None and self._surely_answers(entry)

    def _surely_answers(self, entry: FaqEntry) -> bool:
        """Say whether a passage of an entry is nearly the very question: it is no mere proposal."""
        if foreign_language_of(self._tracker) is not None:
            return False
        asked = asked_of(self._tracker)
        best = EntryPassages(entry, asked).best
        is_title = entry_asked_by_title(asked, self._catalogue) == entry.id
        return is_title or (best is not None and best.score >= _VERY_QUESTION)

    def _may_be_told(self, meant: Meant, before: Context | None) -> bool:
        """Say whether the entry above surely tells what is no question for us: "Kindergeld?"."""
        return meant.topic != _NO_SUBJECT and self._fit_above(before) >= VERY_SURE

    def _fit_above(self, before: Context | None) -> float:
        """Return how well the best passage of the entry above fits, 0 where there is none."""
        entry = None if before is None else self._catalogue.get(before.topic)
        best = None if entry is None else EntryPassages(entry, message_of(self._tracker).text).best
        return 0.0 if best is None else best.score

    def note(self) -> bool:
        """Utter what was understood of a message that only tells facts; false for others."""
        return note(self._turn)

    def tell_money(self, meant: Meant) -> None:
        """Utter who may pay for the journey that a message names beside its question."""
        entry = self._catalogue.get(money_topic(meant))
        if entry is not None:
            utter_entry(self._dispatcher, entry, self._catalogue)

    def _further(self, weighing: Weighed) -> FurtherAnswers:
        return FurtherAnswers(self._turn, weighing)
