"""What the chat offers beside the conversation: suggestions, paper, a file, a link, a voice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chatting import INPUT, PHONE, ask
from tests.browser.rig import ANSWER, Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def test_questions_are_suggested_without_telling_what_is_typed(site: Site, page: Page) -> None:
    field = page.get_by_label(INPUT)
    field.focus()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    field.press_sequentially("visum")
    suggestions = page.get_by_role("list", name="Passende Fragen").get_by_role("button")
    expect(suggestions.first).to_contain_text("Vis")
    assert 1 <= suggestions.count() <= 3
    assert "visum" not in "".join(sent)
    page.keyboard.press("ArrowUp")
    question = suggestions.last.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".user")).to_contain_text(question)
    expect(page.locator(".typing")).to_be_hidden()
    assert site.rasa.received[-1]["message"].startswith('/choose_faq{"faq_id": "')


def test_no_question_is_suggested_for_what_was_sent_already(page: Page) -> None:
    held: list[Route] = []
    for name in ("questions", "sessions"):
        page.route(f"**/api/chat/{name}", lambda route: held.append(route))
    field = page.get_by_label(INPUT)
    with page.expect_request("**/api/chat/questions"):
        field.fill("Visum für die Gruppe")
    with page.expect_request("**/api/chat/sessions"):
        field.press("Enter")
    # The list of questions comes while the text still stands in the field.
    with page.expect_response("**/api/chat/questions"):
        held[0].continue_()
    page.wait_for_timeout(200)
    held[1].continue_()
    expect(page.locator(".card")).to_be_visible()
    suggestions = page.get_by_role("list", name="Passende Fragen")
    expect(suggestions).to_be_hidden()
    field.press_sequentially("visum")
    expect(suggestions).to_be_visible()


def test_the_conversation_can_be_kept_as_a_file(page: Page, tmp_path: Path) -> None:
    ask(page, "Gruppe?")
    ask(page, "Viele Punkte?")
    page.get_by_role("button", name="Mehr", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Gespräch speichern").click()
    file = tmp_path / "gespraech.txt"
    download.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert download.value.suggested_filename == "ija-lotse-gespraech.txt"
    assert "einem Computerprogramm (KI)" in text
    assert "Wie groß darf unsere Gruppe sein?" in text
    assert "https://ija.example/jfe" in text
    assert "Alter\n(Stand 2025) 13 bis 30 Jahre.\nDauer\nFünf bis 21 Tage." in text
    assert "Einfache Sprache" not in text


def test_the_whole_conversation_goes_onto_paper(page: Page) -> None:
    page.evaluate("window.print = () => { window.printed = true; }")
    for _ in range(4):
        ask(page, "Fristen?")
    page.get_by_role("button", name="Mehr", exact=True).click()
    page.get_by_role("button", name="Gespräch drucken").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.get_by_label(INPUT)).to_be_hidden()
    shown = "document.querySelector('ija-lotse').shadowRoot.querySelector('.log')"
    assert page.evaluate(f"document.body.scrollHeight >= {shown}.scrollHeight")


def test_the_link_to_an_answer_can_be_copied(site: Site, open_page: OpenPage) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site.url)
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.locator(".toast")).to_have_text("Der Link ist kopiert.")
    address = f"{site.url}/fragen/{ANSWER['faq_id']}"
    assert page.evaluate("navigator.clipboard.readText()") == address
    expect(page.get_by_role("link", name="Als Seite öffnen")).to_have_attribute("href", address)


VOICES = """
class Utterance extends EventTarget { constructor(text) { super(); this.text = text; } }
window.read = [];
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => VOICES,
  speak: (speech) => window.read.push(speech.text),
  cancel: () => window.read.push("stop"),
  addEventListener: () => {},
}});
"""


@pytest.mark.parametrize("is_local", [True, False], ids=["voice-of-the-device", "voice-elsewhere"])
def test_answers_are_read_aloud_by_the_device_alone(
    site: Site, open_page: OpenPage, is_local: bool
) -> None:
    page = open_page()
    voice = f"[{{ lang: 'de-DE', localService: {str(is_local).lower()} }}]"
    page.add_init_script(VOICES.replace("VOICES", voice))
    page.goto(site.url)
    ask(page, "Gruppe?")
    button = page.locator(".card").get_by_role("button", name="Vorlesen")
    if not is_local:
        expect(button).to_have_count(0)
        return
    button.click()
    expect(page.get_by_role("button", name="Vorlesen beenden")).to_be_visible()
    [text] = page.evaluate("window.read")
    assert "16 bis 60 Teilnehmende" in text
    assert "16 bis 60 Personen" not in text
    page.get_by_role("button", name="Vorlesen beenden").click()
    assert page.evaluate("window.read.at(-1)") == "stop"


def test_on_a_phone_an_answer_is_passed_on_with_the_device_s_own_window(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.add_init_script(
        "navigator.share = (what) => { window.shared = what; return Promise.resolve(); };"
    )
    page.goto(site.url)
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Teilen").click()
    assert page.evaluate("window.shared") == {
        "title": "Wie groß darf unsere Gruppe sein?",
        "url": f"{site.url}/fragen/gruppengroesse",
    }
    expect(page.get_by_role("button", name="Link kopieren")).to_have_count(0)
