"""Builds the gateway's services from the settings."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import partial

from bot.channels.messages import BotMessage
from bot.channels.rasa_client import RasaClient
from bot.consultations.access import PersonAccess, Promises
from bot.consultations.attachment_folder import AttachmentFolder
from bot.consultations.confirmation_store import SqlConfirmationStore
from bot.consultations.engine import open_engine
from bot.consultations.erasure import Erasures
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.outbox_store import SqlOutboxStore
from bot.consultations.request_key import open_request_key
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.conversations.counts import CountStore
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.outcome import Outcomes
from bot.conversations.rasa_events import RasaEvents
from bot.conversations.store import ConversationStore
from bot.dates.school import current_school_holidays
from bot.deadlines.book import LiveBook
from bot.emergency.terms import EmergencyTerms
from bot.fit.rule_book import LiveRules
from bot.fit.service import FitService
from bot.gateway.chat_service import REQUEST_HUMAN_PAYLOAD, ChatService, ChatTexts
from bot.gateway.emergency import EmergencyHelp
from bot.gateway.response_texts import ResponseTexts
from bot.gateway.services import FORM_PATH, GatewayServices, RateLimits
from bot.gateway.signing import load_or_create_key
from bot.gateway.turn_counts import TurnCounts
from bot.glossary.book import LiveGlossary
from bot.knowledge.cards import contact_card
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import OFFICE_FILE, LiveOffice, Office
from bot.knowledge.target_groups import LiveTargetGroups
from bot.mail.folder_transport import erase_files
from bot.places.book import LivePlaces
from bot.planning.rule_book import LivePlanRules
from bot.planning.service import PlanService
from bot.programmes.book import LiveProgrammes
from bot.reminders.migrations import migrate as migrate_reminders
from bot.reminders.revisions import SqlRevisions
from bot.reminders.service import ReminderService
from bot.reminders.store import SqlReminderStore
from bot.retention.build import build_retention
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


def chat_texts(
    responses: ResponseTexts, emergency: EmergencyHelp, read_office: Callable[[], Office]
) -> ChatTexts:
    """Return what the gateway itself says in a chat."""

    def unavailable() -> tuple[BotMessage, ...]:
        contact = BotMessage(card=contact_card(read_office(), FORM_PATH))
        return (BotMessage(text=text("gateway.assistant_unavailable")), contact)

    greeting = responses.find(GREETING_KEY) or BotMessage(text=text("gateway.greeting"))
    return ChatTexts(
        greeting=(greeting,),
        unavailable=unavailable,
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
    migrate_reminders(engine)
    outbox = SqlOutboxStore(engine)
    store = ConversationStore(engine, new_token)
    assistant = RasaClient(settings.rasa_url, settings.rasa_timeout_seconds)
    responses = ResponseTexts(settings.responses_dir)
    emergency = EmergencyHelp(EmergencyTerms.load(), responses)
    office = LiveOffice(settings.faq_dir / OFFICE_FILE)
    office.current()  # a file that is broken at the start must be noticed at the start

    deadlines = LiveBook(settings.faq_dir)
    programmes = LiveProgrammes(settings.faq_dir)
    places = LivePlaces(settings.faq_dir)
    fit = FitService(programmes, deadlines, places, LiveRules(settings.faq_dir), utc_now)

    key = open_request_key(settings.secret_key, settings.secret_key_file)
    attachments = AttachmentFolder(settings.attachments_dir)
    erasures = Erasures(
        engine, key, attachments, utc_now, partial(erase_files, settings.mail_folder)
    )

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
            chat_texts(responses, emergency, office.current),
            utc_now,
            timedelta(minutes=settings.session_idle_minutes),
            RasaEvents(settings.rasa_database).erase,
            TurnCounts(CountStore(engine), Outcomes.from_folder(settings.responses_dir)),
        ),
        consultations=ConsultationService(
            SqlConsultationStore(engine),
            utc_now,
            answer_within_days=settings.answer_working_days,
            key=key,
        ),
        access=PersonAccess(
            engine,
            utc_now,
            key,
            erasures,
            attachments,
            Promises(settings.answer_working_days, settings.retention.request_days),
        ),
        confirmations=SqlConfirmationStore(engine),
        retention=build_retention(settings, engine, erasures, store),
        catalogue=Catalogue(settings.faq_dir),
        deadlines=deadlines,
        programmes=programmes,
        fit=fit,
        plans=PlanService(
            fit, LivePlanRules(settings.faq_dir), lambda: current_school_holidays().periods
        ),
        reminders=ReminderService(
            SqlReminderStore(engine),
            deadlines,
            utc_now,
            partial(erase_files, settings.mail_folder),
        ),
        revisions=SqlRevisions(engine).all,
        places=places,
        glossary=LiveGlossary(settings.faq_dir),
        target_groups=LiveTargetGroups(settings.faq_dir),
        read_office=office.current,
        emergency=emergency,
        key=load_or_create_key(settings.var_dir / KEY_FILE),
        limits=RateLimits.default(time.monotonic),
        now=utc_now,
        new_token=new_token,
        outbox_overview=outbox.overview,
        close=close,
    )
