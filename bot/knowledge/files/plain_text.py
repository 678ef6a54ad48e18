"""Says whether an editor's text is fit to be shown as it stands: plain words, no markup."""

from __future__ import annotations

import re
import unicodedata

_MARKUP = re.compile(r"<[A-Za-z/!][^>]*>|\*\*|\]\(")
_UNREADABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_EMOJI = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
# Characters by which an editor finds the place again.
_MOST_SHOWN = 40
# YAML breaks long texts into lines; a space that must not break is meant.
_SPACES = re.compile(r"[ \t\r\n]+")


def one_line(text: str) -> str:
    """Return the text without line breaks and double spaces."""
    return _SPACES.sub(" ", text).strip()


def why_unfit(text: str) -> str | None:
    """Return ``control_character``, ``markup`` or ``emoji``, or None for a text that is fit."""
    if _EMOJI.search(text):
        return "emoji"
    if any(unicodedata.category(char) in _UNREADABLE for char in text):
        return "control_character"
    if _MARKUP.search(text):
        return "markup"
    return None


def shown(value: object) -> str:
    """Return what an editor wrote, short and safe to print in a finding."""
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"
