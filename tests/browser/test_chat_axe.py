"""What axe-core says of the chat, in every state that it can be in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chatting import INPUT, PHONE, ask, open_menu, violations
from tests.browser.rig import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
OFFLINE = "ERR_INTERNET_DISCONNECTED"


def empty(_page: Page) -> None:
    """Nothing was said yet."""


def answer(page: Page) -> None:
    ask(page, "Begriff?")
    page.get_by_text("Mehr dazu", exact=True).click()
    page.get_by_text("Begriffe", exact=True).click()


def points(page: Page) -> None:
    ask(page, "Viele Punkte?")
    page.get_by_text("Mehr dazu", exact=True).click()
    page.get_by_text("Alter", exact=True).click()


def plain(page: Page) -> None:
    ask(page, "Gruppe?")
    page.locator(".always").get_by_role("button", name="Einfache Sprache").click()


def reasons(page: Page) -> None:
    ask(page, "Gruppe?")
    page.get_by_role("group", name="War das hilfreich?").get_by_role("button", name="Nein").click()
    expect(page.get_by_role("button", name="Veraltet")).to_be_visible()


def tables(page: Page) -> None:
    ask(page, "Fristen?")
    ask(page, "Vergleich?")
    ask(page, "Blatt?")


def form(page: Page) -> None:
    ask(page, "zusammenfassen")
    ask(page, "Beleg?")


def refused(page: Page) -> None:
    page.get_by_label(INPUT).fill("x" * 2010)
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("zu lang")


def suggested(page: Page) -> None:
    page.get_by_label(INPUT).press_sequentially("visum")
    expect(page.get_by_role("list", name="Passende Fragen")).to_be_visible()


def emergency(page: Page) -> None:
    page.get_by_role("button", name="Notfall").click()
    expect(page.get_by_role("dialog", name="Hilfe im Notfall")).to_be_visible()


def restart(page: Page) -> None:
    open_menu(page)
    page.get_by_role("button", name="Neu beginnen").click()
    expect(page.get_by_role("dialog", name="Neu beginnen?")).to_be_visible()


def offline(page: Page) -> None:
    ask(page, "Gruppe?")
    page.context.set_offline(True)
    expect(page.get_by_role("status")).to_contain_text("offline")


STATES = [
    empty, answer, points, plain, reasons, tables, form, refused, suggested, open_menu, emergency,
    restart, offline,
]  # fmt: skip
# Colours do not depend on the width: both of each are seen in two runs.
LOOKS = {"desk-light": {}, "phone-dark": {"viewport": PHONE, "color_scheme": "dark"}}


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_in_any_state(
    site: Site,
    open_page: OpenPage,
    state: Callable[[Page], None],
    look: dict[str, object],
    expected_complaints: list[str],
) -> None:
    expected_complaints.append(OFFLINE)
    page = open_page(**look)
    page.goto(site.url)
    state(page)
    assert violations(page) == []


def test_axe_finds_nothing_on_the_statement(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{site.url}/barrierefreiheit")
    assert violations(page) == []
