"""A desk with something on it, for the tests in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import pyotp
from playwright.sync_api import Page, expect

from bot.consultations.database.engine import write_transaction
from bot.consultations.models import (
    Channel,
    ReplyChannel,
    Speaker,
    TranscriptLine,
    TranscriptSource,
)
from bot.consultations.threads.message_store import add_message
from bot.consultations.threads.thread_models import Attachment, Author, MessageKind, NewMessage, Via
from bot.conversations.store import ConversationStore
from bot.desk.requests.work import Work
from bot.desk.services import DeskServices, build_services
from bot.desk.staff.accounts import Role
from bot.privacy.token_hash import token_hash
from bot.settings import Settings
from tests.browser.rig import Site
from tests.unit.complete_draft import complete_draft

MAX_TABS = 150
WHERE = """() => {
  const node = document.activeElement;
  if (!node.matches("a, button, input, select, textarea, summary")) return "";
  const label = node.labels && node.labels.length ? node.labels[0].innerText : "";
  return `${label} ${node.innerText || node.value || ""}`;
}"""


@dataclass
class Desk:
    """The running desk, its services and an account of its own."""

    url: str
    services: DeskServices
    username: str
    password: str
    app: pyotp.TOTP | None = None


def open_desk(site: Site, username: str, *, with_factor: bool = False) -> Desk:
    """Add an admin to the running desk, if wanted with a second factor."""
    services = build_services(Settings.from_env({"IJA_VAR_DIR": str(site.var_dir)}))
    password = services.staff.add(username, f"{username.capitalize()} Beispiel", Role.ADMIN)
    services.staff.set_password(username, password, is_start=False)
    desk = Desk(site.desk_url, services, username, password)
    if with_factor:
        account = services.accounts.find(username)
        assert account is not None
        desk.app = pyotp.TOTP(services.second_factors.begin(account))
        # A code counts once, so the one of now has to be left for signing in.
        earlier = datetime.now(timezone.utc) - timedelta(minutes=2)
        assert services.second_factors.confirm(account, desk.app.at(earlier), earlier)
    return desk


def add_request(desk: Desk, key: str, **fields: object) -> str:
    """Store a request and return its reference."""
    told = {
        "topic": "Förderung für eine Begegnung",
        "description": "Wir planen eine Begegnung.\nWer hilft?",
        "name": "Erika",
        "email": "erika@example.org",
        **fields,
    }
    return desk.services.consultations.submit(complete_draft(**told), key).reference


def add_full_request(desk: Desk, key: str) -> str:
    """Store a request with everything that its page can show, and return its reference."""
    services = desk.services
    chat = ConversationStore(services.engine, services.new_token).create(services.now())
    source = TranscriptSource("DPJW: Förderung", "https://ija.example/dpjw")
    reference = add_request(
        desk,
        key,
        channel=Channel.WEB_CHAT,
        conversation=token_hash(chat),
        partner_country="Polen",
        is_urgent=True,
        transcript=(
            TranscriptLine(Speaker.PERSON, "Welche Förderung gibt es?"),
            TranscriptLine(Speaker.ASSISTANT, "Fragen Sie das DPJW.", (source,)),
            TranscriptLine(Speaker.PERSON, "", is_struck=True),
        ),
    )
    decided = Work(desk.username, services.today(), tags=("kalkulation",))
    services.work.decide(reference, decided, is_urgent=True, actor=desk.username)
    services.threads.add_note(reference, "Rückruf vereinbart.", desk.username, "note")
    services.threads.answer(reference, "Ja, gern.", desk.username, "a", ReplyChannel.EMAIL)
    uuid = str(services.consultations.get(reference).uuid)
    attachments = (
        Attachment("Kalkulation.pdf", "application/pdf", 2048, services.attachments.save(b"%PDF")),
        Attachment("virus.exe", "application/x-dosexec", 9, None, "type_not_allowed"),
    )
    for number, is_public in enumerate((True, False)):
        with write_transaction(services.engine) as connection:
            add_message(
                connection,
                uuid,
                NewMessage(
                    idempotency_key=f"{key}-{number}",
                    author=Author.PERSON,
                    actor="mail",
                    kind=MessageKind.TEXT,
                    via=Via.MAIL,
                    created_at=services.now(),
                    is_public=is_public,
                    text="Anbei der Plan.",
                    full_text="Anbei der Plan.\n> Ja, gern.",
                    attachments=attachments if is_public else (),
                ),
            )
    return reference


def sign_in(page: Page, desk: Desk) -> None:
    """Sign in with the keyboard alone."""
    page.goto(desk.url)
    expect(page.locator("#username")).to_be_focused()
    page.keyboard.type(desk.username)
    page.keyboard.press("Tab")
    page.keyboard.type(desk.password)
    page.keyboard.press("Enter")
    if desk.app is not None:
        page.wait_for_url("**/login/code")
        expect(page.locator("#code")).to_be_focused()
        page.keyboard.type(desk.app.now())
        page.keyboard.press("Enter")
    page.wait_for_url("**/anfragen")


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus shows the words; fail if nothing ever does."""
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        if words in page.evaluate(WHERE):
            return
    raise AssertionError(f"no way to {words!r} by keyboard")
