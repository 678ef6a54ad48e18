"""Builds the gateway's services from the settings."""

from __future__ import annotations

import secrets
import time
from datetime import datetime, timedelta, timezone

from bot.channels.messages import BotMessage
from bot.channels.rasa_client import RasaClient
from bot.conversations.database import open_database
from bot.conversations.rasa_events import RasaEvents
from bot.conversations.store import ConversationStore
from bot.gateway.chat_service import REQUEST_HUMAN_PAYLOAD, ChatService, ChatTexts
from bot.gateway.emergency import EmergencyHelp, EmergencyTerms
from bot.gateway.response_texts import ResponseTexts
from bot.gateway.services import (
    FORM_PATH,
    Assistant,
    Consultations,
    GatewayServices,
    RateLimits,
)
from bot.gateway.signing import load_or_create_key
from bot.knowledge.cards import contact_card
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import OFFICE_FILE, Office, load_office
from bot.settings import Settings
from bot.texts import text

KEY_FILE = "gateway.key"
GREETING_KEY = "utter_greeting_disclosure"
TOKEN_BYTES = 16


def new_token() -> str:
    """Return 128 random bits as URL-safe text."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def utc_now() -> datetime:
    """Return the current moment."""
    return datetime.now(timezone.utc)


def chat_texts(responses: ResponseTexts, emergency: EmergencyHelp, office: Office) -> ChatTexts:
    """Return what the gateway itself says in a chat."""
    contact = BotMessage(card=contact_card(office, FORM_PATH))
    unavailable = BotMessage(text=text("gateway.assistant_unavailable"))
    greeting = responses.find(GREETING_KEY) or BotMessage(text=text("gateway.greeting"))
    return ChatTexts(
        greeting=(greeting,),
        unavailable=(unavailable, contact),
        help_for=emergency.message_for,
        always_offered={REQUEST_HUMAN_PAYLOAD: text("gateway.request_human")},
    )
