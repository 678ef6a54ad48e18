"""Cuts a text into its sentences."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text; one ends before a capital letter only."""
    return _END.split(text)
