"""The conversation on the page of the chat."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.gateway.content.response_texts import ResponseTexts
from tests.browser.chatting import INPUT, ask
from tests.browser.rig import DEADLINES, Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
RESPONSES = Path(__file__).resolve().parents[2] / "data" / "responses"


def test_nothing_is_stored_or_asked_before_the_person_acts(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(site.url, wait_until="networkidle")
    assert all(url.startswith(site.url) for url in requests)
    assert not any("/api/" in url for url in requests)
    stored = "[sessionStorage.length, localStorage.length, document.cookie]"
    assert page.evaluate(stored) == [0, 0, ""]
    expect(page.locator(".ai", has_text="Computerprogramm (KI)")).to_be_visible()
    expect(page.locator(".bot").first).to_contain_text("Computerprogramm (KI), kein Mensch")


def test_a_question_gets_an_answer_card_with_its_source(page: Page) -> None:
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


def test_of_many_points_the_names_are_shown_and_one_is_opened(page: Page) -> None:
    ask(page, "Viele Punkte?")
    card = page.locator(".card")
    card.get_by_text("Mehr dazu", exact=True).click()
    name = card.get_by_text("Alter", exact=True)
    told = card.get_by_text("(Stand 2025) 13 bis 30 Jahre.")
    expect(card.get_by_text("Ein Punkt ohne Namen, Nummer 4.")).to_be_visible()
    expect(told).to_be_hidden()
    name.click()
    expect(told).to_be_visible()
    expect(card.get_by_text("Fünf bis 21 Tage.")).to_be_hidden()


def test_einfache_sprache_stays_on(page: Page) -> None:
    ask(page, "Gruppe?")
    card = page.locator(".card").first
    card.get_by_role("button", name="Einfache Sprache").click()
    expect(card.get_by_text("Eine Gruppe hat 16 bis 60 Personen.")).to_be_visible()
    expect(card.get_by_text("16 bis 60 Teilnehmende")).to_be_hidden()
    ask(page, "Noch eine Gruppe?")
    expect(page.locator(".card .plain").last).to_be_visible()
    page.reload()
    expect(page.locator(".card .plain").last).to_be_visible()
    head = page.locator(".always").get_by_role("button", name="Einfache Sprache")
    expect(head).to_have_attribute("aria-pressed", "true")
    head.click()
    expect(page.locator(".card .plain").last).to_be_hidden()


def test_deadlines_are_a_table_with_words_for_their_status(page: Page) -> None:
    ask(page, "Welche Fristen gibt es?")
    table = page.get_by_role("table", name="Diese Fristen kommen als Nächstes.")
    expect(table.get_by_role("columnheader")).to_have_text(
        ["Programm", "Frist", "Weg und Auskunft"]
    )
    expect(table.get_by_role("rowheader").first).to_contain_text("Erasmus+ Jugend")
    for words in ("läuft bald ab", "laufend möglich", "vorbei"):
        expect(table.get_by_text(words)).to_be_visible()
    expect(page.locator(".card")).to_contain_text("Es gibt 2 weitere Fristen.")


def test_only_a_confirmed_date_goes_into_the_calendar(site: Site, page: Page) -> None:
    ask(page, "Welche Fristen gibt es?")
    links = page.get_by_role("link", name="In den Kalender")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", f"{site.url}/fristen.ics?frist=erasmus_runde_1")


def test_an_event_goes_into_the_calendar_as_an_event(site: Site, page: Page) -> None:
    event = {
        **DEADLINES["items"][0],
        "id": "netzwerktreffen",
        "programme": "Netzwerktreffen",
        "programme_id": None,
    }
    site.rasa.reply = lambda _body: [{"custom": {**DEADLINES, "items": [event], "more": 0}}]
    ask(page, "Welche Termine gibt es?")
    expect(page.get_by_role("columnheader").first).not_to_have_text("Programm")
    expect(page.get_by_role("link", name="In den Kalender")).to_have_attribute(
        "href", f"{site.url}/termine.ics?termin=netzwerktreffen"
    )


def test_a_reload_brings_the_conversation_back(page: Page) -> None:
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Das hilft mir").click()
    expect(page.locator(".bot")).to_have_count(3)
    before = page.locator(".log").inner_text()
    page.reload()
    expect(page.locator(".user")).to_have_count(2)
    assert page.locator(".log").inner_text() == before
    expect(page.locator(".choice[aria-pressed=true]")).to_have_text("Das hilft mir")


def test_a_chosen_button_stays_readable_and_cannot_be_chosen_again(site: Site, page: Page) -> None:
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Das hilft mir").click()
    expect(page.locator(".user").last).to_contain_text("Das hilft mir")
    expect(page.locator(".bot")).to_have_count(3)
    count = len(site.rasa.received)
    old = page.get_by_role("button", name="Das war’s nicht")
    expect(old).to_have_attribute("aria-disabled", "true")
    old.click(force=True)
    ask(page, "Hallo")
    assert len(site.rasa.received) == count + 1


def test_that_was_not_it_shows_the_next_best_questions(site: Site, page: Page) -> None:
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Das war’s nicht").click()
    page.get_by_role("button", name="Welche Versicherungen brauchen wir?").click()
    expect(page.locator(".user").last).to_contain_text("Welche Versicherungen brauchen wir?")
    expect(page.locator(".typing")).to_be_hidden()
    assert site.rasa.received[-1]["message"] == '/choose_faq{"faq_id": "versicherungen"}'


def test_an_opinion_asks_for_the_reason_and_is_remembered(page: Page) -> None:
    ask(page, "Gruppe?")
    box = page.get_by_role("group", name="War das hilfreich?")
    box.get_by_role("button", name="Nein").click()
    box.get_by_role("button", name="Schwer zu verstehen").click()
    expect(box).to_have_text("Danke für Ihre Rückmeldung.")
    page.reload()
    expect(box).to_have_text("Danke für Ihre Rückmeldung.")


def test_markup_from_anywhere_stays_text(page: Page) -> None:
    ask(page, "<b onclick=x>Markup</b>")
    expect(page.locator(".user .bubble")).to_have_text("<b onclick=x>Markup</b>")
    expect(page.locator(".bot").last).to_contain_text("<img src=x")
    assert page.locator(".log img, .log script, .log b").count() == 0
    assert "gehackt" not in page.title()


def test_a_person_can_be_asked_for_from_the_head(site: Site, page: Page) -> None:
    page.get_by_role("button", name="Mensch sprechen", exact=True).click()
    said = page.locator(".user .bubble")
    expect(said).to_have_text("Mit einem Menschen sprechen")
    expect(page.locator(".bot")).to_have_count(2)
    page.reload()
    expect(said).to_have_text("Mit einem Menschen sprechen")
    assert site.rasa.received[-1]["message"] == "/request_human"


def test_a_silent_assistant_leads_to_the_form(site: Site, page: Page) -> None:
    site.rasa.reply = lambda _body: []
    ask(page, "Hallo")
    expect(page.locator(".bot", has_text="gerade nicht erreichbar")).to_be_visible()
    form = page.locator(".card").get_by_role("link", name="Beratung anfragen")
    expect(form).to_have_attribute("href", f"{site.url}/beratung")
    # Nobody has read it: it need not be typed again.
    expect(page.get_by_label(INPUT)).to_have_value("Hallo")
    expect(page.get_by_role("alert")).to_contain_text("noch im Feld")


def test_starting_over_erases_the_conversation(page: Page) -> None:
    ask(page, "Gruppe?")
    page.get_by_role("button", name="Mehr", exact=True).click()
    page.get_by_role("button", name="Neu beginnen").click()
    page.get_by_role("button", name="Löschen und neu beginnen").click()
    expect(page.locator(".message")).to_have_count(1)
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    expect(page.locator(".message")).to_have_count(1)


def test_the_counter_warns_before_the_limit_and_the_text_stays(site: Site, page: Page) -> None:
    field = page.get_by_label(INPUT)
    field.fill("x" * 100)
    expect(page.locator("#ija-count")).to_be_empty()
    field.fill("x" * 1990)
    expect(page.locator("#ija-count")).to_have_text("1990 von 2000 Zeichen")
    field.fill("x" * 2010)
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("kürzen Sie um 10 Zeichen")
    expect(field).to_have_value("x" * 2010)
    field.press("Backspace")
    expect(page.get_by_role("alert")).to_contain_text("kürzen Sie")
    field.fill("x" * 2000)
    expect(page.locator(".problem")).to_be_empty()
    assert site.rasa.received == []


def test_in_an_emergency_one_touch_calls(site: Site, page: Page) -> None:
    start = json.loads(page.locator("ija-lotse").get_attribute("start") or "")
    said = start["emergency"][0]["text"]
    site.rasa.reply = lambda _body: [{"text": said}, {"text": "Mit 112 Personen."}]
    ask(page, "Hilfe")
    help_text, other = page.locator(".bot .bubble").all()[-2:]
    number = help_text.get_by_role("link", name="112")
    expect(number).to_have_attribute("href", "tel:112")
    # A line of text would be 24 pixels high.
    box = number.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) > 30
    expect(help_text.locator("p")).to_have_text(said)
    expect(other.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("key", ["utter_language_emergency/ar", "utter_emergency_hint"])
def test_help_in_another_language_and_beside_an_answer_calls_too(
    site: Site, page: Page, key: str
) -> None:
    found = ResponseTexts(RESPONSES).find(key)
    assert found is not None
    site.rasa.reply = lambda _body: [{"text": found.text}]
    ask(page, "Hilfe")
    help_text = page.locator(".bot .bubble").last
    for number in ("tel:112", "tel:110", "tel:116111", "tel:08001110111"):
        expect(help_text.locator(f'a[href="{number}"]').first).to_be_visible()


def test_a_draft_survives_a_reload(page: Page) -> None:
    page.get_by_label(INPUT).fill("Halb fertig")
    page.reload()
    expect(page.get_by_label(INPUT)).to_have_value("Halb fertig")
    ask(page, "Gruppe?")
    page.reload()
    expect(page.get_by_label(INPUT)).to_have_value("")


def test_without_javascript_the_page_leads_on(site: Site, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(site.url)
    expect(page.get_by_text("ein Computerprogramm (KI), kein Mensch")).to_be_visible()
    page.get_by_role("link", name="Beratung über das Formular anfragen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beratung anfragen")


def test_other_languages_are_marked_as_such(site: Site, page: Page) -> None:
    english = (
        "Advice here is given in German. Below is the German answer that may fit your question;"
        " the team can help you further (button)."
    )
    site.rasa.reply = lambda _body: [{"text": english}]
    ask(page, "How old?")
    expect(page.locator(".bot .bubble").last).to_have_attribute("lang", "en")
    expect(page.locator(".user .bubble")).to_have_attribute("lang", "en")
