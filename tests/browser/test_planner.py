"""The planner on a phone: with and without JavaScript, and from a link that carries a plan."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rig import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PHONE = {"width": 360, "height": 740}
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
PLAN = "land=PL&format=jugendbegegnung&beginn=2032-07-12&ende=2032-07-20&traeger=verein"


def test_a_link_fills_the_form_without_asking_the_server(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/planer#{PLAN}&land=UA&programm=dpjw&ort=%3Cb%3EK&dachverband=unsinn")
    expect(page.get_by_label("Beginn", exact=True)).to_have_value("2032-07-12")
    expect(page.get_by_label("Partnerland", exact=True)).to_have_value("PL")
    expect(page.get_by_label("Zweites Partnerland")).to_have_value("UA")
    expect(page.get_by_label("DPJW")).to_be_checked()
    expect(page.get_by_label("Ort", exact=True)).to_have_value("<b>K")
    expect(page.get_by_text("Ihr Link hat das Formular ausgefüllt.")).to_be_visible()
    assert not any("beginn" in url for url in asked)
    page.get_by_role("button", name="Plan zeigen").click()
    expect(page.get_by_role("heading", name="Ihr Plan")).to_be_visible()
    carried = re.compile(r"/planer#land=PL&land=UA")
    expect(page.locator("a.share")).to_have_attribute("href", carried)


def test_the_plan_needs_no_script(site: Site, open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{site.url}/planer")
    page.get_by_label("Beginn", exact=True).fill("2032-07-12")
    page.get_by_label("Partnerland", exact=True).select_option("PL")
    page.get_by_role("button", name="Plan zeigen").click()
    expect(page.get_by_role("heading", name="Ihr Plan")).to_be_visible()
    expect(page.get_by_text("rechnerisch spätestens am 12. April 2032").first).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/fristen",
        "/fristen?programm=dpjw",
        f"/planer?{PLAN}",
        "/termine",
        "/erinnerung?programm=dpjw",
    ],
)
def test_pages_fit_on_a_phone(site: Site, open_page: OpenPage, path: str) -> None:
    page = open_page(viewport=PHONE)
    page.goto(site.url + path)
    assert page.evaluate(FITS)
    links = page.locator(".bar .nav a")
    tops = {round(box["y"]) for box in map(lambda a: a.bounding_box(), links.all()) if box}
    assert len(tops) <= 2
