"""The request that was sent from a conversation, and the references named in it."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions import wiring
from actions.conversation.messages import earlier_texts
from bot.consultations.keys.references import find_references
from bot.consultations.models import ConsultationRequest


def newest_request(tracker: Tracker) -> ConsultationRequest | None:
    """Return the request that was sent last from this conversation."""
    return next(iter(wiring.consultations().of_conversation(tracker.sender_id)), None)


def has_own_request(tracker: Tracker) -> bool:
    """Return whether a request was sent from this conversation."""
    return newest_request(tracker) is not None


def known_reference(tracker: Tracker) -> str | None:
    """Return the reference that was named last, or that of the request sent from here."""
    named = [found for said in earlier_texts(tracker) for found in find_references(said)]
    request = newest_request(tracker)
    return named[-1] if named else None if request is None else request.reference
