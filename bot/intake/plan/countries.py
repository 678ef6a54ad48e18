"""How countries told later stand beside those before: "Ghana ginge auch", "Spanien springt ab"."""

from __future__ import annotations

from bot.fit.countries import all_countries, listed
from bot.intake.words import phrases, says_only
from bot.words.phrases import begins_with_any, has_any, spaced


def adds_country(said: str) -> bool:
    """Say whether a country that is named stands beside others, and takes the place of none."""
    return _joint(said) is not None


def joined_countries(before: str, now: str, said: str) -> str:
    """Return the countries after a message that tells ``now``; all of ``before`` may hold on."""
    if before and _tells_of_some(said):
        # "8 Leute, davon 2 aus Belgien" tells nothing of where they go.
        return before
    joint = _joint(said)
    if _stand_with_or(spaced(said)) or (joint == "fit.or" and not before):
        # "Kolumbien oder Peru", "Norwegen, notfalls Dänemark"
        now = listed(_names(now) or [now], "fit.or")
    if not before or joint is None:
        return now
    more = [name for name in _names(now) if name not in _names(before)]
    return listed([*_names(before), *more], joint) if more else before


def without_countries(before: str, gone: str, instead: str = "") -> str | None:
    """Return the countries that are left and those that come ``instead``.

    None where none of them is gone, or no other is there.
    """
    left = [name for name in _names(before) if name not in _names(gone)]
    if not left or len(left) == len(_names(before)):
        return None
    left += [name for name in _names(instead) if name not in left]
    return listed(left, "fit.or" if _stand_with_or(spaced(before)) else "fit.and")


def _joint(said: str) -> str | None:
    """Return the text that joins what is named to what was before, None where nothing does."""
    words = spaced(said)
    is_either = has_any(words, phrases("as_well")) or begins_with_any(words, phrases("or")[:1])
    if is_either:
        return "fit.or"
    is_added = has_any(words, phrases("joins_country")) or _only_adds(words)
    return "fit.and" if is_added else None


def _only_adds(words: str) -> bool:
    """Say whether a country is all that is told, with a word that adds it: "und Togo"."""
    for _, name in all_countries():
        words = words.replace(spaced(name), " ")
    return says_only(words, "adds_country", "beside_added")


def _tells_of_some(said: str) -> bool:
    """Say whether each country is where some of a group are from: "davon 2 aus Belgien"."""
    words = spaced(said)
    at = max(words.find(f" {one} ") for one in phrases("of_some"))
    return at >= 0 and " aus " in words[at:] and not _names(words[:at])


def _names(listed: str) -> list[str]:
    """Return the countries of a list, as they stand in it."""
    words = spaced(listed)
    found = [(words.find(spaced(name)), name) for _, name in all_countries()]
    return [name for place, name in sorted(found) if place >= 0]


def _stand_with_or(words: str) -> bool:
    """Say whether "oder" stands between two countries: "Kolumbien oder Peru"."""
    before, joint, after = words.partition(f" {phrases('or')[0]} ")
    return bool(joint) and bool(_names(before)) and bool(_names(after))
