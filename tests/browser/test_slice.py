"""The main job, once, with everything real: all processes, the trained model, a browser."""

from __future__ import annotations

import email
import email.policy
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN_SECONDS = 180
ANSWER_MS = 30_000
OWN_PASSWORD = "vier Wörter ganz zufällig"  # noqa: S105 - of a desk that a test starts

pytestmark = [pytest.mark.browser, pytest.mark.model]


@dataclass(frozen=True)
class Stack:
    """Addresses and data of the running processes."""

    chat: str
    desk: str
    var_dir: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    var_dir = tmp_path_factory.mktemp("var mit leerzeichen")
    names = ("GATEWAY", "DESK", "RASA")
    ports = {name: free_port() for name in names}
    environment = {f"IJA_{name}_PORT": str(port) for name, port in ports.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env={**os.environ, **environment, "IJA_VAR_DIR": str(var_dir)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    chat = f"http://127.0.0.1:{ports['GATEWAY']}"
    try:
        wait_until_rasa_answers(f"http://127.0.0.1:{ports['RASA']}/", chat, process)
        yield Stack(chat, f"http://127.0.0.1:{ports['DESK']}", var_dir)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0


def wait_until_rasa_answers(rasa: str, chat: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the supervisor ended"
        try:
            if httpx.get(rasa).status_code == 200 and httpx.get(f"{chat}/readyz").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.5)
    pytest.fail("the assistant did not become ready")


def ask(page: Page, text: str) -> None:
    page.get_by_label("Ihre Frage").fill(text)
    page.get_by_label("Ihre Frage").press("Enter")
    expect(page.locator(".typing")).to_be_hidden(timeout=ANSWER_MS)


def press(page: Page, title: str) -> None:
    page.get_by_role("button", name=title, exact=True).last.click()
    expect(page.locator(".typing")).to_be_hidden(timeout=ANSWER_MS)


def wait_for_mail(folder: Path, reference: str) -> email.message.EmailMessage:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for path in folder.glob("*.eml"):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if reference in str(message["Subject"]):
                assert isinstance(message, email.message.EmailMessage)
                return message
        time.sleep(0.2)
    pytest.fail(f"no mail for {reference}")


def test_question_deadline_and_request_arrive(stack: Stack, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(stack.chat)

    ask(page, "Was versteht man unter internationaler Jugendarbeit?")
    card = page.locator(".card").last
    expect(card).to_contain_text("Stand")
    assert card.get_by_role("link").first.get_attribute("href", timeout=ANSWER_MS)

    ask(page, "Bis wann läuft die Antragsfrist beim DPJW?")
    expect(page.locator(".card").last).to_contain_text("3 Monate vor Beginn", timeout=ANSWER_MS)
    expect(page.locator(".card").last).to_contain_text("prüfen")

    press(page, "Beratung anfragen")
    for answer in (
        "Begegnung mit Gästen aus Togo",
        "Wir planen für den Sommer 2027 <b>und</b> haben Fragen zum Visum.",
        "12 Jugendliche von 14 bis 17",
        "Jugendhaus Musterstadt",
        "kim@example.org",
        "Kim",
    ):
        ask(page, answer)
    expect(page.locator(".scroll")).to_contain_text("Jugendhaus Musterstadt")
    # Nobody writes so fast: a conversation has twelve messages at once, then one in two seconds.
    page.wait_for_timeout(6_000)
    press(page, "Etwas ändern")
    press(page, "Name")
    ask(page, "Kim Özil")
    press(page, "Einverstanden und senden")
    found = re.search(r"IJ-\d{4}-\d{4}", page.locator(".scroll").inner_text(timeout=ANSWER_MS))
    assert found is not None
    reference = found[0]

    message = wait_for_mail(stack.var_dir / "mail", reference)
    body = message.get_body(("plain",))
    assert body is not None
    assert "Begegnung mit Gästen aus Togo" in body.get_content()
    assert message["Reply-To"] == "kim@example.org"

    desk = open_page()
    desk.goto(stack.desk)
    desk.get_by_label("Name").fill("beratung")
    password = (stack.var_dir / "desk-startpasswort.txt").read_text(encoding="utf-8")
    start = password.strip().splitlines()[-1]
    desk.get_by_label("Passwort", exact=True).fill(start)
    desk.get_by_role("button", name="Anmelden").click()
    desk.get_by_label("Startpasswort").fill(start)
    desk.get_by_label("Neues Passwort", exact=True).fill(OWN_PASSWORD)
    desk.get_by_label("Neues Passwort wiederholen").fill(OWN_PASSWORD)
    desk.get_by_role("button", name="Passwort speichern").click()
    expect(desk.get_by_role("main")).to_contain_text(reference)
    desk.get_by_role("link", name=re.compile(reference)).first.click()
    expect(desk.get_by_role("main")).to_contain_text("Wir planen für den Sommer 2027 <b>und</b>")
    expect(desk.get_by_role("main")).to_contain_text("Kim Özil")


def test_an_edited_answer_is_live_without_training(
    stack: Stack, open_page: Callable[..., Page]
) -> None:
    entry = ROOT / "faq" / "grundlagen" / "workcamp.md"
    before = entry.read_bytes()
    marker = "Dieser Satz stammt aus dem Test."
    try:
        text = before.decode("utf-8")
        entry.write_text(text.replace("\n## Details", f"\n{marker}\n\n## Details", 1), "utf-8")
        page = open_page()
        page.goto(stack.chat)
        ask(page, "Was ist ein Workcamp?")
        expect(page.locator(".card").last).to_contain_text(marker, timeout=ANSWER_MS)
    finally:
        entry.write_bytes(before)
