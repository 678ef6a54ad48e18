"""The chat on the website of somebody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chatting import INPUT, PHONE, ask, open_menu, violations
from tests.browser.host_page import HostPage
from tests.browser.rig import Site, reply, running_site
from tests.unit.channels.fake_rasa import served

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
OPEN = "Fragen zum Austausch?"
GO_ON = "Gespräch fortsetzen"
STORED = "[sessionStorage.length, localStorage.length, document.cookie]"


@dataclass
class Embedded:
    """A host page, its address and the chat that it shows."""

    page: HostPage
    url: str
    site: Site


@pytest.fixture(scope="module")
def website(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    page = HostPage()
    with (
        served(page.app()) as url,
        running_site(tmp_path_factory.mktemp("embedded"), IJA_WIDGET_ORIGINS=url) as site,
    ):
        page.chat = site.url
        yield Embedded(page, url, site)


@pytest.fixture
def embedded(website: Embedded) -> Embedded:
    website.page.body, website.page.attributes = "", "defer"
    website.site.rasa.reply = reply
    website.site.rasa.received.clear()
    return website


def show(embedded: Embedded, open_page: OpenPage, style: str = "calm", **options: Any) -> Page:
    page = open_page(**options)
    page.goto(f"{embedded.url}/{style}")
    return page


def open_chat(page: Page, name: str = OPEN) -> None:
    page.get_by_role("button", name=name).click()
    expect(page.get_by_label(INPUT)).to_be_visible()


def test_one_line_shows_the_button_and_stores_and_asks_nothing(
    embedded: Embedded, open_page: OpenPage
) -> None:
    page = open_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{embedded.url}/calm", wait_until="networkidle")
    expect(page.get_by_role("button", name=OPEN)).to_be_visible()
    ours = [url for url in requests if url.startswith(embedded.site.url)]
    assert ours == [f"{embedded.site.url}/widget.js"]
    assert page.evaluate(STORED) == [0, 0, ""]
    assert page.context.cookies() == []


def test_a_conversation_under_strict_rules_without_a_cookie(
    embedded: Embedded, open_page: OpenPage
) -> None:
    page = show(embedded, open_page)
    open_chat(page)
    expect(page.locator(".bot").first).to_contain_text("Computerprogramm (KI), kein Mensch")
    assert page.evaluate("sessionStorage.getItem('ija-lotse')") == '{"open":true}'
    ask(page, "Gruppe?")
    card = page.locator(".card")
    expect(card.get_by_role("heading")).to_have_text("Wie groß darf unsere Gruppe sein?")
    expect(card.get_by_role("link", name="Als Seite öffnen")).to_have_attribute(
        "href", f"{embedded.site.url}/fragen/gruppengroesse"
    )
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.locator(".card")).to_be_visible()
    page.get_by_role("button", name="Chat schließen").click()
    page.reload()
    expect(page.get_by_role("button", name=GO_ON)).to_be_visible()
    expect(page.get_by_label(INPUT)).to_have_count(0)


def test_escape_closes_and_gives_the_focus_back(embedded: Embedded, open_page: OpenPage) -> None:
    page = show(embedded, open_page)
    button = page.get_by_role("button", name=OPEN)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label(INPUT)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label(INPUT)).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page.get_by_label(INPUT)).to_be_focused()


SEEN = """(node) => {
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  return [style.fontFamily.includes('cursive'), style.color === 'rgb(255, 0, 255)',
    style.letterSpacing, style.textTransform, style.direction, Math.round(box.width) > 100,
    document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.localName]; }"""


def test_styles_that_break_everything_do_not_break_the_chat(
    embedded: Embedded, open_page: OpenPage
) -> None:
    page = show(embedded, open_page, "hostile")
    launcher = page.get_by_role("button", name=OPEN)
    box = launcher.bounding_box()
    assert box is not None
    assert (round(box["x"] + box["width"]), round(box["y"] + box["height"])) == (1260, 780)
    launcher.click()
    ask(page, "Gruppe?")
    expected = [False, False, "normal", "none", "ltr", True, "ija-lotse"]
    assert page.locator(".card").evaluate(SEEN) == expected
    assert page.get_by_label(INPUT).evaluate(SEEN) == expected
    size = page.locator(".card p").first.evaluate("(n) => getComputedStyle(n).fontSize")
    assert size == "16px"
    panel = page.locator(".panel").bounding_box()
    assert panel is not None
    assert (round(panel["width"]), round(panel["height"])) == (420, 680)


def test_the_page_around_stays_as_it_was(embedded: Embedded, open_page: OpenPage) -> None:
    page = show(embedded, open_page)
    names = "Object.keys(window).filter((name) => !/^__|playwright/i.test(name))"
    before = page.evaluate(names)
    open_chat(page)
    ask(page, "Gruppe?")
    assert page.evaluate(names) == before
    assert page.evaluate("document.body.children.length") == 2
    assert page.evaluate("getComputedStyle(document.body).overflow") == "visible"


def test_look_and_place_are_chosen_by_the_page(embedded: Embedded, open_page: OpenPage) -> None:
    embedded.page.body = '<ija-lotse label="Hallo!" position="left" theme="dark"></ija-lotse>'
    page = show(embedded, open_page)
    page.evaluate(
        """() => { const style = document.querySelector('ija-lotse').style;
        style.setProperty('--ija-accent-dark', 'rgb(255, 200, 0)');
        style.setProperty('--ija-left', '64px'); }"""
    )
    launcher = page.get_by_role("button", name="Hallo!")
    colour = launcher.evaluate("(node) => getComputedStyle(node).backgroundColor")
    assert colour == "rgb(255, 200, 0)"
    box = launcher.bounding_box()
    assert box is not None
    assert box["x"] == 64


def test_no_element_of_its_own_accord_where_the_page_does_not_want_it(
    embedded: Embedded, open_page: OpenPage
) -> None:
    embedded.page.attributes = 'defer data-auto="off"'
    page = show(embedded, open_page)
    page.wait_for_function("customElements.get('ija-lotse') !== undefined")
    assert page.locator("ija-lotse").count() == 0


def test_on_a_phone_it_fills_the_screen_and_never_opens_by_itself(
    embedded: Embedded, open_page: OpenPage
) -> None:
    page = show(embedded, open_page, viewport=PHONE)
    open_chat(page)
    box = page.locator(".panel").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    ask(page, "Gruppe?")
    page.reload()
    open_chat(page, GO_ON)
    expect(page.locator(".card")).to_be_visible()


def test_the_button_says_whether_a_conversation_goes_on(
    embedded: Embedded, open_page: OpenPage
) -> None:
    embedded.page.body = '<ija-lotse label="Hallo!"></ija-lotse>'
    page = show(embedded, open_page, viewport=PHONE)
    launcher = page.locator(".launcher")
    open_chat(page, "Hallo!")
    page.get_by_role("button", name="Chat schließen").click()
    expect(launcher).to_have_text("Hallo!")
    launcher.click()
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Chat schließen").click()
    expect(launcher).to_have_text(GO_ON)
    page.reload()
    expect(launcher).to_have_text(GO_ON)
    launcher.click()
    open_menu(page)
    page.get_by_role("button", name="Neu beginnen").click()
    page.get_by_role("button", name="Löschen und neu beginnen").click()
    expect(page.locator(".toast")).to_be_visible()
    page.get_by_role("button", name="Chat schließen").click()
    expect(launcher).to_have_text("Hallo!")


def test_with_little_room_the_head_keeps_its_label_in_one_line(
    embedded: Embedded, open_page: OpenPage
) -> None:
    page = show(embedded, open_page, viewport=PHONE)
    open_chat(page)
    # The last one is a usual screen at 200 percent.
    for width, height in ((390, 740), (360, 740), (320, 740), (640, 400)):
        page.set_viewport_size({"width": width, "height": height})
        lines = page.locator(".ai").evaluate("(node) => node.getClientRects().length")
        label = page.locator(".ai").evaluate("(node) => node.clientHeight")
        assert (lines, label < 24) == (1, True), width
        if height < 480:
            continue
        privacy = page.locator(".fine a").bounding_box()
        assert privacy is not None
        assert privacy["height"] >= 24, width


def test_going_back_on_a_phone_closes_the_chat_and_not_the_page(
    embedded: Embedded, open_page: OpenPage
) -> None:
    page = show(embedded, open_page, viewport=PHONE)
    length = page.evaluate("history.length")
    for _ in range(2):
        open_chat(page)
        # Android's gesture and this key are one and the same request to close for the browser.
        page.evaluate("document.querySelector('ija-lotse').shadowRoot.activeElement.blur()")
        page.keyboard.press("Escape")
        expect(page.get_by_label(INPUT)).to_be_hidden()
    assert page.evaluate("history.length") == length


def test_a_page_that_is_not_allowed_gets_a_way_out(
    embedded: Embedded,
    site: Site,
    open_page: OpenPage,
    expected_complaints: list[str],
) -> None:
    expected_complaints.extend(("CORS", "ERR_FAILED"))
    # The other site knows of no host page at all.
    embedded.page.chat = site.url
    try:
        page = show(embedded, open_page)
        page.get_by_role("button", name=OPEN).click()
        expect(page.get_by_role("alert")).to_contain_text("lässt sich gerade nicht laden")
        link = page.get_by_role("link", name="Zur Seite des IJA-Lotsen")
        expect(link).to_have_attribute("href", f"{site.url}/")
        page.get_by_role("button", name="Schließen").click()
        expect(page.get_by_role("button", name=OPEN)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Noch einmal versuchen")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.get_by_role("button", name=OPEN)).to_be_focused()
    finally:
        embedded.page.chat = embedded.site.url


def test_axe_finds_nothing_on_the_page_of_others(embedded: Embedded, open_page: OpenPage) -> None:
    page = show(embedded, open_page)
    assert violations(page) == []
    open_chat(page)
    ask(page, "Gruppe?")
    assert violations(page) == []


def test_the_conversation_is_printed_in_a_window_of_its_own(
    embedded: Embedded, open_page: OpenPage
) -> None:
    page = show(embedded, open_page)
    page.context.add_init_script("window.print = () => { window.printed = true; }")
    open_chat(page)
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Mehr", exact=True).click()
    with page.expect_popup() as popup:
        page.get_by_role("button", name="Gespräch drucken").click()
    expect(popup.value.locator(".card")).to_contain_text("16 bis 60 Teilnehmende")
    assert popup.value.locator(".card h2").evaluate("(n) => getComputedStyle(n).fontWeight") > "400"
