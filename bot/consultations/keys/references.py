"""The number that people quote, such as ``IJ-2026-0042``."""

from __future__ import annotations

import re

# People leave out dashes and zeros, and telephones turn a dash into another one.
_DASH = r"[\s\-\u2010-\u2015_/.]{0,3}"
_REFERENCE = re.compile(
    rf"(?<![^\W_])IJ{_DASH}(?P<year>20[0-9]{{2}}){_DASH}(?P<number>[0-9]{{1,9}})(?![^\W_])",
    re.IGNORECASE,
)


def format_reference(year: int, number: int) -> str:
    """Return the reference people quote, such as ``IJ-2026-0042``."""
    return f"IJ-{year}-{number:04d}"


def find_references(text: str) -> list[str]:
    """Return all references in a text in their usual form, each once, in order."""
    found = (
        format_reference(int(match["year"]), int(match["number"]))
        for match in _REFERENCE.finditer(text)
    )
    return list(dict.fromkeys(found))


def read_reference(text: str) -> str | None:
    """Return the reference that somebody typed, or None if it is anything else."""
    match = _REFERENCE.fullmatch(text.strip())
    return None if match is None else format_reference(int(match["year"]), int(match["number"]))


def without_references(text: str) -> str:
    """Return the text, as long as before, with dots in the place of its references."""
    return _REFERENCE.sub(lambda match: "." * len(match[0]), text)
