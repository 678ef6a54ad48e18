"""Hands the finished form to the service and tells the reference number once it is stored."""

from __future__ import annotations

import logging

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import wiring
from actions.base import SafeRun
from actions.cards import utter_card
from actions.consultation_confirmation import PRIVACY_PATH
from actions.conversation.understanding import CONTEXT_SLOT
from actions.conversation.uttered import Uttered
from actions.request.sheet import (
    KEY_SLOT,
    draft_from,
    emptied_slots,
    slot_of,
    urgency,
)
from bot.consultations.errors import ConsultationError
from bot.consultations.models import ConsultationRequest
from bot.consultations.service import DraftRejectedError
from bot.intake.own_request import NO_ANSWER, own_request_url
from bot.intake.promise import promise_of
from bot.intake.request.sheet import ASKED, CONFIRMATION, FORM
from bot.knowledge.shown.fact_cards import facts_card
from bot.texts import text

logger = logging.getLogger(__name__)


class ActionSubmitConsultation(SafeRun, Action):
    """Store the request; only its own commit makes us say so."""

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the receipt, or what went wrong while nothing is lost."""
        service = wiring.consultations()
        try:
            draft = draft_from(tracker, urgency(tracker))
            request = service.submit(draft, tracker.get_slot(KEY_SLOT) or "")
        except DraftRejectedError as error:
            dispatcher.utter_message(response="utter_consultation_rejected")
            return Uttered(_ask_again([problem.field for problem in error.problems]))
        except ConsultationError:
            # The slots stay: the next try sends the same request with the same key.
            logger.exception("A consultation request could not be stored")
            dispatcher.utter_message(response="utter_consultation_not_saved")
            return Uttered([SlotSet(slot_of(CONFIRMATION), None)])
        _confirm(dispatcher, request)
        # What was asked about is with the office now; the next message begins anew.
        return Uttered([*emptied_slots(), SlotSet(CONTEXT_SLOT, None)])


def _confirm(dispatcher: CollectingDispatcher, request: ConsultationRequest) -> None:
    """Tell the reference; the PIN is added by whoever shows the receipt and keeps nothing."""
    promise = promise_of(request)
    dispatcher.utter_message(
        json_message={"card": "receipt", "reference": request.reference, "promise": promise},
        reference=request.reference,
    )
    intro = text("intake.stored_intro", days=wiring.settings().retention.request_days)
    links = [
        (text("intake.own_request_link"), own_request_url(request.reference, wiring.site())),
        (text("intake.privacy_link"), PRIVACY_PATH),
    ]
    card = facts_card(text("intake.stored_title"), [], intro=intro, links=links)
    utter_card(dispatcher, {**card, **NO_ANSWER})


def _ask_again(fields: list[str]) -> list[EventType]:
    slots = ["contact" if field in ("email", "phone") else field for field in fields]
    asked = [field for field in slots if field in ASKED]
    emptied = [SlotSet(slot_of(field), None) for field in (*asked, CONFIRMATION)]
    return [*emptied, ActiveLoop(FORM), FollowupAction(FORM)]
