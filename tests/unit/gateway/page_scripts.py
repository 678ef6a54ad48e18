"""Looks for scripts in a page."""

from __future__ import annotations

import re

# What search engines read; browsers never run it.
DATA = '<script type="application/ld+json">'


def scripts_that_run(html: str) -> list[str]:
    """Return the opening tags of all script elements that a browser would run."""
    return [tag for tag in re.findall(r"<script[^>]*>", html) if tag != DATA]
