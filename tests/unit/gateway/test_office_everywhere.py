"""One edit of ``faq/office.yml`` reaches the chat, the pages, the form and the mail."""

from __future__ import annotations

import asyncio
import email
import email.policy
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.gateway.app import create_app
from bot.gateway.build import build_services
from bot.knowledge.office import OFFICE_FILE
from bot.mail.command import deliver_once, office_name
from bot.settings import Settings
from tests.unit.complete_draft import complete_draft
from tests.unit.gateway.gateway_rig import FAQ, PUBLIC_URL

FILE = """name: {name}
website: https://ija.example
email: {{value: post@ija.example, confirmed: true}}
phone: {{value: null, confirmed: false}}
hours: {{value: null, confirmed: false}}
address: {{value: "Musterweg 1", confirmed: {confirmed}}}
responsible: {{value: [Kim Muster], confirmed: {confirmed}}}
"""
DRAFT = complete_draft(topic="Visum", description="Wer hilft?")
HEADERS = {"Origin": PUBLIC_URL, "Content-Type": "application/json"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    root = tmp_path / "projekt"
    (root / "faq").mkdir(parents=True)
    for path in FAQ.glob("*.yml"):
        shutil.copyfile(path, root / "faq" / path.name)
    # Nobody listens on port 9: the chat must answer with the contact.
    environ = {"IJA_VAR_DIR": str(tmp_path / "var"), "IJA_PUBLIC_URL": PUBLIC_URL,
               "IJA_RASA_PORT": "9", "IJA_RASA_TIMEOUT_SECONDS": "2"}  # fmt: skip
    return replace(Settings.from_env(environ), root=root)


def write(settings: Settings, name: str, *, confirmed: bool) -> None:
    content = FILE.format(name=name, confirmed=str(confirmed).lower())
    (settings.faq_dir / OFFICE_FILE).write_text(content, encoding="utf-8")


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    write(settings, "Alter Name", confirmed=False)
    with TestClient(create_app(build_services(settings)), PUBLIC_URL) as client:
        yield client


def told(client: TestClient, settings: Settings) -> dict[str, str]:
    """Return what each place tells about the office."""
    pages = {path: client.get(path).text for path in ("/kontakt", "/impressum", "/beratung")}
    opened = client.post("/api/chat/sessions", headers=HEADERS, content="{}")
    answers = client.post(
        "/api/chat/messages",
        headers={**HEADERS, "X-Session": opened.json()["session"]},
        content=json.dumps({"text": "Hallo"}),
    )
    return {**pages, "chat": answers.text, "mail": mailed(client, settings)}


def mailed(client: TestClient, settings: Settings) -> str:
    """Return the mail to the office about a new request."""
    app = client.app
    assert isinstance(app, Starlette)
    key = f"key-{len(list(settings.mail_folder.glob('*.eml')))}"
    app.state.services.consultations.submit(DRAFT, key)
    before = set(settings.mail_folder.glob("*.eml"))
    assert asyncio.run(deliver_once(settings)).sent == 1
    [path] = set(settings.mail_folder.glob("*.eml")) - before
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_new_name_is_one_edit(client: TestClient, settings: Settings) -> None:
    before = told(client, settings)
    assert {place for place, text in before.items() if "Alter Name" not in text} == set()
    write(settings, "Neuer Name in NRW", confirmed=False)
    after = told(client, settings)
    assert {place for place, text in after.items() if "Neuer Name in NRW" not in text} == set()
    assert {place for place, text in after.items() if "Alter Name" in text} == set()


def test_address_and_persons_are_shown_only_when_confirmed(
    client: TestClient, settings: Settings
) -> None:
    for confirmed in (False, True):
        write(settings, "Name", confirmed=confirmed)
        places = told(client, settings)
        shown = {p for p in ("/kontakt", "/impressum", "chat") if "Musterweg 1" in places[p]}
        assert shown == ({"/kontakt", "/impressum", "chat"} if confirmed else set())
        assert ("Kim Muster" in places["chat"]) is confirmed
        assert ("Entwurf" in places["/impressum"]) is not confirmed


def test_a_broken_file_holds_up_neither_pages_nor_mail(
    client: TestClient, settings: Settings
) -> None:
    (settings.faq_dir / OFFICE_FILE).write_text("name: [", encoding="utf-8")
    assert "Alter Name" in client.get("/kontakt").text
    assert office_name(settings)() == "Servicestelle"
