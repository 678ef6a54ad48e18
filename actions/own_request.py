"""Leads to a request that is there already: its state, additions, withdrawal, erasure."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answers.own_request import lead_to_request, tell_promise
from actions.answers.sources import has_cards, tell_sources
from actions.base import SafeRun
from actions.conversation.messages import entity_value, message_of
from actions.conversation.sent_requests import known_reference
from actions.conversation.uttered import Uttered
from actions.request.begin import begin_request
from bot.consultations.keys.references import find_references
from bot.dialogue.wishes.provenance import asks_for_provenance
from bot.intake.request.sheet import FORM
from bot.intake.wishes.asides import FORGOT, STOP
from bot.intake.wishes.directions import wants_to_go_on
from bot.intake.wishes.sent import OwnWish, own_wish_of, wants_new_request
from bot.texts import text

_LEAVING = (OwnWish.ERASE, OwnWish.WITHDRAW)


class ActionShowOwnRequest(SafeRun, Action):
    """Show the way to the request; no PIN ever comes this far (docs/adr/0015)."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the card for the reference that was named, if there was one."""
        said = message_of(tracker).text
        reference = next(iter(find_references(said)), None)
        if reference is None and asks_for_provenance(said) and has_cards(tracker):
            # "Stand?" below an answer is the state of that answer.
            tell_sources(dispatcher, tracker)
            return Uttered([])
        if reference is None and (wants_to_go_on(said) or wants_new_request(said)):
            # "Zurück zur Anfrage" after a break is about the one in the making.
            return Uttered(begin_request(dispatcher, tracker))
        if reference is None and tell_promise(dispatcher, tracker):
            return Uttered([])
        reference = reference or _told_by_door(tracker) or known_reference(tracker)
        wish = _wish(tracker)
        if reference is None and tracker.active_loop_name == FORM:
            aside = STOP if wish in _LEAVING else FORGOT
            dispatcher.utter_message(text=text(f"intake.aside_{aside}"))
        else:
            lead_to_request(dispatcher, tracker, reference, wish)
        return Uttered([])


def _told_by_door(tracker: Tracker) -> str | None:
    """Return the reference in the entities of a message that the gateway has read already."""
    return next(iter(find_references(entity_value(tracker, "reference") or "")), None)


def _wish(tracker: Tracker) -> OwnWish:
    """Return what is wanted of the request; the door may have found it out (docs/adr/0015)."""
    found = entity_value(tracker, "field")
    if found in {wish.value for wish in OwnWish}:
        return OwnWish(found)
    return own_wish_of(message_of(tracker).text, is_just_sent=True) or OwnWish.STATE
