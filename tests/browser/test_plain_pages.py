"""The chat and the answers without JavaScript, on paper, over a bad line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.chatting import violations
from tests.browser.rig import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PHONE = {"width": 320, "height": 640}
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
ANSWERS = ("/fragen", "/fragen/gruppengroesse", "/foerderprogramme/dpjw", "/fristen", "/termine")
# The sum of all moves that nobody asked for, as the browser itself counts them.
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 400);
})"""


def ask(page: Page, text: str) -> None:
    page.get_by_label("Ihre Frage").fill(text)
    page.get_by_role("button", name="Senden").click()


def test_a_whole_conversation_works_without_javascript(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(site.url)
    page.get_by_role("link", name="Chat ohne JavaScript öffnen").click()
    expect(page.get_by_text("Computerprogramm (KI)", exact=True)).to_be_visible()
    ask(page, "Wie groß darf die Gruppe sein?")
    expect(page.get_by_role("heading", name="Wie groß darf unsere Gruppe sein?")).to_be_visible()
    expect(page.get_by_text("16 bis 60 Teilnehmende").first).to_be_visible()
    page.get_by_text("Mehr dazu").click()
    expect(page.get_by_text("Die Leitung zählt extra.")).to_be_visible()
    page.get_by_role("button", name="Nein").click()
    page.get_by_role("button", name="Veraltet").click()
    expect(page.get_by_text("Danke für Ihre Rückmeldung.")).to_be_visible()
    page.get_by_role("button", name="Das hilft mir").click()
    expect(page.get_by_text("Gern. Worum geht es?")).to_be_visible()
    expect(page.get_by_role("button", name="Das hilft mir")).to_have_count(0)
    page.get_by_role("button", name="Fristen").click()
    expect(page.get_by_text("12. Februar 2027, 12 Uhr").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("12. Februar 2027, 12 Uhr").first).to_be_visible()
    page.get_by_role("button", name="Gespräch jetzt löschen und neu beginnen").click()
    expect(page.get_by_text("12. Februar 2027")).to_have_count(0)


def test_of_many_points_the_names_are_shown_without_javascript(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{site.url}/chat")
    ask(page, "Viele Punkte?")
    page.get_by_text("Mehr dazu", exact=True).click()
    expect(page.get_by_text("Ein Punkt ohne Namen, Nummer 4.")).to_be_visible()
    expect(page.get_by_text("(Stand 2025) 13 bis 30 Jahre.")).to_be_hidden()
    page.get_by_text("Alter", exact=True).click()
    expect(page.get_by_text("(Stand 2025) 13 bis 30 Jahre.")).to_be_visible()
    assert page.evaluate(FITS)


def test_without_the_assistant_the_way_to_people_is_shown(site: Site, open_page: OpenPage) -> None:
    site.rasa.raw = b"[]"
    page = open_page(java_script_enabled=False)
    page.goto(f"{site.url}/chat")
    ask(page, "Hallo")
    expect(page.get_by_text("gerade nicht erreichbar")).to_be_visible()
    expect(page.get_by_label("Ihre Frage")).to_have_value("Hallo")
    page.get_by_role("link", name="Beratung anfragen").first.click()
    expect(page).to_have_url(f"{site.url}/beratung")


def test_what_cannot_be_sent_stays_and_is_explained(site: Site, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site.url}/chat")
    ask(page, "x" * 2001)
    expect(page.get_by_role("alert")).to_contain_text("zu lang")
    expect(page.get_by_label("Ihre Frage")).to_have_value("x" * 2001)


def test_script_and_form_go_on_with_one_conversation(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{site.url}/chat")
    ask(page, "Wie groß darf die Gruppe sein?")
    expect(page.get_by_role("heading", name="Wie groß darf unsere Gruppe sein?")).to_be_visible()
    page.goto(site.url)
    ask(page, "Hallo")
    expect(page.get_by_text("Gern. Worum geht es?", exact=True)).to_be_visible()
    expect(page.get_by_text("16 bis 60 Teilnehmende").first).to_be_visible()


def test_answers_are_found_by_search_with_typing_errors(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{site.url}/fragen")
    page.get_by_role("searchbox").fill("grupengrösse mindstens")
    page.get_by_role("button", name="Suchen").click()
    page.locator('.hits a[href="/fragen/gruppengroesse"]').click()
    expect(page).to_have_url(f"{site.url}/fragen/gruppengroesse")
    assert page.evaluate(FITS)


@pytest.mark.parametrize(
    "path",
    [*ANSWERS, "/chat", "/fragen?suche=visum", "/gibt-es-nicht", "/erinnerung",
     "/erinnerung?frist=fehlt"],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    site: Site, open_page: OpenPage, expected_complaints: list[str], path: str, scheme: str
) -> None:
    expected_complaints.append("the server responded with a status of 404")
    page = open_page(viewport=PHONE, color_scheme=scheme)
    page.goto(site.url + path)
    assert violations(page) == []
    assert page.evaluate(FITS)


@pytest.mark.parametrize(
    "path",
    [*ANSWERS, "/", "/chat", "/beratung", "/zustaendig", "/foerderprogramme", "/erinnerung",
     "/erinnerung?termine=ja", "/planer?beginn=2027-07-12&land=PL", "/passt-das?land=PL"],
)  # fmt: skip
def test_letters_of_twice_the_size_fit_on_a_phone(
    site: Site, browser_with_large_letters: Browser, path: str
) -> None:
    page = browser_with_large_letters.new_page(viewport={"width": 390, "height": 844})
    page.goto(site.url + path)
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "32px"
    assert page.evaluate(FITS)
    page.close()


@pytest.mark.parametrize("path", [*ANSWERS, "/", "/chat", "/beratung"])
def test_nothing_moves_while_a_page_loads(site: Site, open_page: OpenPage, path: str) -> None:
    page = open_page()
    # A slow line: styles and scripts come late.
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 80,
            "downloadThroughput": 120_000,
            "uploadThroughput": 60_000,
        },
    )
    page.goto(site.url + path)
    assert page.evaluate(SHIFT) < 0.01


@pytest.mark.parametrize("path", ["/fragen/gruppengroesse", "/chat"])
def test_a_page_is_readable_when_nothing_else_arrives(
    site: Site, open_page: OpenPage, expected_complaints: list[str], path: str
) -> None:
    expected_complaints.append("net::ERR_FAILED")
    page = open_page(viewport=PHONE)

    def only_the_page(route: Route) -> None:
        if route.request.is_navigation_request():
            route.continue_()
        else:
            route.abort()

    page.route("**/*", only_the_page)
    page.goto(site.url + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("path", ANSWERS)
def test_paper_has_the_text_and_no_controls(site: Site, open_page: OpenPage, path: str) -> None:
    page = open_page()
    page.goto(site.url + path)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for control in ("header nav", "footer", ".search", ".button"):
        for place in page.locator(control).all():
            expect(place).to_be_hidden()
    expect(page.locator(".print-only")).to_contain_text(path)
    for folded in page.locator("main details:visible > :not(summary)").all()[:5]:
        assert folded.evaluate("e => e.getClientRects().length") > 0
