"""How countries told later stand beside those before: "Ghana ginge auch", "Spanien springt ab"."""

from __future__ import annotations

from bot.fit.countries import all_countries
from bot.intake.words import phrases
from bot.texts import text
from bot.words.phrases import begins_with_any, has_any, spaced


def adds_country(said: str) -> bool:
    """Say whether a country that is named stands beside others, and takes the place of none."""
    return _joint(said) is not None


def joined_countries(before: str, now: str, said: str) -> str:
    """Return the countries after a message that tells ``now``; all of ``before`` may hold on."""
    joint = _joint(said)
    if not before or joint is None:
        return now
    more = ", ".join(name for name in _names(now) if name not in _names(before))
    if not more:
        return before
    if joint == "fit.and":
        before = ", ".join(_names(before)) or before
    return text(joint, first=before, last=more)


def without_countries(before: str, gone: str) -> str | None:
    """Return the countries that are left, None where none of them is gone, or no other is there."""
    left = [name for name in _names(before) if name not in _names(gone)]
    if not left or len(left) == len(_names(before)):
        return None
    *first, last = left
    return text("fit.and", first=", ".join(first), last=last) if first else last


def _joint(said: str) -> str | None:
    """Return the text that joins what is named to what was before, None where nothing does."""
    words = spaced(said)
    if has_any(words, phrases("as_well")) or begins_with_any(words, phrases("or")[:1]):
        return "fit.or"
    is_added = has_any(words, phrases("joins_country"))
    return "fit.and" if is_added else None


def _names(listed: str) -> list[str]:
    """Return the countries of a list, as they stand in it."""
    words = spaced(listed)
    found = [(words.find(spaced(name)), name) for _, name in all_countries()]
    return [name for place, name in sorted(found) if place >= 0]
