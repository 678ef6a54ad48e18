"""Fields that are called by their name: "Organisation Jugendzentrum Süd", "Name weglassen"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bot.intake.request.contact import contact_like
from bot.intake.request.sheet import OPEN
from bot.intake.words import labels, phrases, ways_by_name
from bot.words.phrases import has_any, spaced


@dataclass(frozen=True)
class Labelled:
    """A field and its new text; ``OPEN`` where it is to be left out."""

    name: str
    value: str = field(repr=False)


_JOINT = re.compile(r"[,;]\s+|(?:\A|\s+)(?:und|sowie)\s+", re.IGNORECASE)


def read_label(said: str) -> Labelled | None:
    """Return what a message sets by the name of a field, None where none stands at its begin."""
    text = " ".join(said.split()).rstrip(".!")
    if text.endswith("?"):
        return None
    for name, pattern in _dropping().items():
        if pattern.fullmatch(text):
            return Labelled(name, OPEN)
    for name, pattern in _setting().items():
        match = pattern.fullmatch(text)
        if match is None:
            continue
        first = spaced(match["value"]).split()[:1]
        # "Name des Jungen rausnehmen" sets no other name.
        is_none = not first or first[0] in phrases("no_value")
        is_none |= has_any(spaced(match["value"]), phrases("struck_unclear"))
        return None if is_none else Labelled(name, match["value"])
    return None


def dropped_way(said: str) -> str | None:
    """Return the way of contact that is to be left out, as ``Contact.without`` knows it."""
    text = " ".join(said.split()).rstrip(".!")
    found = (way for way, pattern in _dropping_ways().items() if pattern.fullmatch(text))
    return next(found, None)


def parts_by_label(said: str) -> list[str]:
    """Return the parts of a text that set a field each: "Name ist Toni, Mail toni@example.org".

    Each begins with the name of a field or holds a way of contact; empty for less than two.
    """
    if has_any(spaced(said), phrases("wrong")):
        # "kim@… ist falsch, richtig ist jo@…" tells one address.
        return []
    parts = [part.strip() for part in _JOINT.split(said) if part.strip(" .!")]
    is_set = [read_label(part) is not None or contact_like(part) for part in parts]
    return parts if len(parts) > 1 and all(is_set) else []


def _one_of(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@lru_cache(maxsize=1)
def _setting() -> dict[str, re.Pattern[str]]:
    before, after = _one_of(phrases("before_label")), _one_of(phrases("after_label"))
    lead, joint = rf"(?:(?:{before})\b[ ,]*)*", rf"(?:\s+(?:{after})\b)*"
    # "Ort auf Dortmund ändern"
    anew = _one_of((*phrases("change"), *phrases("change_written")))
    return {
        name: re.compile(
            rf"{lead}(?:{_one_of(called)}){joint}\s*[:=]?\s+(?P<value>\S.*?)(?:\s+(?:{anew}))?",
            re.I,
        )
        for name, called in labels().items()
    }


@lru_cache(maxsize=1)
def _dropping() -> dict[str, re.Pattern[str]]:
    return {name: _drops(called) for name, called in labels().items()}


@lru_cache(maxsize=1)
def _dropping_ways() -> dict[str, re.Pattern[str]]:
    return {way: _drops(called) for way, called in ways_by_name().items()}


def _drops(called: tuple[str, ...]) -> re.Pattern[str]:
    before, gone = _one_of(phrases("before_label")), _one_of(phrases("dropped"))
    lead, drop = rf"(?:(?:{before})\b[ ,]*)*", _one_of(phrases("drop_before"))
    article = rf"(?:(?:{before})\b\s*)*"
    return re.compile(
        rf"{lead}(?:{_one_of(called)})n?\s+{article}(?:{gone})"
        rf"|{lead}(?:{drop})\s+{article}(?:{_one_of(called)})n?(?:\s+(?:{before}))*(?:\s+(?:{gone}))?",
        re.I,
    )
