"""Answers about a request that was sent from this conversation, or that was named in it."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._cards import utter_card
from actions._consultation import promised_day
from actions._understanding import earlier_texts, message_of
from bot.consultations.models import ConsultationRequest, RequestState
from bot.consultations.references import find_references
from bot.deadlines.wording import german_date
from bot.intake.asides import PROMISE, aside_of, is_about_own_request
from bot.intake.own_request import own_request_card
from bot.texts import text

_WAITING = (RequestState.RECEIVED, RequestState.IN_PROGRESS)


def tell_promise(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Say when the answer comes, if that was asked; return whether it was."""
    if aside_of(message_of(tracker).text) != PROMISE:
        return False
    request = _newest(tracker)
    if request is not None and request.state in _WAITING:
        answer_by = german_date(request.answer_by)
        dispatcher.utter_message(text=text("chat.promise", answer_by=answer_by))
    else:
        dispatcher.utter_message(text=text("intake.aside_promise", answer_by=promised_day()))
    return True


def tell_own_request(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Lead to the request that a short message is about: "doch zurückziehen bitte".

    Only where there is one: it was sent from here, or its reference was named before.
    """
    if tell_promise(dispatcher, tracker):
        return True
    if not is_about_own_request(message_of(tracker).text):
        return False
    reference = _named_before(tracker)
    if reference is None:
        request = _newest(tracker)
        reference = None if request is None else request.reference
    if reference is None:
        return False
    utter_card(dispatcher, own_request_card(reference, _wiring.site()))
    return True


def has_own_request(tracker: Tracker) -> bool:
    """Return whether a request was sent from this conversation."""
    return _newest(tracker) is not None


def _newest(tracker: Tracker) -> ConsultationRequest | None:
    return next(iter(_wiring.consultations().of_conversation(tracker.sender_id)), None)


def _named_before(tracker: Tracker) -> str | None:
    named = [found for said in earlier_texts(tracker) for found in find_references(said)]
    return named[-1] if named else None
