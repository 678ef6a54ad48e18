"""Builds the gateway's services from the settings."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.engine import Engine

from bot.channels.rasa_pool import open_assistant
from bot.channels.telegram.door import TelegramDoor
from bot.clock import day_in_germany, utc_now
from bot.consultations.database.engine import is_shared, open_engine
from bot.consultations.keys.secret_file import load_or_create_secret
from bot.consultations.mails.confirmation_store import SqlConfirmationStore
from bot.consultations.mails.mailbox_checks import MailboxChecks
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.threads.chat_thread import ChatThreads
from bot.consultations.working_days import promise_within
from bot.conversations.counts import CountStore
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.outcome import Outcomes
from bot.conversations.private import PrivateMessages
from bot.conversations.store import ConversationStore
from bot.coordination.conversation_locks import SharedLocks
from bot.coordination.guarded_redis import open_redis
from bot.emergency.terms import EmergencyTerms
from bot.gateway.chat.discretion import Discretion, forgotten
from bot.gateway.chat.human_answers import HumanAnswers
from bot.gateway.chat.live_feed import LiveFeed
from bot.gateway.chat.own_status import Access
from bot.gateway.chat.parts import Company
from bot.gateway.chat.service import ChatService
from bot.gateway.chat.texts import chat_texts
from bot.gateway.chat.turn_counts import TurnCounts
from bot.gateway.chat.turns import Turns
from bot.gateway.content.emergency import EmergencyHelp
from bot.gateway.content.office_files import OfficeFiles
from bot.gateway.content.question_search import QuestionSearch
from bot.gateway.content.response_texts import ResponseTexts
from bot.gateway.door.rate_limits import RateLimits
from bot.gateway.door.shared_limits import share_limits
from bot.gateway.operation.pausing import PausableAssistant
from bot.gateway.operation.state_figures import state_readers, telegram_readings
from bot.gateway.operation.traced import TracedAssistant
from bot.gateway.requests.request_services import RequestServices
from bot.gateway.services import FORM_PATH, GatewayServices
from bot.knowledge.office import LiveOffice
from bot.maintenance.switch import MaintenanceSwitch
from bot.metrics.figures import Figures
from bot.metrics.state import Reader, StateCollector
from bot.metrics.tasks import TaskRecords, task_readings
from bot.reminders.migrations import migrate as migrate_reminders
from bot.reminders.revisions import SqlRevisions
from bot.reminders.service import ReminderService
from bot.reminders.store import SqlReminderStore
from bot.retention.build import build_retention
from bot.settings import Settings
from bot.tracing.spans import Spans, open_spans

KEY_FILE = "gateway.key"
TOKEN_BYTES = 16
MAX_STREAMS = 1000
MAX_STREAMS_PER_CHAT = 8


def new_token() -> str:
    """Return 128 random bits as URL-safe text."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def longest_turn_seconds(settings: Settings) -> float:
    """Return how long a turn waits at most: for its place, then for each core that is tried."""
    cores = len(settings.core_urls)
    return settings.load.wait_seconds + cores * settings.rasa_timeout_seconds


@dataclass(frozen=True)
class _Databases:
    """``engine`` waits for the disk, as whatever was promised does; a turn of a chat does not.

    Where both wait alike, one pool of connections is enough.
    """

    engine: Engine
    chats: Engine

    @classmethod
    def open(cls, url: str) -> _Databases:
        engine = open_engine(url)
        chats = engine if is_shared(url) else open_engine(url, waits_for_disk=False)
        for migrate in (migrate_consultations, migrate_conversations, migrate_reminders):
            migrate(engine)
        return cls(engine, chats)

    def close(self) -> None:
        self.engine.dispose()
        self.chats.dispose()


