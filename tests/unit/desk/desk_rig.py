"""Builds desks for tests."""

from __future__ import annotations

import asyncio
import itertools
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.consultations.engine import open_engine
from bot.consultations.migrations import migrate as migrate_consultations
from bot.consultations.models import Channel, ConsultationDraft, ConsultationRequest
from bot.consultations.outbox_store import SqlOutboxStore
from bot.consultations.service import ConsultationService
from bot.consultations.store import SqlConsultationStore
from bot.desk.accounts import FIRST_USERNAME, START_PASSWORD_FILE, Accounts
from bot.desk.mail_states import MailStates
from bot.desk.migrations import migrate
from bot.desk.passwords import Passwords
from bot.desk.services import DeskServices, new_token
from bot.desk.sessions import Sessions
from bot.desk.throttle import LoginThrottle

URL = "http://desk.test"
ORIGIN = {"Origin": URL}


@dataclass
class DeskRig:
    """A desk's services together with the strings a test pulls."""

    services: DeskServices
    engine: Engine
    moment: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
    seconds: float = 0.0

    @classmethod
    def build(cls, folder: Path) -> DeskRig:
        engine = open_engine(f"sqlite:///{folder / 'ija.sqlite'}")
        migrate_consultations(engine)
        migrate(engine)
        rig: list[DeskRig] = []

        def now() -> datetime:
            return rig[0].moment

        # The smallest cost that argon2 takes: the tests check logic, not the cost.
        accounts = Accounts(engine, Passwords(memory_kib=8))
        accounts.create_first(folder, new_token)
        services = DeskServices(
            var_dir=folder,
            consultations=ConsultationService(SqlConsultationStore(engine), now),
            outbox=SqlOutboxStore(engine),
            mail_states=MailStates(engine),
            accounts=accounts,
            sessions=Sessions(engine, new_token),
            throttle=LoginThrottle(lambda: rig[0].seconds),
            password_checks=asyncio.Semaphore(2),
            now=now,
            new_token=new_token,
        )
        rig.append(cls(services, engine))
        return rig[0]

    @property
    def start_password(self) -> str:
        path = self.services.var_dir / START_PASSWORD_FILE
        return path.read_text(encoding="utf-8").strip()

    def add_request(self, key: str, **fields: Any) -> ConsultationRequest:
        draft = ConsultationDraft(
            **{
                "topic": "Visum <b>",
                "description": "Zeile 1\nZeile 2",
                "organisation": "Jugendring",
                "name": "",
                "email": "a@example.org",
                "phone": None,
                "consent": True,
                "channel": Channel.WEB_FORM,
                **fields,
            }
        )
        return self.services.consultations.submit(draft, key)

    def add_requests(self, count: int) -> None:
        for number in itertools.islice(itertools.count(1), count):
            self.add_request(f"key-{number}")


def hidden(page: str, name: str = "csrf") -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


def log_in(client: TestClient, password: str, username: str = FIRST_USERNAME) -> Any:
    csrf = hidden(client.get("/login").text)
    form = {"csrf": csrf, "username": username, "password": password}
    return client.post("/login", data=form, headers=ORIGIN)
