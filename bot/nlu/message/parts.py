"""The parts of a message, each of which may mean something by itself."""

from __future__ import annotations

import re

MIN_WORDS = 3
"""Fewer words mean nothing by themselves."""
_PART = re.compile(r"[.!?:;,\n]+|\s(?:und|aber|weil|denn|and|but)\s", re.IGNORECASE)
_MIN_PARTS = 2
_MAX_PARTS = 40


def parts_of(text: str) -> list[str]:
    """Return the parts of a message that are long enough to mean something; none if it is one."""
    parts = [part.strip() for part in _PART.split(text)]
    parts = [part for part in parts if len(part.split()) >= MIN_WORDS][:_MAX_PARTS]
    return parts if len(parts) >= _MIN_PARTS else []
