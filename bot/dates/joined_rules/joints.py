"""The small words of ranges: what begins one and what joins its two ends."""

from __future__ import annotations

from bot.dates.tokens.cursor import Cursor

_LEADS = ("von", "vom", "zwischen", "ab")
_AFTER_LEAD = ("dem", "den", "der", "ca", "etwa", "ungefaehr", "um", "am", "in", "im")
_AFTER_JOINT = (*_AFTER_LEAD, "zum", "zur", "zu", "hin", "einschliesslich", "einschl",
                "inklusive", "inkl")  # fmt: skip


def lead(c: Cursor, i: int) -> tuple[str, int]:
    """Return the word that begins a range at ``i`` (or ""), and where its first end begins."""
    if c.key(i) in _LEADS:
        return c.key(i), c.skip(i + 1, _AFTER_LEAD)
    return "", i


def joint(c: Cursor, i: int, word: str) -> int | None:
    """Return where the second end begins: behind "bis", a dash, or the "und" of "zwischen"."""
    if c.key(i) == "," and c.key(i + 1) == "bis":
        i += 1
    key = c.key(i)
    if key in ("bis", "-") or (key == "/" and c.is_glued(i)):
        return c.skip(i + 1, _AFTER_JOINT)
    if key == "und" and word == "zwischen":
        return c.skip(i + 1, _AFTER_JOINT)
    if key == "auf" and c.key(i + 1) in ("den", "dem") and word in ("von", "vom"):
        return i + 2
    return None
