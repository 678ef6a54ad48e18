"""Keeps to itself what neither the chat's history nor Rasa may remember.

Personal data is masked before a message is stored or passed on, except where the consultation form
asks for it. PINs are read here and nowhere else (docs/adr/0015). What the form said and was told is
forgotten as soon as it is over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.channels.messages import BotMessage, Button
from bot.clock import day_in_germany
from bot.consultations.keys.request_key import readable_pin
from bot.consultations.service import ConsultationService
from bot.conversations.models import Role, StoredMessage
from bot.conversations.private import PrivateMessages
from bot.conversations.rasa_events import EventStore
from bot.conversations.rows import PRIVATE
from bot.dialogue.wishes.advice import Advice, advice_wanted
from bot.gateway.chat.open_question import (
    ASKS,
    PIN,
    asked_reference,
    open_field,
    own_reference,
    typed_choice,
)
from bot.gateway.chat.own_status import Access, OwnStatus
from bot.intake.promise import promise_of
from bot.intake.wishes.sent import OwnWish, own_wish_of
from bot.privacy.masking import mask, warning
from bot.privacy.patterns import Kind
from bot.privacy.token_hash import token_hash
from bot.texts import text

CONSULTATION_PAYLOAD = "/request_consultation"
OWN_REQUEST_INTENT = "/own_request"
DISCARD_PAYLOAD = "/discard_consultation"
PIN_SHOWN_FOR = timedelta(minutes=15)
# A question is a fine answer here; elsewhere it is a question beside the form, which may stay.
_FREE_FIELDS = frozenset({"topic", "description"})
_REACHING = frozenset({Kind.EMAIL, Kind.PHONE})


@dataclass(frozen=True)
class HeardText:
    """A message as it is stored, as it goes on to the assistant, and what to say about it.

    ``payload`` goes on instead where the door knows what is meant. ``status`` is there if the
    message was a PIN: then it does not go on at all.
    """

    stored: Mapping[str, Any] = field(repr=False)
    sent: str = field(repr=False)
    remarks: tuple[BotMessage, ...] = ()
    payload: str = ""
    status: OwnStatus | None = None


class Discretion:
    """All methods may block and raise ``StoreUnavailableError``."""

    def __init__(
        self,
        private: PrivateMessages,
        events: EventStore,
        requests: ConsultationService,
        access: Access,
        now: Callable[[], datetime],
    ) -> None:
        """Forget in ``private`` and in Rasa's ``events``; times of ``now`` are aware."""
        self._private = private
        self._requests = requests
        self._access = access
        self._events = events
        self._now = now

    def hear(self, history: Sequence[StoredMessage], said: str) -> HeardText:
        """Return what may be kept of a message, and what may go on, after ``history``."""
        today = day_in_germany(self._now())
        status = self._access.read(said, asked_reference(history))
        if status is not None:
            kept = mask(status.rest, today).text
            return HeardText({"text": kept}, "", status=status)
        asked = open_field(history)
        # The form keeps how a person is reached, whatever it asked for; so does a wish for advice
        # in words, which begins it. What is stored here never holds it.
        is_for_form = asked is not None or advice_wanted(said) is Advice.REQUEST
        spared = _REACHING if is_for_form else ()
        stored = mask(said, today)
        sent = mask(said, today, spared) if spared else stored
        payload = {"text": stored.text, **({PRIVATE: True} if _is_answer(asked, said) else {})}
        remarks = _remarks(sent.kinds, in_form=asked is not None)
        meant = _erasing(history, said, asked) or typed_choice(history, said)
        return HeardText(payload, sent.text, remarks, meant)

    def shown(self, session: str, messages: list[StoredMessage]) -> list[StoredMessage]:
        """Return the messages with the PIN in a fresh receipt; it is stored nowhere."""
        fresh = self._now() - PIN_SHOWN_FOR
        wanted = [m for m in messages if is_stored_receipt(m) and m.created_at > fresh]
        if not wanted:
            return messages
        ours = {r.reference for r in self._requests.of_conversation(token_hash(session))}
        pins = {
            m.number: self._requests.pin_of(str(m.payload["reference"]))
            for m in wanted
            if m.payload["reference"] in ours
        }
        return [_with_pin(message, pins.get(message.number)) for message in messages]

    def late_receipt(self, session: str, history: Sequence[StoredMessage]) -> list[BotMessage]:
        """Return the receipt of a request that was stored although no answer said so."""
        told = {m.payload.get("reference") for m in history}
        fresh = self._now() - PIN_SHOWN_FOR
        for request in self._requests.of_conversation(token_hash(session)):
            if request.received_at > fresh and request.reference not in told:
                promise = promise_of(request)
                card = {"card": "receipt", "reference": request.reference, "promise": promise}
                return [BotMessage(card=card)]
        return []

    def forget_if_over(self, session: str, answers: Sequence[BotMessage], payload: str) -> None:
        """Forget the form when it was sent or discarded: here, and all that Rasa remembers."""
        is_sent = any(map(is_receipt, answers))
        if is_sent or payload == DISCARD_PAYLOAD:
            conversation = token_hash(session)
            self._events.erase(conversation)
            self._private.forget(conversation)

    def forget_idle(self, idle: timedelta) -> None:
        """Forget the forms that nobody has gone on with, and all that Rasa knows of such chats."""
        limit = self._now() - idle
        self._events.purge(limit)
        self._private.forget_idle(limit)


