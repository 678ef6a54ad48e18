"""The desk on a phone: short heads, short lines, everything within reach of a finger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.desk.requests.work import Work
from tests.browser.desk_rig import add_request, open_desk, sign_in
from tests.browser.rig import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PHONE = {"width": 390, "height": 844}
HEIGHTS = "(rows) => rows.map((row) => row.getBoundingClientRect().height)"
MOST_PIXELS_OF_A_LINE = 110
A_PAGE = 25


def test_a_request_is_four_short_lines(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "pim")
    page = open_page(viewport=PHONE)
    sign_in(page, desk)
    for number in range(A_PAGE + 1):
        add_request(
            desk,
            f"phone-{number}",
            topic="Kalkulation eines Programms, das zum ersten Mal geplant wird und lange dauert",
            organisation=("", "Kreisverband Musterhausen der Jugend am großen Strom e. V.")[
                number % 2
            ],
            partner_country=("Polen", "")[number % 2],
        )
    nobody = add_request(
        desk,
        "phone-nobody",
        name="",
        email="",
        organisation="",
        wants_visit=True,
        wanted_times="montags",
    )
    taken = add_request(desk, "phone-taken")
    decided = Work(desk.username, tags=())
    desk.services.work.decide(taken, decided, is_urgent=False, actor=desk.username)
    page.goto(f"{desk.url}/anfragen?ansicht=offen&sortierung=neueste")
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(A_PAGE)
    assert max(rows.evaluate_all(HEIGHTS)) < MOST_PIXELS_OF_A_LINE
    # What nobody has told takes no line; who does it is told where it is somebody.
    unknown = page.locator("[data-row]", has_text=nobody)
    expect(unknown.get_by_text("–")).to_have_count(2)
    for dash in unknown.get_by_text("–").all():
        expect(dash).to_be_hidden()
    expect(page.locator("[data-row]", has_text=taken)).to_contain_text("Pim Beispiel")
    # The way on is a target for a finger, and so is the whole line.
    further = page.get_by_role("link", name="Nächste Seite")
    box = further.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    page.locator("[data-row]", has_text=taken).locator("[data-label='Antwort bis']").click(
        force=True
    )
    page.wait_for_url(f"**/anfragen/{taken}")


def test_the_head_leaves_room_for_the_page(running: Site, open_page: OpenPage) -> None:
    desk = open_desk(running, "rio")
    page = open_page(viewport=PHONE)
    sign_in(page, desk)
    for width, most in ((390, 130), (640, 80)):
        page.set_viewport_size({"width": width, "height": 700})
        box = page.locator("header.bar").bounding_box()
        assert box is not None
        assert box["height"] < most, width
    expect(page.get_by_role("button", name="Abmelden (Rio Beispiel)")).to_be_visible()
