"""Builds desks for tests."""

from __future__ import annotations

import itertools
import re
import shutil
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.consultations.keys.request_key import RequestKey
from bot.consultations.models import ConsultationRequest
from bot.desk.app import create_app
from bot.desk.services import DeskServices, assemble
from bot.desk.staff.accounts import FIRST_USERNAME, START_PASSWORD_FILE, Role
from bot.desk.staff.passwords import Passwords
from bot.settings import Settings
from tests.unit.complete_draft import complete_draft

URL = "http://desk.test"
ORIGIN = {"Origin": URL}
START = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)


@dataclass
class DeskRig:
    """A desk's services together with the strings a test pulls."""

    services: DeskServices
    engine: Engine
    moment: datetime = START
    seconds: float = 0.0

    @classmethod
    def build(cls, folder: Path, template: Path | None = None, **environ: str) -> DeskRig:
        """Build a desk; ``template`` is the folder of one whose tables are there already."""
        if template is not None:
            shutil.copytree(template, folder, dirs_exist_ok=True)
        rig: list[DeskRig] = []
        settings = Settings.from_env({"IJA_VAR_DIR": str(folder), **environ})
        services = assemble(
            settings,
            # The smallest cost that argon2 takes: the tests check logic, not the cost.
            Passwords(memory_kib=8),
            RequestKey(b"0" * 32),
            lambda: rig[0].moment if rig else START,
            lambda: rig[0].seconds,
        )
        rig.append(cls(services, services.engine))
        return rig[0]

    def add_staff(self, username: str, role: Role = Role.ADVISOR, name: str = "") -> str:
        """Add an account and return its password."""
        return self.services.staff.add(username, name, role)

    @property
    def start_password(self) -> str:
        path = self.services.var_dir / START_PASSWORD_FILE
        return path.read_text(encoding="utf-8").strip()

    def add_request(self, key: str, **fields: Any) -> ConsultationRequest:
        told = {
            "topic": "Visum <b>",
            "description": "Zeile 1\nZeile 2",
            "email": "a@example.org",
            **fields,
        }
        return self.services.consultations.submit(complete_draft(**told), key)

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


def post(client: TestClient, path: str, page: str | None = None, **fields: str) -> Any:
    """Send a form with the tokens of ``page`` (its address), or of the list."""
    html = client.get(page or "/anfragen").text
    form = {"csrf": hidden(html)}
    for name in ("version", "key"):
        found = re.search(rf'name="{name}" value="([^"]+)"', html)
        if found:
            form[name] = found[1]
    return client.post(path, data={**form, **fields}, headers=ORIGIN)


def signed_in(rig: DeskRig, username: str, role: Role = Role.ADVISOR, name: str = "") -> TestClient:
    """Return a browser in which a new account is signed in, past its first time."""
    password = rig.add_staff(username, role, name)
    rig.services.staff.set_password(username, password, is_start=False)
    client = TestClient(
        create_app(rig.services), URL, raise_server_exceptions=False, follow_redirects=False
    )
    assert log_in(client, password, username).status_code == 303
    return client
