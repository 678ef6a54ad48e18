"""Puts the channel together from the settings."""

from __future__ import annotations

import random
import secrets
import time
from datetime import timedelta

from sqlalchemy.engine import Engine

from bot.channels.telegram.connection.client import (
    MESSAGES_A_SECOND,
    TelegramCallError,
    TelegramClient,
)
from bot.channels.telegram.connection.polling import Polling
from bot.channels.telegram.connection.sender import Sender
from bot.channels.telegram.handovers import SqlHandovers
from bot.channels.telegram.kept.chats import SqlChats
from bot.channels.telegram.kept.inbox import SqlInbox
from bot.channels.telegram.kept.outbox import SqlOutbox
from bot.channels.telegram.migrations import migrate
from bot.channels.telegram.process import Periods, TelegramProcess
from bot.channels.telegram.reminders import ReminderHandover
from bot.channels.telegram.replies import TelegramReplies
from bot.channels.telegram.talking.answer_watch import AnswerWatch
from bot.channels.telegram.talking.conversation import Conversations
from bot.channels.telegram.talking.erasing import erase_chat
from bot.channels.telegram.talking.form_texts import FormTexts
from bot.channels.telegram.talking.handler import Handler
from bot.channels.telegram.talking.payloads import PayloadSigner
from bot.channels.telegram.talking.services import Limits, TelegramServices
from bot.channels.telegram.webhook import WEBHOOK_PATH, Reception, webhook_secret
from bot.channels.telegram.worker import InboxWorker
from bot.clock import utc_now
from bot.consultations.database.engine import open_engine
from bot.consultations.keys.request_key import open_request_key
from bot.gateway.build import build_services
from bot.gateway.door.limits import Rate, RateLimiter
from bot.gateway.door.security import is_https
from bot.gateway.services import GatewayServices
from bot.settings import Settings

TOKEN_BYTES = 24
LOCK_FILE = "telegram.lock"
# As in the web chat; hints and answers in groups only now and then.
MESSAGE_RATE = Rate(burst=12, per_second=0.5)
HINT_RATE = Rate(burst=1, per_second=1 / 600)
GROUP_RATE = Rate(burst=1, per_second=1 / 3600)


def build_process(
    settings: Settings, messages_a_second: float = MESSAGES_A_SECOND
) -> TelegramProcess:
    """Open the database and build the channel; nothing is sent yet.

    Raises:
        StoreUnavailableError: the database did not answer.
        OfficeError: ``faq/office.yml`` is not usable.
    """
    gateway = build_services(settings)
    engine = open_engine(settings.database_url)
    migrate(engine)
    client = TelegramClient(settings.telegram.token, settings.telegram.api_url, messages_a_second)
    inbox, outbox = SqlInbox(engine), SqlOutbox(engine)
    services = _services(settings, gateway, engine, client, inbox)

    async def on_blocked(chat_id: int) -> None:
        await erase_chat(services, chat_id)

    async def close() -> None:
        await gateway.close()
        engine.dispose()

    sender = Sender(outbox, client, on_blocked, utc_now, random.SystemRandom())
    worker = InboxWorker(inbox, Handler(services).handle, sender.wake, utc_now)
    deadlines, site = gateway.content.deadlines, services.site
    reception = _reception(settings)
    return TelegramProcess(
        client=client,
        reception=reception,
        inbox=inbox,
        outbox=outbox,
        chats=services.chats,
        handovers=services.handovers,
        worker=worker,
        sender=sender,
        reminders=ReminderHandover(engine, deadlines, site, sender.wake, utc_now),
        answers=AnswerWatch(engine, TelegramReplies(engine, site, utc_now), services, sender.wake),
        polling=None if reception.url else Polling(client, inbox, worker.wake, utc_now),
        lock_file=settings.var_dir / LOCK_FILE,
        periods=_periods(settings),
        now=utc_now,
        close=close,
    )


def _services(
    settings: Settings,
    gateway: GatewayServices,
    engine: Engine,
    client: TelegramClient,
    inbox: SqlInbox,
) -> TelegramServices:
    """Return what answers are made with."""
    key = open_request_key(settings.secret_key, settings.secret_key_file)
    chats = SqlChats(engine)
    texts = FormTexts.from_folder(settings.responses_dir)

    async def show_typing(chat_id: int) -> None:
        try:
            await client.show_typing(chat_id)
        except TelegramCallError:
            # Only a courtesy: the answer follows in any case.
            return

    return TelegramServices(
        conversations=Conversations(gateway.chat, chats, inbox, texts, utc_now),
        chats=chats,
        handovers=SqlHandovers(engine),
        reminders=gateway.reminders,
        deadlines=gateway.content.deadlines,
        revisions=gateway.revisions,
        catalogue=gateway.content.catalogue,
        read_office=gateway.content.office.current,
        signer=PayloadSigner(bytes.fromhex(key.seal("telegram-buttons"))),
        site=settings.public_url.rstrip("/") + "/",
        bot_name=lambda: client.name,
        new_token=lambda: secrets.token_urlsafe(TOKEN_BYTES),
        now=utc_now,
        limits=Limits(
            messages=RateLimiter(MESSAGE_RATE, time.monotonic),
            hints=RateLimiter(HINT_RATE, time.monotonic),
            groups=RateLimiter(GROUP_RATE, time.monotonic),
        ),
        show_typing=show_typing,
    )


def _periods(settings: Settings) -> Periods:
    """Return how long the channel keeps what it needs of chats and requests."""
    return Periods(
        chats=timedelta(days=settings.chat_retention_days),
        # A request is kept for so long after it was settled, whenever that may be.
        requests=timedelta(days=2 * settings.retention.request_days),
    )


def _reception(settings: Settings) -> Reception:
    """Return how updates come in: by webhook where that is wanted or possible, else by asking."""
    mode, public_url = settings.telegram.mode, settings.public_url
    is_webhook = mode == "webhook" or (mode == "auto" and is_https(public_url))
    return Reception(
        url=public_url.rstrip("/") + WEBHOOK_PATH if is_webhook else "",
        secret=webhook_secret(settings.telegram.token),
    )
