"""Hands the finished form to the service and tells the reference number once it is stored."""

from __future__ import annotations

import logging

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import _wiring
from actions._base import SafeRun
from actions._reply import Uttered
from actions.consultation_form import emptied_slots, slot_of
from bot.consultations.dialogue import split_contact
from bot.consultations.errors import ConsultationError
from bot.consultations.models import Channel, ConsultationDraft, ConsultationRequest
from bot.consultations.service import ConsultationService, DraftRejectedError
from bot.deadlines.wording import german_date
from bot.knowledge.cards import contact_card
from bot.texts import text

logger = logging.getLogger(__name__)


class ActionSubmitConsultation(SafeRun, Action):
    """Store the request; only its own commit makes us say so."""

    def __init__(self, service: ConsultationService | None = None) -> None:
        """Use ``service`` instead of the shared one."""
        self._service = service

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_submit_consultation"

    def respond(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Uttered:
        """Utter the receipt, or what went wrong while nothing is lost."""
        if not tracker.get_slot("consultation_consent"):
            dispatcher.utter_message(response="utter_consultation_consent_denied")
            dispatcher.utter_message(
                json_message=contact_card(_wiring.office(), _wiring.form_url())
            )
            return Uttered(emptied_slots())
        try:
            request = self._submit(tracker)
        except DraftRejectedError as error:
            dispatcher.utter_message(response="utter_consultation_rejected")
            return Uttered(_ask_again([problem.field for problem in error.problems]))
        except ConsultationError:
            # The slots stay: the next try sends the same request with the same key.
            logger.exception("A consultation request could not be stored")
            dispatcher.utter_message(response="utter_consultation_not_saved")
            return Uttered([SlotSet(slot_of("confirmation"), None)])
        self._confirm(dispatcher, request)
        return Uttered(emptied_slots())

    def _submit(self, tracker: Tracker) -> ConsultationRequest:
        email, phone = split_contact(tracker.get_slot("consultation_contact") or "")
        draft = ConsultationDraft(
            topic=tracker.get_slot("consultation_topic") or "",
            description=tracker.get_slot("consultation_description") or "",
            organisation=tracker.get_slot("consultation_organisation") or "",
            name=tracker.get_slot("consultation_name") or "",
            email=email,
            phone=phone,
            consent=tracker.get_slot("consultation_consent") is True,
            channel=Channel.WEB_CHAT,
            topic_id=tracker.get_slot("consultation_topic_id"),
        )
        service = self._service or _wiring.consultations()
        return service.submit(draft, tracker.get_slot("consultation_key") or "")

    def _confirm(self, dispatcher: CollectingDispatcher, request: ConsultationRequest) -> None:
        promise = text("chat.promise", answer_by=german_date(request.answer_by))
        dispatcher.utter_message(
            json_message={"card": "receipt", "reference": request.reference, "promise": promise},
            reference=request.reference,
        )


def _ask_again(fields: list[str]) -> list[EventType]:
    slots = ["contact" if field in ("email", "phone") else field for field in fields]
    emptied = [SlotSet(slot_of(field), None) for field in (*slots, "confirmation")]
    return [*emptied, ActiveLoop("consultation_form"), FollowupAction("consultation_form")]
