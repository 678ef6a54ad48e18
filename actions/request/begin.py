"""Begins the consultation form for whoever asks for advice in words instead of by the button."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.buttons import CONSULTATION
from actions.conversation.messages import message_of
from actions.conversation.sent_requests import has_own_request
from actions.conversation.understanding import understanding_of
from actions.request.fit_check import emptied_slots
from actions.request.sheet import PAUSED_SLOT
from bot.clock import day_in_germany
from bot.dialogue.context import UNSURE, Meant
from bot.dialogue.hints import wants_to_resume
from bot.dialogue.topics import REQUEST_TOPIC
from bot.intake.request.contact import found_contact
from bot.intake.request.sheet import FORM
from bot.intake.who.ways import wants_advice_by_way
from bot.intake.wishes.directions import takes_offer, wants_to_go_on
from bot.intake.wishes.sent import wants_advice_again
from bot.privacy.patterns import Kind
from bot.texts import text

OFFERED_SLOT = "consultation_offered"
_WAYS = (Kind.EMAIL, Kind.PHONE)


def begin_request(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Return the events that begin the form; one that is under way goes on by itself."""
    running = tracker.active_loop_name
    if running == FORM:
        dispatcher.utter_message(response="utter_consultation_running")
        return []
    left = [*emptied_slots(), SlotSet("requested_slot", None), ActiveLoop(None)] if running else []
    return [*left, FollowupAction(FORM)]


def offer_another(dispatcher: CollectingDispatcher, tracker: Tracker, meant: Meant) -> bool:
    """Ask once whether a new request shall be taken down; return whether that was wanted.

    "Noch eine andere Frage, bitte nochmal Beratung" may also be answered here.
    """
    is_about_advice = meant.topic == REQUEST_TOPIC or meant.decision in UNSURE
    is_free = tracker.active_loop_name is None and is_about_advice
    if not is_free or not wants_advice_again(message_of(tracker).text):
        return False
    dispatcher.utter_message(text=text("intake.another"), buttons=[CONSULTATION])
    return True


def goes_on_with_request(tracker: Tracker) -> bool:
    """Say whether the latest message wants to go on with a request that was interrupted.

    Or to begin the one that was just offered: "ja weiter". So does whoever wants advice and names
    the way, "Beratung bitte per Telefon". Whoever leaves an address or a number
    wants an answer from a person, if nothing else answers the message.
    """
    said = message_of(tracker).text
    if _leaves_contact(tracker, said) or _wants_advice_by_way(tracker, said):
        return True
    if tracker.get_slot(OFFERED_SLOT) and takes_offer(said):
        return True
    is_paused = bool(tracker.get_slot(PAUSED_SLOT)) and tracker.active_loop_name is None
    return is_paused and (wants_to_resume(said) or wants_to_go_on(said))


def _wants_advice_by_way(tracker: Tracker, said: str) -> bool:
    return tracker.active_loop_name is None and wants_advice_by_way(said)


def _leaves_contact(tracker: Tracker, said: str) -> bool:
    """Say whether an address or a number stands in a message that is for a person."""
    is_unsure = understanding_of(tracker).decision in UNSURE
    if not is_unsure or tracker.active_loop_name is not None:
        return False
    is_masked = any(text(f"privacy.mask_{kind.value}") in said for kind in _WAYS)
    is_left = is_masked or found_contact(said, day_in_germany(wiring.now())).is_known
    return is_left and not has_own_request(tracker)
