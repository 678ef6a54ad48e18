"""The chat for everybody: screen readers, keyboard alone, zoom, colours of one's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chatting import (
    INPUT,
    PHONE,
    answers_spoken,
    ask,
    fits,
    focused,
    open_menu,
    record_spoken,
    tab_to,
)
from tests.browser.rig import SUMMARY, Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def opened(site: Site, open_page: OpenPage, **options: object) -> Page:
    page = open_page(**options)
    page.goto(site.url)
    return page


def test_every_task_is_done_with_the_keyboard_alone(site: Site, open_page: OpenPage) -> None:
    page = opened(site, open_page)
    keys = page.keyboard

    # Ask, over two lines.
    while focused(page)[2] != "ija-text":
        keys.press("Tab")
    keys.type("Erste Zeile")
    keys.press("Shift+Enter")
    keys.type("zur Gruppe")
    keys.press("Enter")
    expect(page.locator(".card")).to_be_visible()
    assert site.rasa.received[-1]["message"] == "Erste Zeile\nzur Gruppe"
    expect(page.get_by_label(INPUT)).to_be_focused()

    # Open the details, read in Einfache Sprache and back, copy the link, rate.
    tab_to(page, "Nein", "Shift+Tab")
    keys.press("Enter")
    expect(page.get_by_role("button", name="Anderes Thema")).to_be_focused()
    tab_to(page, "Veraltet")
    keys.press("Space")
    expect(page.get_by_text("Danke für Ihre Rückmeldung.")).to_be_focused()
    tab_to(page, "Einfache Sprache", "Shift+Tab")
    keys.press("Space")
    expect(page.get_by_text("Eine Gruppe hat 16 bis 60 Personen.")).to_be_visible()
    keys.press("Space")
    tab_to(page, "Mehr dazu", "Shift+Tab")
    keys.press("Enter")
    expect(page.get_by_text("Die Leitung zählt extra.")).to_be_visible()

    # Choose a quick reply.
    tab_to(page, "Das hilft mir")
    keys.press("Enter")
    expect(page.locator(".user").last).to_contain_text("Das hilft mir")
    expect(page.get_by_label(INPUT)).to_be_focused()

    # Take a suggestion.
    keys.type("visum")
    expect(page.get_by_role("list", name="Passende Fragen")).to_be_visible()
    keys.press("ArrowUp")
    keys.press("ArrowDown")
    expect(page.get_by_label(INPUT)).to_be_focused()
    keys.press("ArrowUp")
    keys.press("Enter")
    expect(page.locator(".user")).to_have_count(3)

    # Ask for a person, see the emergency numbers, start over.
    expect(page.locator(".typing")).to_be_hidden()
    tab_to(page, "Mensch sprechen", "Shift+Tab")
    keys.press("Enter")
    expect(page.locator(".user")).to_have_count(4)
    expect(page.locator(".typing")).to_be_hidden()
    tab_to(page, "Notfall", "Shift+Tab")
    keys.press("Enter")
    dialog = page.get_by_role("dialog", name="Hilfe im Notfall")
    expect(dialog).to_contain_text("112")
    keys.press("Escape")
    expect(dialog).to_be_hidden()
    assert focused(page)[1] == "Notfall"
    tab_to(page, "Mehr")
    keys.press("Enter")
    keys.press("Escape")
    expect(page.get_by_role("button", name="Gespräch drucken")).to_be_hidden()
    keys.press("Enter")
    tab_to(page, "Neu beginnen")
    keys.press("Enter")
    keys.press("Enter")
    expect(page.locator(".user")).to_have_count(0)


def test_each_answer_is_read_out_once_and_the_region_is_emptied(
    site: Site, open_page: OpenPage
) -> None:
    page = opened(site, open_page)
    record_spoken(page)
    ask(page, "Gruppe?")
    region = page.locator(".announcer")
    expect(region).to_be_empty()
    [spoken] = answers_spoken(page)
    assert "16 bis 60 Teilnehmende" in spoken
    assert "16 bis 60 Personen" not in spoken
    assert "JUGEND für Europa" not in spoken
    assert region.get_attribute("aria-live") == "polite"
    log = page.get_by_role("log", name="Nachrichten")
    assert log.get_attribute("aria-live") == "off"


def test_of_a_table_of_deadlines_the_dates_are_read_out(site: Site, open_page: OpenPage) -> None:
    page = opened(site, open_page)
    record_spoken(page)
    ask(page, "Fristen?")
    [spoken] = answers_spoken(page)
    assert "Erasmus+ Jugend. läuft bald ab. 12. Februar 2027, 12 Uhr." in spoken
    assert "laufend möglich. In der Regel bis 1. März." in spoken
    assert "Zentralstellen" not in spoken
    assert "Programmhandbuch" not in spoken


def test_a_message_from_others_never_moves_the_focus(site: Site, open_page: OpenPage) -> None:
    page = opened(site, open_page)
    ask(page, "Gruppe?")
    other = page.context.new_page()
    other.goto(site.url)
    expect(other.locator(".card")).to_be_visible()
    button = page.get_by_role("button", name="Link kopieren")
    button.focus()
    ask(other, "Fristen?")
    expect(page.get_by_role("table")).to_be_visible()
    expect(button).to_be_focused()


def test_the_first_choices_are_in_view_on_a_small_phone(site: Site, open_page: OpenPage) -> None:
    page = opened(site, open_page, viewport={"width": 390, "height": 700})
    choices = page.locator(".buttons").first.get_by_role("button")
    for number in range(3):
        expect(choices.nth(number)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    "size",
    [(320, 640), (320, 256), (640, 400), (768, 1024)],
    ids=["320px", "zoom-400", "zoom-200", "tablet"],
)
def test_small_and_zoomed_screens_never_scroll_sideways(
    site: Site, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = opened(site, open_page, viewport={"width": size[0], "height": size[1]})
    ask(page, "Gruppe? " + "Donaudampfschifffahrtsgesellschaft" * 8)
    page.get_by_text("Mehr dazu", exact=True).click()
    ask(page, "Fristen")
    ask(page, "Vergleich")
    assert fits(page)
    expect(page.get_by_label(INPUT)).to_be_in_viewport()
    for name in ("Mensch sprechen", "Notfall"):
        button = page.get_by_role("button", name=name, exact=True)
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport()


TARGETS = """() => [...document.querySelector('ija-lotse').shadowRoot
  .querySelectorAll('button, summary, .chip, .menu a, textarea')]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.textContent, node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([text]) => text)"""


def test_people_and_help_stay_in_view_at_200_percent(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 640, "height": 400})
    page.goto(site.url)
    ask(page, "Fristen?")
    for name in ("Mensch sprechen", "Notfall"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    head = page.locator(".head").bounding_box()
    assert head is not None
    assert head["height"] < 60
    asked = page.locator(".user .bubble").bounding_box()
    assert asked is not None
    assert asked["y"] >= head["y"] + head["height"]


def test_all_targets_are_large_enough(site: Site, open_page: OpenPage) -> None:
    page = opened(site, open_page, viewport=PHONE)
    ask(page, "Gruppe?")
    ask(page, "Fristen?")
    open_menu(page)
    assert page.evaluate(TARGETS) == []


def test_whoever_wants_no_motion_sees_none(site: Site, open_page: OpenPage) -> None:
    page = opened(site, open_page, reduced_motion="reduce")
    page.route("**/api/chat/messages", lambda _route: None, times=1)
    page.get_by_label(INPUT).fill("Gruppe?")
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.locator(".typing")).to_be_visible()
    moving = "document.querySelector('ija-lotse').shadowRoot.getAnimations().length"
    assert page.evaluate(moving) == 0


def test_colours_of_ones_own_keep_every_border(site: Site, open_page: OpenPage) -> None:
    page = opened(site, open_page, forced_colors="active")
    ask(page, "Gruppe?")
    for selector in (".choice", ".send", ".chip", ".bubble", ".pill"):
        width = page.locator(selector).first.evaluate("(n) => getComputedStyle(n).borderTopWidth")
        assert width != "0px", selector
    ask(page, "Hallo?")
    colour = "(n) => getComputedStyle(n).color"
    over, offered = page.locator(".choice").first, page.locator(".choice").last
    assert over.evaluate(colour) != offered.evaluate(colour)
    page.locator(".always").get_by_role("button", name="Einfache Sprache").click()
    colours = page.locator(".always [aria-pressed=true]").evaluate(
        "(n) => [getComputedStyle(n).backgroundColor, getComputedStyle(n).color]"
    )
    assert colours[0] != colours[1]


def test_what_was_chosen_is_told_by_more_than_colour(site: Site, open_page: OpenPage) -> None:
    page = opened(site, open_page)
    site.rasa.reply = lambda _body: [{"custom": SUMMARY}]
    ask(page, "Hallo")
    page.get_by_role("button", name="Absenden").click()
    chosen = page.get_by_role("button", name="Absenden").first
    expect(chosen).to_have_attribute("aria-pressed", "true")
    mark = chosen.evaluate("(node) => getComputedStyle(node, '::before').content")
    assert "✓" in mark


def test_larger_letters_of_the_browser_are_larger_here(site: Site, open_page: OpenPage) -> None:
    page = opened(site, open_page)
    # What a person sets as the size of letters is the size of "medium".
    size = page.locator(".root").evaluate("(node) => getComputedStyle(node).fontSize")
    medium = page.evaluate(
        """() => { const probe = document.createElement('span');
        probe.style.setProperty('font-size', 'medium'); document.body.append(probe);
        const size = getComputedStyle(probe).fontSize; probe.remove(); return size; }"""
    )
    assert size == medium
