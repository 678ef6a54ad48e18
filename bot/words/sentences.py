"""Cuts a text into its sentences."""

from __future__ import annotations

import re

# The dots of "z. B.", "e. V." and "St. Anna" end none, nor does that of a day: "15. Mai".
_NOT_SHORTENED = (
    r"(?<!(?<![\w-])[^\W\d_]\.)"
    r"(?<!\b(?:[Ss]t|[Dd]r|[Nn]r|ca)\.)(?<!\b(?:bzw|ggf|vgl|Abs)\.)(?<!\b(?:[Pp]rof|inkl|evtl)\.)"
)
_NO_MONTH = (
    r"(?!(?<=\d\.\s)(?i:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)\b)"
)
STOP = re.compile(rf"(?:(?<=[!?])|(?<=\.){_NOT_SHORTENED})\s+{_NO_MONTH}")
"""The space behind a sentence, however the next one begins."""
_STOP_BEFORE_CAPITAL = re.compile(rf"{STOP.pattern}(?=[A-ZÄÖÜ])")


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text; one ends before a capital letter only."""
    return _STOP_BEFORE_CAPITAL.split(text)
