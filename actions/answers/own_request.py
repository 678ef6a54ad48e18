"""Answers about a request that was sent from this conversation, or that was named in it."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.answers.length import tell_length
from actions.buttons import HUMAN
from actions.cards import utter_card
from actions.conversation.messages import message_of
from actions.conversation.sent_requests import has_own_request, known_reference, newest_request
from actions.conversation.understanding import context_of, heard_from, understanding_of
from actions.conversation.uttered import card_of
from actions.request.sheet import promised_day
from bot.consultations.models import RequestState
from bot.deadlines.shown.wording import german_date
from bot.dialogue.aspects import DECISION_ASPECT
from bot.dialogue.wishes.decision_time import awaits_funder
from bot.dialogue.wishes.replying import names_reply
from bot.intake.own_request import own_request_card
from bot.intake.wishes.asides import PROMISE, aside_of
from bot.intake.wishes.sent import OwnWish, own_wish_of
from bot.texts import text

_WAITING = (RequestState.RECEIVED, RequestState.IN_PROGRESS)
# Topics about advice by the office.
_ADVICE = ("beratung", "ho_", "meta_")
_OWN_ADVICE = ("beratung", "servicestelle")
_UNSURE = ("", "clarify", "fallback")
_ANSWERED = ("answer", "act")
# "Bitte löschen" has an answer about the talk; right after the receipt it means the request.
_TALK = "smalltalk"
# Whoever gets these has gone on to something else.
_OTHER_CARDS = frozenset({"answer", "deadlines", "table", "contact"})
# The card alone says it.
_SILENT = OwnWish.STATE
_NAMING = (OwnWish.NUMBER, OwnWish.ARRIVED)


def tell_promise(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Say when the answer comes, if that was asked; return whether it was."""
    if aside_of(message_of(tracker).text) != PROMISE:
        return False
    request = newest_request(tracker)
    if request is not None and request.state in _WAITING:
        answer_by = german_date(request.answer_by)
        dispatcher.utter_message(text=text("chat.promise", answer_by=answer_by))
    else:
        dispatcher.utter_message(text=text("intake.aside_promise", answer_by=promised_day()))
    return True


def tell_own_request(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Lead to the request that a short message is about: "doch zurückziehen bitte".

    Only where there is one: it was sent from here, or its reference was named before. What has an
    answer of its own is about the request only right after it was sent.
    """
    understood, said = understanding_of(tracker), message_of(tracker).text
    decision = understood.decision
    is_unsure = decision in _UNSURE
    # "Wie schnell antwortet ihr" sounds like an appointment.
    is_of_office = (understood.topic or "").startswith(_OWN_ADVICE) and names_reply(said)
    is_asked = (is_unsure or is_of_office) and aside_of(said) == PROMISE
    if is_asked and not _is_about_funder(tracker):
        tell = tell_promise if _may_mean_office(tracker) else tell_length
        if tell(dispatcher, tracker):
            return True
    is_just_sent = _is_just_sent(tracker)
    if not is_unsure and decision not in _ANSWERED and not (is_just_sent and decision == _TALK):
        return False
    wish = own_wish_of(said, is_just_sent=is_just_sent) if is_unsure or is_just_sent else None
    reference = None if wish is None else known_reference(tracker)
    if wish is None or reference is None:
        return False
    lead_to_request(dispatcher, tracker, reference, wish)
    return True


def lead_to_request(
    dispatcher: CollectingDispatcher, tracker: Tracker, reference: str | None, wish: OwnWish
) -> None:
    """Say how to get what is wanted of a request, and show the way to it."""
    if wish is OwnWish.PIN:
        key = "intake.own_pin_unknown" if reference is None else "intake.own_pin"
        dispatcher.utter_message(text=text(key, **_named(reference)), buttons=[HUMAN])
        return
    if reference is not None and wish is not _SILENT:
        named = _named(reference) if wish in _NAMING else {}
        dispatcher.utter_message(text=text(f"intake.own_{wish.value}", **named))
    request = newest_request(tracker)
    if wish is OwnWish.ARRIVED and request is not None and request.state in _WAITING:
        answer_by = german_date(request.answer_by)
        dispatcher.utter_message(text=text("chat.promise", answer_by=answer_by))
    utter_card(dispatcher, own_request_card(reference, wiring.site()))


def _may_mean_office(tracker: Tracker) -> bool:
    """Return whether "wie lange dauert das?" can be about the reply of the office.

    Below an answer about a visa it is about the visa, unless somebody is said to reply.
    """
    before = context_of(tracker)
    is_open = before is None or before.topic.startswith(_ADVICE)
    is_offered = has_own_request(tracker) or bool(tracker.get_slot("consultation_offered"))
    return is_open or is_offered or names_reply(message_of(tracker).text)


def _is_about_funder(tracker: Tracker) -> bool:
    """Return whether "wann kommt der Bescheid?" is about an application: those who fund decide.

    Only below advice, or of a request that was sent, the office may be meant.
    """
    before = context_of(tracker)
    is_of_office = before is not None and before.topic.startswith(_ADVICE)
    is_asked = DECISION_ASPECT in heard_from(tracker).aspects
    is_asked = is_asked or awaits_funder(message_of(tracker).text)
    return is_asked and not is_of_office and not has_own_request(tracker)


def _is_just_sent(tracker: Tracker) -> bool:
    """Return whether a request was sent from here and nothing else was answered since.

    Of what was said before the receipt the tracker may know nothing any more (docs/adr/0015).
    """
    if tracker.active_loop_name is not None:
        return False
    told = (card_of(e).get("card") for e in reversed(tracker.events) if e.get("event") == "bot")
    latest = next((kind for kind in told if kind == "receipt" or kind in _OTHER_CARDS), None)
    # The database comes last: it is asked only where nothing else was answered.
    return latest not in _OTHER_CARDS and has_own_request(tracker)


def _named(reference: str | None) -> dict[str, str]:
    return {} if reference is None else {"reference": reference}
