from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.desk.staff.accounts import Role
from tests.browser.desk_rig import open_desk, sign_in
from tests.browser.rig import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def fill_form(page: Page) -> None:
    page.get_by_label("Worum geht es?").fill("Visum für eine Gruppe aus Kenia")
    page.get_by_label("Ihr Anliegen").fill("Wir planen einen Austausch.\nWer hilft uns?")
    page.get_by_label("Einrichtung oder Verein").fill("Jugendring Musterstadt")
    page.get_by_label("E-Mail-Adresse").fill("anfrage@example.org")
    page.get_by_label("Ich bin einverstanden").check()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_request_reaches_the_desk(site: Site, open_page: OpenPage, with_script: bool) -> None:
    page = open_page(java_script_enabled=with_script)
    page.goto(f"{site.url}/beratung")
    fill_form(page)
    page.get_by_role("button", name="Anfrage senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Danke, Ihre Anfrage ist gespeichert")
    reference = page.locator(".reference").inner_text()
    assert re.fullmatch(r"IJ-\d{4}-\d{4}", reference)

    desk = open_page(java_script_enabled=False)
    sign_in(desk, open_desk(site, "mit-skript" if with_script else "ohne-skript"))
    # Other tests leave more requests than a page shows.
    desk.goto(f"{site.desk_url}/anfragen?ansicht=offen&sortierung=neueste")
    desk.get_by_role("link", name=reference).click()
    expect(desk.locator(".sender")).to_contain_text("Jugendring Musterstadt")
    desk.get_by_role("button", name="In Bearbeitung nehmen").click()
    expect(desk.locator(".badge").first).to_have_text("In Bearbeitung")


def test_the_first_sign_in_asks_for_a_password_of_ones_own(site: Site, open_page: OpenPage) -> None:
    services = open_desk(site, "verwaltung").services
    page = open_page(java_script_enabled=False)
    page.goto(site.desk_url)
    page.get_by_label("Name").fill("neu")
    page.get_by_label("Passwort").fill(start := services.staff.add("neu", "", Role.ADVISOR))
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Eigenes Passwort wählen")
    expect(page.get_by_role("navigation").get_by_role("link")).to_have_count(0)
    page.goto(f"{site.desk_url}/anfragen")
    for label, words in (
        ("Startpasswort", start),
        ("Neues Passwort", "vier Wörter ganz zufällig"),
        ("Neues Passwort wiederholen", "vier Wörter ganz zufällig"),
    ):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Passwort speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anfragen: Offen")


def test_a_person_reads_the_answer_and_erases_the_request(site: Site, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site.url}/beratung")
    fill_form(page)
    page.get_by_role("button", name="Anfrage senden").click()
    reference, pin = page.locator(".reference").inner_text(), page.locator(".pin").inner_text()

    page.get_by_role("link", name="Meine Anfrage").first.click()
    page.locator("#reference").fill(reference.lower())
    page.locator("#pin").fill(pin)
    page.get_by_role("button", name="Anfrage ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(reference)
    page.get_by_label("Etwas ergänzen").fill("Wir sind jetzt <b>14</b>.")
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_text("Wir sind jetzt <b>14</b>.")).to_be_visible()

    page.get_by_role("link", name="Anfrage jetzt löschen").click()
    page.get_by_role("button", name="Ja, alles löschen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nachweis der Löschung")
    page.get_by_role("button", name="Fertig").click()
    expect(page.get_by_text("Nachweis")).to_have_count(0)


def test_errors_get_the_focus_and_lead_to_the_field(site: Site, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{site.url}/beratung")
    fill_form(page)
    page.get_by_label("E-Mail-Adresse").fill("kein-at")
    page.get_by_label("Ich bin einverstanden").uncheck()
    page.get_by_role("button", name="Anfrage senden").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Worum geht es?")).to_have_value("Visum für eine Gruppe aus Kenia")
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("#email$"))
    assert page.get_by_label("E-Mail-Adresse").get_attribute("aria-invalid") == "true"
