"""A browser and a running site; Chromium comes from the system."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from tests.browser.rig import Site, reply, running_site

# Chromium reports a page with form errors like a broken resource.
REFUSED_FORM = "the server responded with a status of 422"
DESKTOP = {"width": 1280, "height": 800}


def launch(chromium: BrowserType, *settings: str) -> Browser:
    """Start Chromium, or fail in CI when there is none."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI must test in a browser: install chromium")
        pytest.skip("no chromium found")
    return chromium.launch(
        executable_path=executable, args=["--no-sandbox", "--disable-gpu", *settings]
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium."""
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser_with_large_letters(browser: Browser) -> Iterator[Browser]:
    """Return Chromium as somebody sets it who wants letters of twice the size."""
    large = launch(browser.browser_type, "--blink-settings=defaultFontSize=32")
    yield large
    large.close()


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the site that all tests share."""
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def site(running: Site) -> Site:
    """Return the site with an assistant that works."""
    running.rasa.reply = reply
    running.rasa.raw = None
    running.rasa.received.clear()
    return running


@pytest.fixture
def expected_complaints() -> list[str]:
    """Return parts of console errors that a test causes on purpose, for the test to fill."""
    return [REFUSED_FORM]


@pytest.fixture
def open_page(browser: Browser, expected_complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """Return a maker of fresh browser windows; any console error fails the test at its end."""
    contexts = []
    complaints: list[str] = []

    def open_window(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "de-DE", **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_window
    for context in contexts:
        context.close()
    unexpected = [
        text for text in complaints if not any(part in text for part in expected_complaints)
    ]
    assert unexpected == []


@pytest.fixture
def page(site: Site, open_page: Callable[..., Page]) -> Page:
    """Return a window with the chat, in which nothing was said yet."""
    page = open_page()
    page.goto(site.url)
    return page
