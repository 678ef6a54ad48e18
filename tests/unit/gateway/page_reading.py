"""Reads what a test wants to know of a page."""

from __future__ import annotations

import re
from html import unescape

# What search engines read; browsers never run it.
DATA = '<script type="application/ld+json">'


def scripts_that_run(html: str) -> list[str]:
    """Return the opening tags of all script elements that a browser would run."""
    return [tag for tag in re.findall(r"<script[^>]*>", html) if tag != DATA]


def text_of(html: str) -> str:
    """Return the words of a page as people see them, in one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


def hidden_fields(html: str) -> dict[str, str]:
    """Return the hidden fields of the forms with their values."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
