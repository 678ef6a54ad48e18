"""What stands behind the three dots comes next on the keyboard and never lies in the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chatting import INPUT, focused, open_menu

pytestmark = pytest.mark.browser


def test_the_first_entry_is_the_next_stop(page: Page) -> None:
    open_menu(page)
    page.keyboard.press("Tab")
    assert focused(page)[1] == "Gespräch drucken"


def test_whoever_goes_on_elsewhere_closes_it(page: Page) -> None:
    entry = page.get_by_role("button", name="Gespräch drucken")
    open_menu(page)
    page.locator(".log").click()
    expect(entry).to_be_hidden()
    expect(page.get_by_role("button", name="Mehr", exact=True)).to_have_attribute(
        "aria-expanded", "false"
    )
    open_menu(page)
    page.get_by_label(INPUT).focus()
    expect(entry).to_be_hidden()


def test_the_focus_comes_back_when_nothing_was_started_over(page: Page) -> None:
    open_menu(page)
    page.get_by_role("button", name="Neu beginnen").click()
    page.get_by_role("button", name="Abbrechen").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert focused(page)[1] == "Mehr"
