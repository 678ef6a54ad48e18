from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chatting import answers_spoken, ask, fits, record_spoken
from tests.browser.rig import TABLE, Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PHONE = {"width": 360, "height": 740}


def test_facts_show_mark_source_day_and_only_safe_links(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(site.url)
    record_spoken(page)
    ask(page, "Ab welchem Alter?")
    card = page.locator(".card")
    expect(card.get_by_role("heading")).to_have_text("DPJW: Alter")
    expect(card.locator(".badge")).to_have_text(["nicht bestätigt"])
    expect(card.get_by_role("link", name="aej")).to_have_attribute(
        "href", "https://ija.example/aej"
    )
    expect(card).to_contain_text("Stand: geprüft am 23.11.2026")
    expect(card.get_by_text("<b>kein Markup</b>")).to_be_visible()
    sheet = card.get_by_role("link", name="Programmblatt: DPJW")
    expect(sheet).to_have_attribute("href", f"{site.url}/foerderprogramme/dpjw")
    assert card.get_by_role("link", name="kein Skript").count() == 0
    [spoken] = answers_spoken(page)
    assert spoken.count("nicht bestätigt") == 1
    assert "12 bis 26 Jahre" in spoken
    assert "aej" not in spoken


def test_a_whole_sheet_opens_heading_by_heading(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site.url)
    ask(page, "Zeig mir das Blatt")
    card = page.locator(".card")
    expect(card.locator("summary")).to_have_text(["Alter", "Dauer", "Fristen", "Eigenanteil"])
    expect(card.get_by_text("12 bis 26 Jahre.").first).to_be_visible()
    expect(card.get_by_text("12 bis 26 Jahre.").nth(1)).to_be_hidden()
    card.get_by_text("Dauer", exact=True).click()
    expect(card.get_by_text("12 bis 26 Jahre.").nth(2)).to_be_visible()
    assert fits(page)


def test_of_deadlines_the_date_stands_out_and_nothing_else(page: Page) -> None:
    ask(page, "Welche Frist?")
    expect(page.locator("caption")).to_have_css("font-weight", "400")
    expect(page.locator(".when").first).to_have_css("font-weight", "400")
    expect(page.locator(".when strong")).to_have_text(
        ["12. Februar 2027, 12 Uhr", "In der Regel bis 1. März.", "zuletzt am 1. Oktober 2025"]
    )
    expect(page.locator(".when").nth(1)).to_have_text("In der Regel bis 1. März. Bitte prüfen Sie.")


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_a_table_stays_a_table_and_fits_every_screen(
    site: Site, open_page: OpenPage, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport)
    page.goto(site.url)
    record_spoken(page)
    ask(page, "Vergleich bitte")
    table = page.get_by_role("table", name="Vergleich: DFJW, DPJW")
    expect(table.get_by_role("rowheader")).to_have_text(["Alter", "Dauer"])
    expect(table.get_by_role("columnheader")).to_have_text(["DFJW", "DPJW"])
    expect(table.get_by_role("cell", name="Nicht bekannt").first).to_be_visible()
    expect(page.locator(".card")).to_contain_text("Stand: geprüft am 23.11.2026")
    is_phone = viewport == PHONE
    assert table.locator(".cell-name").first.is_visible() == is_phone
    assert fits(page)
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    [spoken] = answers_spoken(page)
    assert spoken == "IJA-Lotse: Vergleich: DFJW, DPJW. Stand: geprüft am 23.11.2026"


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_programmes_are_found_and_compared_without_javascript(
    site: Site, open_page: OpenPage, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport, java_script_enabled=False)
    page.goto(f"{site.url}/foerderprogramme")
    page.get_by_role("link", name="DPJW", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jugendwerk")
    page.get_by_role("link", name="Mit einem anderen Programm vergleichen").click()
    expect(page.get_by_label("Erstes Programm")).to_have_value("dpjw")
    page.get_by_label("Zweites Programm").select_option("dfjw")
    page.get_by_role("button", name="Vergleichen").click()
    expect(page.get_by_role("columnheader")).to_have_text(["DPJW", "DFJW"])
    page.get_by_role("link", name="Ganzes Blatt").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jugendwerk")


def test_each_deadline_shows_its_source_and_stand_without_a_touch(page: Page) -> None:
    ask(page, "Welche Fristen gibt es?")
    row = page.get_by_role("row").filter(has_text="Jugendbegegnungen")
    expect(row.get_by_role("link", name="Programmhandbuch")).to_be_visible()
    expect(row.get_by_text("Stand: geprüft am 20.11.2026")).to_be_visible()
    expect(page.locator(".stand:visible")).to_have_count(3)


def test_on_a_phone_the_parts_of_a_deadline_need_no_names(page: Page, site: Site) -> None:
    page.set_viewport_size(PHONE)
    ask(page, "Welche Fristen gibt es?")
    row = page.get_by_role("row").filter(has_text="Jugendbegegnungen")
    expect(row.get_by_role("cell").first).to_have_text(re.compile(r"^läuft bald ab12\. Februar"))
    expect(page.get_by_role("table").get_by_text("Weg und Auskunft")).to_have_count(1)
    site.rasa.reply = lambda _body: [{"custom": TABLE}]
    ask(page, "Und der Vergleich?")
    expect(page.get_by_role("cell").filter(has_text="Begegnungen").first).to_contain_text("DFJW")


def test_on_a_phone_a_comparison_begins_with_its_first_rows(
    site: Site, open_page: OpenPage
) -> None:
    labels = ("Alter", "Dauer", "Länder", "Fristen", "Eigenanteil")
    first = TABLE["rows"][0]
    long = {**TABLE, "rows": [{**first, "label": label} for label in labels]}
    site.rasa.reply = lambda _body: [{"custom": long}]
    page = open_page(viewport=PHONE)
    page.goto(site.url)
    ask(page, "Vergleich bitte")
    expect(page.get_by_role("rowheader")).to_have_text(["Alter", "Dauer", "Länder"])
    page.get_by_role("button", name="2 weitere zeigen: Fristen, Eigenanteil").click()
    expect(page.get_by_role("rowheader")).to_have_text(list(labels))
    cell = page.get_by_role("cell").filter(has_text="Begegnungen").first
    source = cell.get_by_role("link", name="aej")
    expect(source).to_be_hidden()
    cell.get_by_role("button", name="Quellen").click()
    expect(source).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.get_by_role("button", name="Quellen")).to_have_count(0)
    expect(page.get_by_role("link", name="aej").last).to_be_visible()


def test_on_a_phone_a_list_of_deadlines_is_short_and_hides_no_note(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site.url)
    ask(page, "Alle Fristen")
    card = page.locator(".card")
    rows = card.locator("tbody tr")
    expect(rows).to_have_count(5)
    for shown in ("Antrag online bei JUGEND für Europa", "Zentralstellen haben eigene Fristen."):
        expect(card.get_by_text(shown).first).to_be_visible()
    expect(rows.nth(2)).to_be_visible()
    expect(rows.nth(3)).to_be_hidden()
    source = rows.first.get_by_text("Programmhandbuch")
    expect(source).to_be_hidden()
    rows.first.get_by_role("button", name="Auskunft und Quellen").click()
    expect(source).to_be_visible()
    rest = card.get_by_role("button", name="2 weitere zeigen: Erasmus+ Jugend, Deutsch-Polnisches")
    rest.click()
    expect(rest).to_have_attribute("aria-expanded", "true")
    expect(rows.nth(4)).to_be_visible()
    assert fits(page)


def test_with_room_enough_all_of_a_list_of_deadlines_is_open(page: Page) -> None:
    ask(page, "Alle Fristen")
    card = page.locator(".card")
    expect(card.locator("tbody tr").nth(4)).to_be_visible()
    expect(card.get_by_text("Programmhandbuch").first).to_be_visible()
    expect(card.locator(".unfold").first).to_be_hidden()
