"""What the desk's routes work with, and how it is built from the settings."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.requests import Request

from bot.consultations.engine import open_engine
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.outbox_store import OutboxStore, SqlOutboxStore
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.desk.accounts import Accounts
from bot.desk.mail_states import MailStates
from bot.desk.migrations import migrate as migrate_desk
from bot.desk.passwords import Passwords
from bot.desk.sessions import Sessions
from bot.desk.throttle import LoginThrottle
from bot.settings import Settings

OFFICE_TIME_ZONE = ZoneInfo("Europe/Berlin")
TOKEN_BYTES = 24
# Each check takes 19 MiB and a core for some milliseconds.
PASSWORD_CHECKS_AT_ONCE = 2


@dataclass(frozen=True)
class DeskServices:
    """Everything that the routes share; tests pass their own."""

    var_dir: Path
    consultations: ConsultationService
    outbox: OutboxStore
    mail_states: MailStates
    accounts: Accounts
    sessions: Sessions
    throttle: LoginThrottle
    password_checks: asyncio.Semaphore
    now: Callable[[], datetime]
    new_token: Callable[[], str]

    def today(self) -> date:
        """Return the date where the office is."""
        return self.now().astimezone(OFFICE_TIME_ZONE).date()


def services_of(request: Request) -> DeskServices:
    """Return the services of the app that serves the request."""
    services: DeskServices = request.app.state.services
    return services


def build_services(settings: Settings) -> DeskServices:
    """Open the database and make sure that there is an account.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    engine = open_engine(settings.database_url)
    migrate_consultations(engine)
    migrate_desk(engine)
    accounts = Accounts(engine, Passwords())
    accounts.create_first(settings.var_dir, new_token)
    return DeskServices(
        var_dir=settings.var_dir,
        consultations=ConsultationService(
            SqlConsultationStore(engine), utc_now, answer_within_days=settings.answer_working_days
        ),
        outbox=SqlOutboxStore(engine),
        mail_states=MailStates(engine),
        accounts=accounts,
        sessions=Sessions(engine, new_token),
        throttle=LoginThrottle(time.monotonic),
        password_checks=asyncio.Semaphore(PASSWORD_CHECKS_AT_ONCE),
        now=utc_now,
        new_token=new_token,
    )


def new_token() -> str:
    """Return 192 random bits as URL-safe text."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def utc_now() -> datetime:
    """Return the current moment."""
    return datetime.now(timezone.utc)
