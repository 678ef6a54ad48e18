"""Puts a word in the place of personal data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from bot.privacy.patterns import Finding, Kind, find_personal_data
from bot.texts import text


@dataclass(frozen=True)
class Masked:
    """A text without personal data, and the kinds of what was in it, each once, in order."""

    text: str = field(repr=False)
    kinds: tuple[Kind, ...] = ()


def mask(said: str, today: date, spared: Collection[Kind] = ()) -> Masked:
    """Return ``said`` with a word for each piece of personal data that is not ``spared``."""
    found = [f for f in find_personal_data(said, today) if f.kind not in spared]
    return Masked(_replaced(said, found), tuple(dict.fromkeys(f.kind for f in found)))


def warning(kinds: Collection[Kind], key: str = "warning") -> str:
    """Return what to tell a person whose message was masked; ``key`` of ``privacy.yml``."""
    names = [text(f"privacy.name_{kind.value}") for kind in kinds]
    return text(f"privacy.{key}", what=", ".join(names))


def _replaced(said: str, found: list[Finding]) -> str:
    for finding in reversed(found):
        word = text(f"privacy.mask_{finding.kind.value}")
        said = said[: finding.start] + word + said[finding.end :]
    return said
