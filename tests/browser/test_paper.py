"""What comes out of a printer: white, complete, without anything to click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chatting import INPUT, ask
from tests.browser.desk_rig import add_full_request, add_request, open_desk, sign_in
from tests.browser.rig import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
# Paper of the size A4 between the margins of a browser, in CSS pixels.
PAPER = {"width": 718, "height": 1047}
WHITE = "rgb(255, 255, 255)"


def test_what_is_folded_in_the_chat_is_printed(page: Page) -> None:
    ask(page, "Gruppe?")
    folded = page.get_by_text("Die Leitung zählt extra.")
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    expect(page.get_by_label(INPUT)).to_be_hidden()
    expect(page.get_by_text("War das hilfreich?")).to_be_hidden()


def test_points_folded_one_by_one_are_printed(page: Page) -> None:
    ask(page, "Viele Punkte?")
    page.emulate_media(media="print")
    expect(page.get_by_text("(Stand 2025) 13 bis 30 Jahre.")).to_be_visible()


@pytest.mark.parametrize("theme", ["", "dark"])
def test_a_dark_chat_is_printed_on_white(site: Site, open_page: OpenPage, theme: str) -> None:
    page = open_page(color_scheme="dark")
    page.goto(site.url)
    page.locator("ija-lotse").evaluate("(node, theme) => node.setAttribute('theme', theme)", theme)
    ask(page, "Gruppe?")
    bubble = page.locator(".card")
    ground = "(node) => getComputedStyle(node).backgroundColor"
    assert bubble.evaluate(ground) != WHITE
    page.emulate_media(media="print", color_scheme="dark")
    assert bubble.evaluate(ground) == WHITE
    # A link on white paper is as dark as on a light screen.
    assert page.locator(".proof a").first.evaluate("(n) => getComputedStyle(n).color") == (
        "rgb(6, 64, 73)"
    )


def test_the_list_of_requests_fits_on_paper(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "paula")
    reference = add_full_request(desk, "paper")
    add_request(desk, "long", organisation="Kinderundjugendverbandsarbeitsgemeinschaft Gütersloh")
    page = open_page(viewport=PAPER, color_scheme="dark")
    sign_in(page, desk)
    page.goto(f"{desk.url}/anfragen?ansicht=alle")
    page.emulate_media(media="print", color_scheme="dark")
    sheet = page.locator(".table-sheet")
    assert sheet.evaluate("(node) => node.scrollWidth - node.clientWidth") <= 0
    assert sheet.evaluate("(node) => getComputedStyle(node).backgroundColor") == WHITE
    # All columns stand beside each other, and nothing to click stands above them.
    expect(page.get_by_role("columnheader", name="Antwort bis")).to_be_visible()
    expect(page.get_by_label("Suchen")).to_be_hidden()
    expect(page.get_by_text("Filtern und sortieren")).to_be_hidden()

    page.goto(f"{desk.url}/anfragen/{reference}")
    expect(page.get_by_text("Rückruf vereinbart.")).to_be_visible()
    expect(page.get_by_role("heading", name="Steckbrief")).to_be_visible()
    expect(page.locator("form:visible")).to_have_count(0)


def test_ones_own_request_has_nothing_to_click_on_paper(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "pia")
    reference = add_full_request(desk, "own")
    page = open_page()
    page.goto(f"{running.url}/anfrage")
    page.locator("#reference").fill(reference)
    page.locator("#pin").fill(desk.services.consultations.pin_of(reference))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nachrichten")).to_be_visible()
    expect(page.locator("form:visible")).not_to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_text("Ja, gern.")).to_be_visible()
    expect(page.locator("form:visible")).to_have_count(0)
    expect(page.get_by_text("Anfrage jetzt löschen")).to_be_hidden()