def build_services(settings: Settings) -> GatewayServices:
    """Open the database, read the texts and connect to Rasa.

    Raises:
        StoreUnavailableError: the database did not answer.
        OfficeError: ``faq/office.yml`` is not usable.
    """
    databases = _Databases.open(settings.database_url)
    engine, figures = databases.engine, Figures()
    files = OfficeFiles.open(settings, utc_now)
    requests = RequestServices.open(settings, engine, figures)
    responses = ResponseTexts(settings.responses_dir)
    emergency = EmergencyHelp(EmergencyTerms.load(), responses)
    spans = open_spans(settings.tracing_url, "gateway")
    assistant = _assistant(settings, files.office, spans)
    key = load_or_create_secret(settings.var_dir / KEY_FILE)
    limits, locks = _limits_and_locks(settings, key)
    store = ConversationStore(databases.chats, new_token)
    feed = LiveFeed(store.states, MAX_STREAMS, MAX_STREAMS_PER_CHAT)
    telegram = TelegramDoor.open(engine, settings.telegram.token)
    figures.registry.register(StateCollector(_readers(settings, engine, files, telegram)))
    outcomes = Outcomes.from_folder(settings.responses_dir)
    chat = ChatService(
        store,
        assistant,
        chat_texts(responses, emergency, files.office.current, files.catalogue, FORM_PATH),
        utc_now,
        timedelta(minutes=settings.session_idle_minutes),
        requests.memory.chat,
        TurnCounts(CountStore(databases.chats), outcomes),
        Turns(settings.load, figures, outcomes),
        _company(settings, engine, store, feed, locks),
        _discretion(settings, engine, requests),
    )

    async def close() -> None:
        await assistant.aclose()
        databases.close()

    return GatewayServices(
        settings=settings,
        store=store,
        assistant=assistant,
        chat=chat,
        consultations=requests.consultations,
        access=requests.access,
        confirmations=SqlConfirmationStore(engine),
        retention=build_retention(settings, engine, requests.erasures, store),
        content=files,
        reminders=ReminderService(
            SqlReminderStore(engine), files.deadlines, utc_now, requests.memory.reference
        ),
        revisions=SqlRevisions(engine).all,
        search=QuestionSearch(
            files.catalogue, files.programmes, files.glossary, settings.sentences_dir
        ),
        emergency=emergency,
        key=key,
        limits=limits,
        feed=feed,
        figures=figures,
        spans=spans,
        now=utc_now,
        new_token=new_token,
        outbox_overview=SqlOutboxStore(engine).overview,
        close=close,
        telegram=telegram,
        mailbox_error=MailboxChecks(engine).error,
    )


def _assistant(settings: Settings, office: LiveOffice, spans: Spans) -> PausableAssistant:
    cores = open_assistant(settings.core_urls, settings.rasa_timeout_seconds, time.monotonic)
    switch = MaintenanceSwitch(settings.maintenance_file)
    return PausableAssistant(TracedAssistant(cores, spans), switch, office.current)


def _limits_and_locks(settings: Settings, key: bytes) -> tuple[RateLimits, SharedLocks | None]:
    """Return the limits, shared where there are several gateways, and the locks they then need."""
    limits = RateLimits.default(time.monotonic)
    if not settings.scale.redis_url:
        return limits, None
    redis = open_redis(settings.scale.redis_url, time.monotonic)
    locks = SharedLocks(redis, longest_turn_seconds(settings))
    return share_limits(limits, time.monotonic, redis, key), locks


def _readers(
    settings: Settings, engine: Engine, files: OfficeFiles, telegram: TelegramDoor | None
) -> tuple[Reader, ...]:
    """Return what reads the figures for operators."""
    tasks = TaskRecords(settings.tasks_dir)
    readers = (
        *state_readers(
            engine,
            (files.catalogue, files.programmes, files.deadlines),
            settings.var_dir,
            settings.rasa_url,
            utc_now,
        ),
        lambda: task_readings(tasks, utc_now()),
    )
    return readers if telegram is None else (*readers, lambda: telegram_readings(engine, utc_now()))


def _company(
    settings: Settings,
    engine: Engine,
    store: ConversationStore,
    feed: LiveFeed,
    locks: SharedLocks | None,
) -> Company:
    threads = ChatThreads(engine, utc_now, promise_within(settings.answer_working_days))
    kept = timedelta(days=settings.chat_retention_days)
    return Company(feed, HumanAnswers(store, threads, utc_now), kept, locks)


def _discretion(settings: Settings, engine: Engine, requests: RequestServices) -> Discretion:
    return Discretion(
        PrivateMessages(engine, forgotten),
        requests.memory.events,
        requests.consultations,
        Access(requests.access, settings.public_url, lambda: day_in_germany(utc_now())),
        utc_now,
    )
