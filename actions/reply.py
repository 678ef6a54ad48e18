"""Answers a message as meant in its conversation, whichever action Rasa chose for it."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.alarm.numbers import help_now, tell_hint, tell_next, tell_numbers_again
from actions.answering import Answers
from actions.answers.asides import answers_from_calendar
from actions.answers.by_number import question_chosen
from actions.answers.check_offer import changed_check, goes_into_check
from actions.answers.other_questions import offer_person, tell_other_questions
from actions.answers.own_request import tell_own_request
from actions.answers.passages import TopicFits
from actions.answers.places import is_elsewhere
from actions.answers.reactions import approved, reacted
from actions.answers.retelling import Retold
from actions.answers.sources import tell_sources
from actions.conversation.alarm_before import OVER
from actions.conversation.clues import of_one_programme, of_town, with_chosen, with_clues
from actions.conversation.remembering import contexts_of, kept_context, remembered
from actions.conversation.told import is_only_told
from actions.conversation.turn import Turn
from actions.conversation.understanding import context_of, heard_from
from actions.conversation.uttered import Uttered
from actions.foreign import greet_foreigner
from actions.request.begin import begin_request, goes_on_with_request, offer_another
from actions.request.fit_check import FORM
from bot.dialogue.alarm.relief import denies_emergency, ends_emergency, only_denies
from bot.dialogue.context import EMERGENCY, UNSURE, Context, Heard, Meant
from bot.dialogue.meaning.follow_up import meaning
from bot.dialogue.meaning.in_context import Weighed, weighed
from bot.dialogue.meaning.several_questions import of_several
from bot.dialogue.meaning.threads import before_alarm, resumed
from bot.dialogue.situations.funding import for_journey
from bot.dialogue.topics import ELSEWHERE_TOPIC, REQUEST_TOPIC
from bot.dialogue.wishes.provenance import asks_for_provenance
from bot.dialogue.wishes.sheet_questions import with_former_programme


class Responder:
    """Answers one message."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        """Prepare to utter through ``dispatcher``."""
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._catalogue = wiring.catalogue()
        self._turn = Turn(dispatcher, tracker, self._catalogue)
        self._answers = Answers(self._turn)

    def reply(self) -> Uttered:
        """Answer the latest message, a follow-up question by what was said before it."""
        told = context_of(self._tracker)
        heard = of_several(with_clues(heard_from(self._tracker), self._tracker))
        if heard.decision != EMERGENCY and goes_on_with_request(self._tracker):
            # Before it can be taken for more about an emergency: "doch weiter".
            return Uttered(begin_request(self._dispatcher, self._tracker))
        before = resumed(heard, told)
        earlier = contexts_of(self._tracker)
        before = with_former_programme(heard, before, earlier)
        heard = with_chosen(heard, before, earlier)
        weighing = self._weighed(heard, before)
        meant = for_journey(weighing.meant, heard, before)
        if meant.decision != EMERGENCY and ends_emergency(heard.text, before):
            return self._after_emergency(heard, weighing, before_alarm(before))
        following = tell_next(self._dispatcher, self._tracker, told)
        if following is not None:
            return Uttered(following)
        greet_foreigner(self._dispatcher, self._tracker, meant)
        if meant.decision == EMERGENCY:
            # Before any file of the office is read: none of them may hold up the numbers.
            return Uttered(help_now(self._dispatcher, self._tracker, meant, told))
        chosen = question_chosen(self._tracker)
        if chosen is not None:
            return self._answers.choose_entry(chosen)
        if self._tells_again(heard, before):
            return Uttered(remembered(meant, before))
        tell_numbers_again(self._dispatcher, meant, before)
        begun = self._begun(heard, meant, before)
        if begun is not None:
            return begun
        if self._tells_beside(heard, before):
            is_of_office = (meant.decision, meant.topic) == ("answer", REQUEST_TOPIC)
            return Uttered(remembered(meant, meant.context if is_of_office else before))
        uttered = self._answers.answer(heard, replace(weighing, meant=meant), before)
        tell_other_questions(self._dispatcher, heard, meant, self._catalogue, before)
        tell_hint(self._dispatcher, self._tracker, meant, told)
        if offer_person(self._dispatcher, heard, meant):
            return replace(uttered, offers_consultation=True)
        return uttered

    def _weighed(self, heard: Heard, before: Context | None) -> Weighed:
        """Return what the message means, by the rules and by what else is likely."""
        ruled = of_town(of_one_programme(meaning(heard, before)))
        if before and ruled.decision in UNSURE and is_only_told(self._tracker):
            # "18 Spieler und 2 Trainer": what only tells is near to something by chance.
            return Weighed(ruled)
        return weighed(heard, before, ruled, TopicFits(self._catalogue, heard))

    def _after_emergency(self, heard: Heard, weighing: Weighed, told: Context | None) -> Uttered:
        """Answer who says that it is over, or was none; what was ``told`` before it goes on."""
        asked = _asked_after_emergency(heard, weighing.meant)
        if asked is not None:
            uttered = self._answers.answer(heard, replace(weighing, meant=asked), None)
            return Uttered([kept_context(told), *uttered.events], uttered.offers_consultation)
        self._dispatcher.utter_message(response=OVER)
        return Uttered([*remembered(weighing.meant, None), kept_context(told)])

    def _tells_again(self, heard: Heard, before: Context | None) -> bool:
        """Tell the answer above in another form, or where it comes from, if that is wanted."""
        if asks_for_provenance(heard.text):
            tell_sources(self._dispatcher, self._tracker)
            return True
        return Retold(self._turn).where_wanted(before)

    def _begun(self, heard: Heard, meant: Meant, before: Context | None) -> Uttered | None:
        """Begin a request or the Passt-das-Check, or go on with one; None for all else."""
        if meant.topic == REQUEST_TOPIC and is_elsewhere(heard.text):
            return self._answers.send_on(ELSEWHERE_TOPIC, meant)
        if meant.decision == "handover" and meant.topic == REQUEST_TOPIC:
            # What was talked about before goes into the request.
            begun = begin_request(self._dispatcher, self._tracker)
            about = before and replace(before, is_left=before.decision == EMERGENCY)
            return Uttered([*remembered(meant, about), *begun])
        if goes_into_check(self._tracker):
            return Uttered([*remembered(meant, before), FollowupAction(FORM)])
        changed = changed_check(self._dispatcher, self._tracker)
        if changed:
            return Uttered([*remembered(meant, before), *changed])
        if offer_another(self._dispatcher, self._tracker, meant):
            return Uttered(remembered(meant, before), offers_consultation=True)
        return None

    def _tells_beside(self, heard: Heard, before: Context | None) -> bool:
        """Answer what needs no entry: about one's own request, the answer above, the calendar."""
        return (
            tell_own_request(self._dispatcher, self._tracker)
            or approved(self._dispatcher, self._tracker, heard, before)
            or reacted(self._turn, heard, before)
            or answers_from_calendar(self._dispatcher, self._tracker, heard)
        )


def _asked_after_emergency(heard: Heard, meant: Meant) -> Meant | None:
    """Return what such a message asks beside it, None if nothing."""
    if only_denies(heard.text):
        return None
    nearest = meant.context if denies_emergency(heard.text) else None
    if nearest is not None:
        # "Kein Notfall, ich will nur wissen, …": the question that sounded like one.
        meant = replace(meant, decision=nearest.decision)
    return meant if meant.decision in ("answer", "act", "handover") else None
