from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rig import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
INPUT = "Ihre Frage"


def ask(page: Page, text: str) -> None:
    page.get_by_label(INPUT).fill(text)
    page.get_by_role("button", name="Senden").click()
    expect(page.locator("#typing")).to_be_hidden()


def no_sideways_scrolling(page: Page) -> bool:
    return bool(
        page.evaluate(
            """[document.documentElement, document.querySelector('#scroll')]
            .every((node) => node === null || node.scrollWidth <= node.clientWidth)"""
        )
    )


def test_nothing_is_stored_or_asked_before_the_person_acts(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(site.url, wait_until="networkidle")
    assert all(url.startswith(site.url) for url in requests)
    assert not any("/api/" in url for url in requests)
    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    expect(page.get_by_text("Computerprogramm (KI)").first).to_be_visible()


def test_a_question_gets_an_answer_card_with_its_source(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    ask(page, "Wie groß darf die Gruppe sein?")
    card = page.locator(".card")
    expect(card.get_by_role("heading")).to_have_text("Wie groß darf unsere Gruppe sein?")
    source = card.get_by_role("link", name="JUGEND für Europa")
    expect(source).to_have_attribute("href", "https://ija.example/jfe")
    expect(card).to_contain_text("Stand: geprüft am 23.11.2026")
    expect(card.get_by_text("Die Leitung zählt extra.")).to_be_hidden()
    card.get_by_text("Mehr dazu").click()
    expect(card.get_by_text("Die Leitung zählt extra.")).to_be_visible()
    assert card.get_by_role("link", name="kein Skript").count() == 0
    expect(card.get_by_text("kein Skript")).to_be_visible()


def test_simple_language_can_be_switched(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    ask(page, "Gruppe?")
    toggle = page.get_by_role("button", name="Einfache Sprache")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    card = page.locator(".card")
    expect(card.get_by_text("Eine Gruppe hat 16 bis 60 Personen.")).to_be_visible()
    expect(card.get_by_text("16 bis 60 Teilnehmende")).to_be_hidden()


def test_deadlines_say_their_status_in_words(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    ask(page, "Welche Fristen gibt es?")
    for words in ("läuft bald ab", "laufend möglich", "vorbei", "Es gibt 2 weitere Fristen."):
        expect(page.locator(".card").get_by_text(words)).to_be_visible()


def test_a_reload_brings_the_conversation_back(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Das hilft mir").click()
    expect(page.locator(".user")).to_have_count(2)
    expect(page.locator("#typing")).to_be_hidden()
    before = page.locator("#messages").inner_text()
    page.reload()
    expect(page.locator(".user")).to_have_count(2)
    assert page.locator("#messages").inner_text() == before
    chosen = page.locator(".choice[aria-pressed=true]")
    expect(chosen).to_have_text("Das hilft mir")


def test_a_chosen_button_stays_readable_and_cannot_be_chosen_again(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(site.url)
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Das hilft mir").click()
    expect(page.locator(".user").last).to_contain_text("Das hilft mir")
    expect(page.locator("#typing")).to_be_hidden()
    count = len(site.rasa.received)
    page.get_by_role("button", name="Das war’s nicht").click(force=True)
    ask(page, "Hallo")
    assert len(site.rasa.received) == count + 1


def test_markup_from_anywhere_stays_text(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    ask(page, "<b onclick=x>Markup</b>")
    expect(page.locator(".user .bubble")).to_have_text("<b onclick=x>Markup</b>")
    expect(page.locator(".bot").last).to_contain_text("<img src=x")
    assert page.locator("#messages img, #messages script, #messages b").count() == 0
    assert "gehackt" not in page.title()


def test_everything_works_with_the_keyboard_alone(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.type("Erste Zeile")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("zur Gruppe")
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_visible()
    assert site.rasa.received[-1]["message"] == "Erste Zeile\nzur Gruppe"
    expect(page.get_by_label(INPUT)).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Das hilft"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".user").last).to_contain_text("Das hilft mir")
    expect(page.get_by_label(INPUT)).to_be_focused()


def test_each_answer_is_read_out_once_and_the_region_is_emptied(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(site.url)
    page.evaluate(
        """() => { window.spoken = [];
        new MutationObserver((changes) => changes.forEach((change) =>
          change.addedNodes.forEach((node) => window.spoken.push(node.textContent))))
          .observe(document.querySelector('#announcer'), {childList: true}); }"""
    )
    ask(page, "Gruppe?")
    expect(page.locator("#announcer")).to_be_empty()
    spoken = page.evaluate("window.spoken")
    assert len(spoken) == 1
    assert "16 bis 60 Teilnehmende" in spoken[0]
    assert "16 bis 60 Personen" not in spoken[0]
    assert page.locator("#announcer").get_attribute("aria-live") == "polite"


def test_the_emergency_dialog_opens_closes_and_returns_focus(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(site.url)
    link = page.get_by_role("link", name="Notfall")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Hilfe im Notfall")
    expect(dialog).to_contain_text("112")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_a_person_can_be_asked_for_from_the_header(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    page.get_by_role("link", name="Mensch sprechen").click()
    expect(page.locator(".user")).to_contain_text("Mensch sprechen")
    expect(page.locator("#typing")).to_be_hidden()
    assert site.rasa.received[-1]["message"] == "/request_human"


def test_a_silent_assistant_leads_to_the_form(site: Site, open_page: OpenPage) -> None:
    site.rasa.reply = lambda _body: []
    page = open_page()
    page.goto(site.url)
    ask(page, "Hallo")
    expect(page.locator(".bot", has_text="gerade nicht erreichbar")).to_be_visible()
    page.locator(".card").get_by_role("link", name="Beratung anfragen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beratung anfragen")


def test_starting_over_erases_the_conversation(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Neu beginnen").click()
    page.get_by_role("button", name="Löschen und neu beginnen").click()
    expect(page.locator(".message")).to_have_count(1)
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    expect(page.locator(".message")).to_have_count(1)


def test_the_counter_warns_before_the_limit(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    page.get_by_label(INPUT).fill("x" * 100)
    expect(page.locator("#count")).to_be_empty()
    page.get_by_label(INPUT).fill("x" * 1990)
    expect(page.locator("#count")).to_have_text("1990 von 2000 Zeichen")


@pytest.mark.parametrize(
    "size",
    [{"width": 320, "height": 640}, {"width": 320, "height": 256}, {"width": 640, "height": 400}],
)
def test_small_and_zoomed_screens_never_scroll_sideways(
    site: Site, open_page: OpenPage, size: dict[str, int]
) -> None:
    page = open_page(viewport=size)
    page.goto(site.url)
    ask(page, "Gruppe? " + "Donaudampfschifffahrtsgesellschaft" * 8)
    page.get_by_text("Mehr dazu", exact=True).click()
    ask(page, "Fristen")
    assert no_sideways_scrolling(page)
    expect(page.get_by_label(INPUT)).to_be_in_viewport()
    for path in ("/beratung", "/kontakt", "/datenschutz", "/fragen"):
        page.goto(site.url + path)
        assert no_sideways_scrolling(page), path


def test_all_targets_are_large_enough(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(site.url)
    ask(page, "Gruppe?")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, .nav a, .also a, textarea')]
        .filter((node) => node.checkVisibility())
        .filter((node) => { const box = node.getBoundingClientRect();
          return box.width < 24 || box.height < 24; })
        .map((node) => node.textContent)"""
    )
    assert small == []


def test_without_javascript_the_page_leads_on(site: Site, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site.url)
    expect(page.get_by_text("Der Chat braucht JavaScript.")).to_be_visible()
    page.get_by_role("link", name="Beratung über das Formular anfragen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beratung anfragen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_from_their_background(
    site: Site, open_page: OpenPage, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(site.url)
    ask(page, "Gruppe?")
    ask(page, "Fristen")
    for path in ("", "/beratung", "/kontakt", "/datenschutz"):
        if path:
            page.goto(site.url + path)
        assert page.evaluate(WEAK_CONTRASTS) == [], path


# WCAG 2.2, 1.4.3: every visible text node against the nearest opaque background.
WEAK_CONTRASTS = """() => {
  const parse = (value) => value.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const background = (node) => {
    for (; node; node = node.parentElement) {
      const color = parse(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    throw new Error('the page has no background');
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.checkVisibility()) continue;
    const pair = [luminance(parse(getComputedStyle(node).color)), luminance(background(node))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) weak.push(`${walker.currentNode.textContent} ${ratio.toFixed(2)}`);
  }
  return weak;
}"""
