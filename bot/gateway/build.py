"""Builds the gateway's services from the settings."""

from __future__ import annotations

import secrets
import time
from datetime import date, datetime, timedelta, timezone

from bot.backup.memory import erased_memory
from bot.channels.rasa_pool import open_assistant
from bot.channels.telegram.door import TelegramDoor
from bot.consultations.access import PersonAccess, Promises
from bot.consultations.attachment_folder import AttachmentFolder
from bot.consultations.chat_thread import ChatThreads
from bot.consultations.confirmation_store import SqlConfirmationStore
from bot.consultations.engine import is_shared, open_engine
from bot.consultations.erasure import Erasures
from bot.consultations.mailbox_checks import MailboxChecks
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.outbox_store import SqlOutboxStore
from bot.consultations.request_key import open_request_key
from bot.consultations.secret_file import load_or_create_secret
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.consultations.working_days import add_working_days
from bot.conversations.counts import CountStore
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.outcome import Outcomes
from bot.conversations.private import PrivateMessages
from bot.conversations.store import ConversationStore
from bot.coordination.conversation_locks import SharedLocks
from bot.coordination.guarded_redis import open_redis
from bot.dates.school import current_school_holidays
from bot.deadlines.book import LiveBook
from bot.deadlines.due import today_in_germany
from bot.emergency.terms import EmergencyTerms
from bot.fit.rule_book import LiveRules
from bot.fit.service import FitService
from bot.gateway.chat_parts import Company
from bot.gateway.chat_service import ChatService
from bot.gateway.chat_texts import chat_texts
from bot.gateway.discretion import Discretion, forgotten
from bot.gateway.emergency import EmergencyHelp
from bot.gateway.human_answers import HumanAnswers
from bot.gateway.live_feed import LiveFeed
from bot.gateway.own_status import Access
from bot.gateway.pausing import PausableAssistant
from bot.gateway.question_search import QuestionSearch
from bot.gateway.response_texts import ResponseTexts
from bot.gateway.services import GatewayServices, RateLimits
from bot.gateway.shared_limits import share_limits
from bot.gateway.state_figures import state_readers, telegram_readings
from bot.gateway.traced import TracedAssistant
from bot.gateway.turn_counts import TurnCounts
from bot.gateway.turns import Turns
from bot.glossary.book import LiveGlossary
from bot.knowledge.catalogue import Catalogue
from bot.knowledge.office import OFFICE_FILE, LiveOffice
from bot.knowledge.target_groups import LiveTargetGroups
from bot.maintenance.switch import MaintenanceSwitch
from bot.metrics.figures import Figures
from bot.metrics.state import StateCollector
from bot.metrics.tasks import TaskRecords, task_readings
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
from bot.tracing.spans import open_spans

KEY_FILE = "gateway.key"
TOKEN_BYTES = 16
MAX_STREAMS = 1000
MAX_STREAMS_PER_CHAT = 8


