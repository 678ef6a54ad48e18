from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rig import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PHONE = {"width": 360, "height": 740}
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


def test_an_answer_explains_its_terms_on_request(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site.url)
    page.get_by_label("Ihre Frage").fill("Welche Begriffe?")
    page.get_by_role("button", name="Senden").click()
    terms = page.locator(".card details.terms")
    expect(terms.get_by_text("Sie sammelt Anträge.")).to_be_hidden()
    terms.locator("summary").press("Enter")
    expect(terms.get_by_text("Sie sammelt Anträge.")).to_be_visible()
    link = terms.get_by_role("link", name="Zentralstelle")
    expect(link).to_have_attribute("href", f"{site.url}/glossar#zentralstelle")


def test_a_place_is_looked_up_without_javascript(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{site.url}/zustaendig")
    page.get_by_label("Ort").fill("wanne eickel")
    page.get_by_role("button", name="Nachschlagen").click()
    expect(page.get_by_role("heading", name="Wer ist zuständig: Herne")).to_be_visible()
    expect(page.get_by_label("Ort")).to_have_value("wanne eickel")
    page.get_by_label("Ort").fill("xyz")
    page.get_by_role("button", name="Nachschlagen").click()
    expect(page.get_by_role("alert")).to_contain_text("Diesen Ort kenne ich nicht")


@pytest.mark.parametrize("path", ["/zustaendig", "/zustaendig?ort=Langenberg", "/glossar"])
def test_pages_fit_on_a_phone(site: Site, open_page: OpenPage, path: str) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site.url + path)
    assert page.evaluate(FITS)


def test_a_link_to_a_term_leads_to_it(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{site.url}/glossar#zentralstelle")
    expect(page.locator("#zentralstelle")).to_be_in_viewport()
