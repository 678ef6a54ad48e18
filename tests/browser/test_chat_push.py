"""What reaches the chat without being asked for: other windows, the office, a broken line."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timezone
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.consultations.database.engine import open_engine
from bot.conversations.store import ConversationStore
from tests.browser.chatting import INPUT, PHONE, ask, record_spoken
from tests.browser.rig import Site, reply

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE")


class Office:
    """What the desk does to a chat: it only knows the database."""

    def __init__(self, site: Site) -> None:
        self.store = ConversationStore(
            open_engine(f"sqlite:///{site.var_dir / 'ija.sqlite'}"), lambda: "unused"
        )
        with closing(sqlite3.connect(site.var_dir / "ija.sqlite")) as connection:
            [self.conversation] = connection.execute(
                "SELECT token_hash FROM chat_sessions ORDER BY id DESC LIMIT 1"
            ).fetchone()

    def says(self, text: str) -> None:
        now = datetime.now(timezone.utc)
        self.store.add_office_message(self.conversation, text, "Servicestelle", now)

    def takes_over(self, is_active: bool) -> None:
        self.store.set_human(self.conversation, is_active, datetime.now(timezone.utc))


def second_window(page: Page, url: str) -> Page:
    context: BrowserContext = page.context
    other = context.new_page()
    other.goto(url)
    return other


def test_the_button_for_a_new_message_leads_to_its_beginning(site: Site, page: Page) -> None:
    for _ in range(2):
        ask(page, "Fristen?")
    page.locator(".scroll").evaluate("(node) => { node.scrollTop = 0; }")
    other = second_window(page, site.url)
    expect(other.locator(".user")).to_have_count(2)
    ask(other, "Fristen?")
    page.get_by_role("button", name="Neue Nachricht").click()
    expect(page.locator(".bot").last.locator(".who")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Neue Nachricht")).to_be_hidden()


def test_two_windows_show_the_same_conversation(site: Site, page: Page) -> None:
    ask(page, "Gruppe?")
    other = second_window(page, site.url)
    expect(other.locator(".card")).to_contain_text("Wie groß darf unsere Gruppe sein?")
    ask(other, "Fristen?")
    expect(page.locator(".user .bubble")).to_have_text(["Gruppe?", "Fristen?"])
    expect(page.get_by_role("table")).to_be_visible()
    ask(page, "Hallo")
    expect(other.locator(".user")).to_have_count(3)


def test_a_pressed_button_keeps_its_name(site: Site, page: Page) -> None:
    # The server knows the same choice under a longer name and sends it along the stream.
    button = {"title": "Mensch sprechen", "payload": "/request_human"}
    site.rasa.reply = lambda _body: [{"text": "Wie weiter?", "buttons": [button]}]
    ask(page, "Hallo")
    page.locator(".choice").last.click()
    expect(page.locator(".bot")).to_have_count(3)
    Office(site).says("Guten Tag, hier die Servicestelle.")
    expect(page.locator(".office")).to_be_visible()
    expect(page.locator(".user .bubble")).to_have_text(["Hallo", "Mensch sprechen"])


def test_one_window_takes_over_when_the_other_is_closed(site: Site, page: Page) -> None:
    ask(page, "Gruppe?")
    other = second_window(page, site.url)
    expect(other.locator(".card")).to_be_visible()
    page.close()
    Office(site).says("Guten Tag, hier die Servicestelle.")
    expect(other.locator(".office")).to_contain_text("Guten Tag, hier die Servicestelle.")


def test_a_person_of_the_office_is_clearly_a_person(site: Site, page: Page) -> None:
    ask(page, "Gruppe?")
    record_spoken(page)
    office = Office(site)
    office.takes_over(True)
    expect(page.locator(".people")).to_contain_text("Ein Mensch der Servicestelle antwortet")
    office.says("Wir rufen Sie an.\nBis morgen!")
    message = page.locator(".office")
    expect(message.locator(".bubble")).to_contain_text("Wir rufen Sie an.")
    expect(message.locator(".who")).to_contain_text("Servicestelle (ein Mensch)")
    assert page.evaluate("window.spoken")[-1].startswith("Servicestelle: Wir rufen Sie an.")
    office.takes_over(False)
    expect(page.locator(".people")).to_be_hidden()
    page.reload()
    expect(message.locator(".bubble")).to_contain_text("Bis morgen!")


def test_a_broken_line_is_told_and_mends_itself(
    site: Site, page: Page, expected_complaints: list[str]
) -> None:
    expected_complaints.extend(NETWORK)
    ask(page, "Gruppe?")
    page.context.set_offline(True)
    expect(page.get_by_role("status")).to_contain_text("Sie sind offline")
    page.get_by_label(INPUT).fill("Meine Frage")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Ihr Text steht noch da")
    expect(page.get_by_label(INPUT)).to_have_value("Meine Frage")
    expect(page.locator(".user")).to_have_count(1)
    Office(site).says("Während Sie offline waren")
    page.context.set_offline(False)
    expect(page.locator(".office")).to_contain_text("Während Sie offline waren")
    expect(page.locator(".banner").first).to_be_hidden()
    expect(page.get_by_role("alert")).to_contain_text("Die Verbindung ist wieder da")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.locator(".user")).to_have_count(2)
    expect(page.locator(".problem")).to_be_empty()


def test_a_line_that_opened_just_before_the_network_went_does_not_say_it_is_back(
    page: Page,
) -> None:
    # The server answers late: by then the browser knows that it is offline.
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => false })")
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    with page.expect_response(lambda response: response.url.endswith("/stream")):
        ask(page, "Gruppe?")
    expect(page.locator(".user")).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("Sie sind offline")


def test_an_answer_that_got_lost_on_its_way_arrives_once(
    site: Site, page: Page, expected_complaints: list[str]
) -> None:
    expected_complaints.extend(NETWORK)
    ask(page, "Hallo")
    seen = len(site.rasa.received)

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/api/chat/messages", lose, times=1)
    page.get_by_label(INPUT).fill("Gruppe?")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.locator(".card")).to_be_visible()
    expect(page.locator(".user")).to_have_count(2)
    expect(page.locator(".typing")).to_be_hidden()
    assert len(site.rasa.received) == seen + 1


def test_whoever_waits_long_is_told_and_offered_the_form(site: Site, page: Page) -> None:
    def slow(body: dict[str, Any]) -> list[dict[str, Any]]:
        time.sleep(5)
        return reply(body)

    ask(page, "Alter?")
    expect(page.locator(".slow")).to_be_hidden()
    site.rasa.reply = slow
    record_spoken(page)
    page.get_by_label(INPUT).fill("Gruppe?")
    page.keyboard.press("Enter")
    waiting = page.locator(".slow")
    expect(waiting).to_contain_text("Das dauert gerade länger als sonst.", timeout=4500)
    form = waiting.get_by_role("link", name="Beratung anfragen")
    expect(form).to_have_attribute("href", f"{site.url}/beratung")
    assert any("länger als sonst" in said for said in page.evaluate("window.spoken"))
    expect(page.locator(".card").last).to_contain_text("Wie groß darf unsere Gruppe sein?")
    expect(waiting).to_be_hidden()


def test_a_slow_line_shows_that_an_answer_is_on_its_way(page: Page) -> None:
    page.route("**/api/chat/messages", lambda _route: None, times=1)
    page.get_by_label(INPUT).fill("Gruppe?")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.locator(".typing")).to_be_visible()
    expect(page.locator(".user")).to_contain_text("Gruppe?")
    expect(page.get_by_label(INPUT)).to_be_editable()


def end_all(site: Site) -> None:
    with closing(sqlite3.connect(site.var_dir / "ija.sqlite")) as connection, connection:
        connection.execute("DELETE FROM chat_messages")
        connection.execute("DELETE FROM chat_sessions")


def test_a_conversation_that_is_over_begins_anew(
    site: Site, page: Page, expected_complaints: list[str]
) -> None:
    # Whether an open line is told or a new one refused depends on the moment.
    expected_complaints.append("status of 404")
    ask(page, "Gruppe?")
    end_all(site)
    expect(page.locator(".message")).to_have_count(1)
    ask(page, "Fristen?")
    expect(page.locator(".user")).to_have_count(1)


def test_a_conversation_that_ended_while_the_line_was_broken_begins_anew(
    site: Site, page: Page, expected_complaints: list[str]
) -> None:
    expected_complaints.extend([*NETWORK, "status of 404"])
    stream = "**/api/chat/stream"
    page.route(stream, lambda route: route.abort())
    ask(page, "Gruppe?")
    end_all(site)
    page.unroute(stream)
    expect(page.locator(".message")).to_have_count(1, timeout=20_000)
    expect(page.locator(".user")).to_have_count(0)


def test_a_reload_shows_the_last_answer_from_its_question(open_page: OpenPage, site: Site) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site.url)
    ask(page, "Gruppe?")
    ask(page, "Welche Fristen gibt es?")
    page.reload()
    expect(page.locator(".user").last).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("rowheader").first).to_be_in_viewport()
