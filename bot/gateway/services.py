"""What the routes work with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from starlette.requests import Request

from bot.calendar.entries import Revision
from bot.channels.telegram.door import TelegramDoor
from bot.clock import day_in_germany
from bot.consultations.access import PersonAccess
from bot.consultations.mails.confirmation_store import SqlConfirmationStore
from bot.consultations.mails.outbox_mails import OutboxOverview
from bot.consultations.service import ConsultationService
from bot.conversations.store import ConversationStore
from bot.gateway.chat.live_feed import LiveFeed
from bot.gateway.chat.parts import Assistant
from bot.gateway.chat.service import ChatService
from bot.gateway.content.emergency import EmergencyHelp
from bot.gateway.content.office_files import OfficeFiles
from bot.gateway.content.question_search import QuestionSearch
from bot.gateway.door.rate_limits import RateLimits
from bot.gateway.door.signing import Signer
from bot.knowledge.office import Office
from bot.metrics.figures import Figures
from bot.reminders.service import ReminderService
from bot.retention.run import Retention
from bot.settings import Settings
from bot.tracing.spans import NoSpans, Spans

FORM_PATH = "/beratung"


@dataclass(frozen=True)
class GatewayServices:
    """Everything that the routes share; tests pass their own."""

    settings: Settings
    store: ConversationStore
    assistant: Assistant
    chat: ChatService
    consultations: ConsultationService
    access: PersonAccess
    confirmations: SqlConfirmationStore
    retention: Retention
    content: OfficeFiles
    reminders: ReminderService
    revisions: Callable[[], Mapping[str, Revision]]
    search: QuestionSearch
    emergency: EmergencyHelp
    key: bytes
    limits: RateLimits
    feed: LiveFeed
    figures: Figures
    now: Callable[[], datetime]
    new_token: Callable[[], str]
    outbox_overview: Callable[[], OutboxOverview]
    close: Callable[[], Awaitable[None]]
    spans: Spans = field(default_factory=NoSpans)
    # None where the channel is not switched on.
    telegram: TelegramDoor | None = None
    # The code of what went wrong at the last look into the mailbox, empty if nothing did.
    mailbox_error: Callable[[], str] = str

    @property
    def office(self) -> Office:
        """Return the office's contact as its file says now."""
        return self.content.office.current()

    @property
    def site(self) -> str:
        """Return the public address without a slash at its end."""
        return self.settings.public_url.rstrip("/")

    def signer(self, purpose: str) -> Signer:
        """Return the signer for one purpose."""
        return Signer(self.key, purpose)

    def today(self) -> date:
        """Return the date where the office is."""
        return day_in_germany(self.now())


def services_of(request: Request) -> GatewayServices:
    """Return the services of the app that serves the request."""
    services: GatewayServices = request.app.state.services
    return services