def forgotten(message: StoredMessage) -> dict[str, Any]:
    """Return what stays of a private message."""
    key = "privacy.mask_answer" if message.role is Role.USER else "privacy.gone"
    return {"text": text(key)}


def with_pin_question(answers: list[BotMessage]) -> list[BotMessage]:
    """Let the card about a request of one's own ask for the PIN: here it is safe to say it."""
    return [_asking(answer) for answer in answers]


def _asking(answer: BotMessage) -> BotMessage:
    card = answer.card or {}
    if card.get("card") != "facts" or "reference" not in card:
        return answer
    asking = {**card, "intro": text("intake.own_intro"), ASKS: PIN}
    return BotMessage(answer.text, answer.buttons, asking)


def _erasing(history: Sequence[StoredMessage], said: str, asked: str | None) -> str:
    """Return what a wish to erase means after a request was sent: that one, not the chat.

    By itself "ja, löschen" is about privacy, and Rasa answers small talk without asking anybody.
    """
    reference = own_reference(history)
    if asked is not None or reference is None or own_wish_of(said) is not OwnWish.ERASE:
        return ""
    entities = {"reference": reference, "field": OwnWish.ERASE.value}
    return f"{OWN_REQUEST_INTENT}{json.dumps(entities)}"


def _is_answer(asked: str | None, said: str) -> bool:
    if asked is None:
        return False
    return asked in _FREE_FIELDS or not said.rstrip().endswith("?")


def _remarks(kinds: tuple[Kind, ...], *, in_form: bool) -> tuple[BotMessage, ...]:
    if not kinds:
        return ()
    if in_form:
        return (BotMessage(warning(kinds, "warning_in_form")),)
    button = Button(text("buttons.consultation"), CONSULTATION_PAYLOAD)
    return (BotMessage(warning(kinds), (button,)),)


def is_receipt(answer: BotMessage) -> bool:
    """Say whether an answer tells that a request was stored."""
    return _is_receipt(answer.card or {})


def is_stored_receipt(message: StoredMessage) -> bool:
    """Say the same of a message of the history."""
    return _is_receipt(message.payload)


def _is_receipt(payload: Mapping[str, Any]) -> bool:
    return payload.get("card") == "receipt"


def _with_pin(message: StoredMessage, pin: str | None) -> StoredMessage:
    if pin is None:
        return message
    return replace(message, payload={**message.payload, "pin": readable_pin(pin)})