def new_token() -> str:
    """Return 128 random bits as URL-safe text."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def utc_now() -> datetime:
    """Return the current moment."""
    return datetime.now(timezone.utc)


def longest_turn_seconds(settings: Settings) -> float:
    """Return how long a turn waits at most: for its place, then for each core that is tried."""
    cores = len(settings.core_urls)
    return settings.load.wait_seconds + cores * settings.rasa_timeout_seconds


def build_services(settings: Settings) -> GatewayServices:
    """Open the database, read the texts and connect to Rasa.

    Raises:
        StoreUnavailableError: the database did not answer.
        OfficeError: ``faq/office.yml`` is not usable.
    """
    engine = open_engine(settings.database_url)
    # A turn of a chat waits for no disk; whatever was promised does. Where both wait alike,
    # one pool of connections is enough.
    chats = engine
    if not is_shared(settings.database_url):
        chats = open_engine(settings.database_url, waits_for_disk=False)
    migrate_consultations(engine)
    migrate_conversations(engine)
    migrate_reminders(engine)
    outbox = SqlOutboxStore(engine)
    figures = Figures()
    outcomes = Outcomes.from_folder(settings.responses_dir)
    store = ConversationStore(chats, new_token)
    responses = ResponseTexts(settings.responses_dir)
    emergency = EmergencyHelp(EmergencyTerms.load(), responses)
    office = LiveOffice(settings.faq_dir / OFFICE_FILE)
    office.current()  # a file that is broken at the start must be noticed at the start
    switch = MaintenanceSwitch(settings.maintenance_file)
    cores = open_assistant(settings.core_urls, settings.rasa_timeout_seconds, time.monotonic)
    spans = open_spans(settings.tracing_url, "gateway")
    traced = TracedAssistant(cores, spans)
    assistant = PausableAssistant(traced, switch, office.current)
    session_key = load_or_create_secret(settings.var_dir / KEY_FILE)
    limits, locks = RateLimits.default(time.monotonic), None
    if settings.scale.redis_url:
        redis = open_redis(settings.scale.redis_url, time.monotonic)
        limits = share_limits(limits, time.monotonic, redis, session_key)
        locks = SharedLocks(redis, longest_turn_seconds(settings))

    deadlines = LiveBook(settings.faq_dir)
    programmes = LiveProgrammes(settings.faq_dir)
    places = LivePlaces(settings.faq_dir)
    fit = FitService(programmes, deadlines, places, LiveRules(settings.faq_dir), utc_now)

    key = open_request_key(settings.secret_key, settings.secret_key_file)
    attachments = AttachmentFolder(settings.attachments_dir)
    memory = erased_memory(settings, engine, utc_now, lambda _: figures.count_unjournaled())
    erasures = Erasures(engine, key, attachments, utc_now, memory.reference)

    catalogue = Catalogue(settings.faq_dir)
    glossary = LiveGlossary(settings.faq_dir)
    tasks = TaskRecords(settings.tasks_dir)
    watched = (
        *state_readers(
            engine,
            (catalogue, programmes, deadlines),
            settings.var_dir,
            settings.rasa_url,
            utc_now,
        ),
        lambda: task_readings(tasks, utc_now()),
    )
    telegram = TelegramDoor.open(engine, settings.telegram.token)
    if telegram is not None:
        watched = (*watched, lambda: telegram_readings(engine, utc_now()))
    figures.registry.register(StateCollector(watched))
    feed = LiveFeed(store.states, MAX_STREAMS, MAX_STREAMS_PER_CHAT)

    def answer_by(now: datetime) -> date:
        return add_working_days(today_in_germany(now), settings.answer_working_days)

    consultations = ConsultationService(
        SqlConsultationStore(engine),
        utc_now,
        answer_within_days=settings.answer_working_days,
        key=key,
    )
    promises = Promises(settings.answer_working_days, settings.retention.request_days)
    access = PersonAccess(engine, utc_now, key, erasures, attachments, promises)

    async def close() -> None:
        await assistant.aclose()
        engine.dispose()
        chats.dispose()

    return GatewayServices(
        settings=settings,
        store=store,
        assistant=assistant,
        chat=ChatService(
            store,
            assistant,
            chat_texts(responses, emergency, office.current, catalogue),
            utc_now,
            timedelta(minutes=settings.session_idle_minutes),
            memory.chat,
            TurnCounts(CountStore(chats), outcomes),
            Turns(settings.load, figures, outcomes),
            Company(
                feed,
                HumanAnswers(store, ChatThreads(engine, utc_now, answer_by), utc_now),
                timedelta(days=settings.chat_retention_days),
                locks,
            ),
            Discretion(
                PrivateMessages(engine, forgotten),
                memory.events,
                consultations,
                Access(access, settings.public_url, lambda: today_in_germany(utc_now())),
                utc_now,
            ),
        ),
        consultations=consultations,
        access=access,
        confirmations=SqlConfirmationStore(engine),
        retention=build_retention(settings, engine, erasures, store),
        catalogue=catalogue,
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
            memory.reference,
        ),
        revisions=SqlRevisions(engine).all,
        places=places,
        glossary=glossary,
        search=QuestionSearch(catalogue, programmes, glossary, settings.sentences_dir),
        target_groups=LiveTargetGroups(settings.faq_dir),
        read_office=office.current,
        emergency=emergency,
        key=session_key,
        limits=limits,
        feed=feed,
        figures=figures,
        spans=spans,
        now=utc_now,
        new_token=new_token,
        outbox_overview=outbox.overview,
        close=close,
        telegram=telegram,
        mailbox_error=MailboxChecks(engine).error,
    )
