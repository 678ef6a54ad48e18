"""What the gateway itself says in a chat, from the texts of the dialogue and of the office."""

from __future__ import annotations

from collections.abc import Callable

from bot.channels.messages import BotMessage
from bot.gateway.chat.human_answers import RESUME_PAYLOAD
from bot.gateway.chat.parts import ChatTexts
from bot.gateway.chat.service import REQUEST_HUMAN_PAYLOAD, SHOW_DEADLINES_PAYLOAD
from bot.gateway.content.emergency import EmergencyHelp
from bot.gateway.content.response_texts import ResponseTexts
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import Office
from bot.knowledge.shown.cards import contact_card
from bot.texts import text

GREETING_KEY = "utter_greeting_disclosure"
UNANSWERED = "unanswered"
"""Marks the message below what nobody has read: clients keep what was typed."""


def chat_texts(
    responses: ResponseTexts,
    emergency: EmergencyHelp,
    read_office: Callable[[], Office],
    catalogue: Catalogue,
    form_path: str,
) -> ChatTexts:
    """Return the texts; the office is read anew each time that its contact is told."""

    def unavailable() -> tuple[BotMessage, ...]:
        contact = BotMessage(card=contact_card(read_office(), form_path))
        said = BotMessage(text=text("gateway.assistant_unavailable"), card={UNANSWERED: True})
        return (said, contact)

    def question_of(faq_id: str) -> str | None:
        entry = catalogue.get(faq_id)
        return None if entry is None else entry.question

    greeting = responses.find(GREETING_KEY) or BotMessage(text=text("gateway.greeting"))
    return ChatTexts(
        greeting=(greeting,),
        unavailable=unavailable,
        help_for=emergency.message_for,
        always_offered={
            REQUEST_HUMAN_PAYLOAD: text("gateway.request_human"),
            SHOW_DEADLINES_PAYLOAD: text("gateway.show_deadlines"),
            RESUME_PAYLOAD: text("gateway.resume_assistant"),
        },
        question_of=question_of,
        language_of=responses.language_of,
    )
