"""What the tests of the chat do again and again."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

INPUT = "Ihre Frage"
AXE = Axe()
PHONE = {"width": 390, "height": 844}

# Everything that stands inside of the chat; selectors of the page do not look into it.
_CHAT = "document.querySelector('ija-lotse').shadowRoot"
_FITS = f"""() => [document.documentElement, {_CHAT}.querySelector('.scroll')]
  .every((node) => node === null || node.scrollWidth <= node.clientWidth)"""
_RECORD = f"""() => {{ window.spoken = [];
  new MutationObserver((changes) => changes.forEach((change) =>
    change.addedNodes.forEach((node) => window.spoken.push(node.textContent))))
    .observe({_CHAT}.querySelector('.announcer'), {{childList: true}}); }}"""
_FOCUSED = """() => { let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node ? [node.tagName.toLowerCase(), node.textContent.trim(), node.id] : null; }"""


def ask(page: Page, text: str) -> None:
    """Send a question and wait for the answer."""
    answers = page.locator(".message:not(.user)").count()
    page.get_by_label(INPUT).fill(text)
    page.get_by_role("button", name="Senden", exact=True).click()
    expect(page.locator(".message:not(.user)").nth(answers)).to_be_visible()
    expect(page.locator(".typing")).to_be_hidden()


def fits(page: Page) -> bool:
    """Return whether neither page nor conversation scroll sideways."""
    return bool(page.evaluate(_FITS))


def record_spoken(page: Page) -> None:
    """Collect in ``window.spoken`` what screen readers are told."""
    page.evaluate(_RECORD)


def answers_spoken(page: Page) -> list[str]:
    """Return what screen readers were told of answers, without hints such as suggestions."""
    said: list[str] = page.evaluate("window.spoken")
    return [text for text in said if text.startswith("IJA-Lotse: ")]


def focused(page: Page) -> tuple[str, str, str]:
    """Return tag, text and id of what has the focus, also inside of the chat."""
    tag, text, name = page.evaluate(_FOCUSED)
    return tag, text, name


def tab_to(page: Page, text: str, key: str = "Tab", most: int = 60) -> None:
    """Press a key until something with this text has the focus."""
    for _ in range(most):
        page.keyboard.press(key)
        if focused(page)[1].startswith(text):
            return
    raise AssertionError(f"{text} is not reached by {key}")


def open_menu(page: Page) -> None:
    """Open what stands behind the three dots."""
    page.get_by_role("button", name="Mehr", exact=True).click()
    expect(page.get_by_role("button", name="Gespräch drucken")).to_be_visible()


def violations(page: Page) -> list[Any]:
    """Return what axe-core finds on the page, best practices included."""
    results = AXE.run(page)
    return [
        (found["id"], node["target"], node["failureSummary"])
        for found in results.response["violations"]
        for node in found["nodes"]
    ]
