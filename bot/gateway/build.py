"""Builds the gateway's services from the settings."""

from __future__ import annotations

import secrets
import time
from datetime import datetime, timedelta, timezone

from bot.channels.messages import BotMessage
from bot.channels.rasa_client import RasaClient
from bot.consultations.engine import open_engine
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.outbox_store import OutboxOverview, SqlOutboxStore
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.rasa_events import RasaEvents
from bot.conversations.store import ConversationStore
from bot.emergency.terms import EmergencyTerms
from bot.gateway.chat_service import REQUEST_HUMAN_PAYLOAD, ChatService, ChatTexts
from bot.gateway.emergency import EmergencyHelp
from bot.gateway.response_texts import ResponseTexts
from bot.gateway.services import FORM_PATH, GatewayServices, RateLimits
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


def build_services(settings: Settings) -> GatewayServices:
    """Open the database, read the texts and connect to Rasa.

    Raises:
        StoreUnavailableError: the database did not answer.
        OfficeError: ``faq/office.yml`` is not usable.
    """
    engine = open_engine(settings.database_url)
    migrate_consultations(engine)
    migrate_conversations(engine)
    outbox = SqlOutboxStore(engine)
    store = ConversationStore(engine, new_token)
    assistant = RasaClient(settings.rasa_url, settings.rasa_timeout_seconds)
    responses = ResponseTexts(settings.responses_dir)
    emergency = EmergencyHelp(EmergencyTerms.load(), responses)
    office = load_office(settings.faq_dir / OFFICE_FILE)

    async def close() -> None:
        await assistant.aclose()
        engine.dispose()

    return GatewayServices(
        settings=settings,
        store=store,
        assistant=assistant,
        chat=ChatService(
            store,
            assistant,
            chat_texts(responses, emergency, office),
            utc_now,
            timedelta(minutes=settings.session_idle_minutes),
            RasaEvents(settings.rasa_database).erase,
        ),
        consultations=ConsultationService(SqlConsultationStore(engine), utc_now),
        catalogue=Catalogue(settings.faq_dir),
        office=office,
        emergency=emergency,
        key=load_or_create_key(settings.var_dir / KEY_FILE),
        limits=RateLimits.default(time.monotonic),
        now=utc_now,
        new_token=new_token,
        oldest_pending_mail_seconds=lambda: waiting_seconds(outbox.overview(), utc_now()),
        close=close,
    )


def waiting_seconds(overview: OutboxOverview, now: datetime) -> float | None:
    """Return how long the oldest mail has been waiting, or None when none waits."""
    ages = [(now - since).total_seconds() for since in overview.waiting_since]
    return max(ages, default=None)
