"""What the desk's routes work with, and how it is built from the settings."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.engine import Engine
from starlette.requests import Request

from bot.channels.telegram.door import TelegramDoor
from bot.channels.telegram.replies import TelegramReplies
from bot.clock import day_in_germany, utc_now
from bot.consultations.database.engine import open_engine
from bot.consultations.erasure import Erasures
from bot.consultations.keys.request_key import RequestKey, open_request_key
from bot.consultations.mails.attachment_folder import AttachmentFolder
from bot.consultations.mails.outbox_store import SqlOutboxStore
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.consultations.threads.thread import Threads
from bot.consultations.threads.thread_models import Via
from bot.conversations.migrations import migrate as migrate_conversations
from bot.conversations.store import ConversationStore
from bot.deadlines.office.book import LiveBook
from bot.desk.answering.chat_answers import ChatAnswers
from bot.desk.answering.chat_ways import ChatWay, WebChatWay
from bot.desk.answering.drafts import Drafts
from bot.desk.answering.mail_states import MailStates
from bot.desk.answering.mailbox import DeskMailbox, build_mailbox
from bot.desk.answering.telegram_way import TelegramWay
from bot.desk.answering.text_modules import TextModules
from bot.desk.migrations import migrate as migrate_desk
from bot.desk.requests.presence import Presence
from bot.desk.requests.request_list import RequestList
from bot.desk.requests.saved_views import SavedViews, Searches
from bot.desk.requests.work import WorkStore
from bot.desk.staff.accounts import Accounts
from bot.desk.staff.managing import Staff
from bot.desk.staff.passwords import Passwords
from bot.desk.staff.second_factor import SecondFactors
from bot.desk.staff.sessions import Sessions
from bot.desk.staff.staff_log import StaffLog
from bot.desk.staff.throttle import LoginThrottle
from bot.erasures.memory import erased_memory
from bot.knowledge.catalogue import Catalogue
from bot.mail.command import office_name
from bot.settings import Settings

TOKEN_BYTES = 24
# Each check takes 19 MiB and a core for some milliseconds.
PASSWORD_CHECKS_AT_ONCE = 2


@dataclass(frozen=True)
class DeskServices:
    """Everything that the routes share; tests pass their own."""

    engine: Engine
    settings: Settings
    consultations: ConsultationService
    threads: Threads
    attachments: AttachmentFolder
    erasures: Erasures
    outbox: SqlOutboxStore
    mail_states: MailStates
    mailbox: DeskMailbox | None
    chats: ChatAnswers
    accounts: Accounts
    staff: Staff
    second_factors: SecondFactors
    sessions: Sessions
    throttle: LoginThrottle
    password_checks: asyncio.Semaphore
    requests: RequestList
    work: WorkStore
    presence: Presence
    drafts: Drafts
    modules: TextModules
    views: SavedViews
    searches: Searches
    log: StaffLog
    catalogue: Catalogue
    deadlines: LiveBook
    office_name: Callable[[], str]
    locks: defaultdict[str, asyncio.Lock]
    now: Callable[[], datetime]
    new_token: Callable[[], str]

    @property
    def var_dir(self) -> Path:
        """Return the folder of what belongs to this installation."""
        return self.settings.var_dir

    def today(self) -> date:
        """Return the date where the office is."""
        return day_in_germany(self.now())


def services_of(request: Request) -> DeskServices:
    """Return the services of the app that serves the request."""
    services: DeskServices = request.app.state.services
    return services


def build_services(settings: Settings) -> DeskServices:
    """Open the database and make sure that there is an account.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    return assemble(
        settings,
        Passwords(),
        open_request_key(settings.secret_key, settings.secret_key_file),
        utc_now,
        time.monotonic,
    )


def assemble(
    settings: Settings,
    passwords: Passwords,
    key: RequestKey,
    now: Callable[[], datetime],
    seconds: Callable[[], float],
) -> DeskServices:
    """Put the services together; ``seconds`` is a clock that never goes back.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    engine = open_engine(settings.database_url)
    for migrate in (migrate_consultations, migrate_conversations, migrate_desk):
        migrate(engine)
    accounts = Accounts(engine, passwords)
    accounts.create_first(settings.var_dir, new_token)
    modules = TextModules(engine, now)
    modules.create_first()
    attachments = AttachmentFolder(settings.attachments_dir)
    return DeskServices(
        engine=engine,
        settings=settings,
        consultations=ConsultationService(
            SqlConsultationStore(engine),
            now,
            answer_within_days=settings.answer_working_days,
            key=key,
        ),
        threads=Threads(engine, now),
        attachments=attachments,
        erasures=Erasures(
            engine, key, attachments, now, erased_memory(settings, engine, now).reference
        ),
        outbox=SqlOutboxStore(engine),
        mail_states=MailStates(engine),
        mailbox=build_mailbox(settings, engine),
        chats=ChatAnswers(engine, _chat_ways(settings, engine, now), now),
        accounts=accounts,
        staff=Staff(engine, passwords, new_token),
        second_factors=SecondFactors(engine),
        sessions=Sessions(engine, new_token),
        throttle=LoginThrottle(seconds),
        password_checks=asyncio.Semaphore(PASSWORD_CHECKS_AT_ONCE),
        requests=RequestList(engine),
        work=WorkStore(engine, now),
        presence=Presence(engine),
        drafts=Drafts(engine),
        modules=modules,
        views=SavedViews(engine),
        searches=Searches(engine, new_token),
        log=StaffLog(engine, now),
        catalogue=Catalogue(settings.faq_dir),
        deadlines=LiveBook(settings.faq_dir),
        office_name=office_name(settings),
        locks=defaultdict(asyncio.Lock),
        now=now,
        new_token=new_token,
    )


def _chat_ways(
    settings: Settings, engine: Engine, now: Callable[[], datetime]
) -> dict[Via, ChatWay]:
    web_chat = WebChatWay(ConversationStore(engine, new_token), now)
    ways: dict[Via, ChatWay] = {Via.CHAT: web_chat}
    # Opening the door brings the channel's tables up to date; there is none without a token.
    if TelegramDoor.open(engine, settings.telegram.token) is not None:
        replies = TelegramReplies(engine, settings.public_url, now)
        ways[Via.TELEGRAM] = TelegramWay(replies, web_chat)
    return ways


def new_token() -> str:
    """Return 192 random bits as URL-safe text."""
    return secrets.token_urlsafe(TOKEN_BYTES)
