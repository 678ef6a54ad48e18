"""Words that are to be taken out of what is sent: "den Namen Kofi Mensah bitte rausnehmen"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.fit.told.reading import Message
from bot.intake.request.sheet import OPEN, Sheet, known
from bot.intake.wishes.labels import dropped_way, read_label
from bot.intake.words import phrases
from bot.texts import text
from bot.words.phrases import begins_with_any, has_any, spaced

STRUCK = "struck_out"
"""What a reply is that only takes something out of what was told."""

_MOST_WORDS = 12
# What is written freely; where it tells nothing of it, one of the named fields may.
_WRITTEN, _NAMED = ("topic", "description"), ("name", "organisation", "place")
# In these somebody may be named, too: "Frau Okafor ist ab 9 Uhr da".
_BESIDE = ("wanted_times", "group")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_CLAUSE = re.compile(r"\n|(?<=[.!?;,])\s+|\s+(?:und|sowie)\s+")
_JOINT = re.compile(r"[\s,;]*(?:\s(?:und|sowie))?\s*\Z")
_END = re.compile(r"[.!?]?\s*\Z|\n\Z")
# "Wohngruppen" is what "Wohngruppe" calls; shorter words have to be the same.
_LEAST_LETTERS = 5
# "Kofis Vater" names Kofi.
_LEAST_LETTERS_OF_NAME = 3


def struck_out(message: Message, sheet: Sheet, *, is_free: bool) -> dict[str, str | None]:
    """Return the fields without what a message wants out, empty where it names nothing in them.

    ``is_free`` says that any text may answer the open question: then the message has to begin as
    somebody begins who refers to what was said.
    """
    said = message.text
    # A country that drops out is one of the journey.
    words = () if message.has("country") else words_to_strike(said)
    if not words or (is_free and not begins_with_any(spaced(said), phrases("refers_to_told"))):
        return {}
    told = {field: known(sheet, field) for field in (*_WRITTEN, *_NAMED, *_BESIDE)}
    if not all(any(_stands(word, one) for one in told.values()) for word in words):
        return {}
    is_clause = has_any(spaced(said), phrases("calls_clause"))
    found: dict[str, str | None] = {}
    for field in _WRITTEN:
        strike = _without_clause if is_clause and field == "description" else _without_words
        left = strike(told[field], words)
        if left != told[field]:
            found[field] = left or OPEN
    for field in () if is_clause and found else (*_NAMED, *_BESIDE):
        left = _without_words(told[field], words)
        if left == text("consultations.struck"):
            found[field] = None if field == "place" else OPEN
        elif left != told[field]:
            found[field] = left
    return found


def words_to_strike(said: str) -> tuple[str, ...]:
    """Return the words that a message names and wants out, none where it wants something else.

    "Den Namen des Jungen" names nobody by the name, "Zeile 2 streichen" a line of the talk.
    """
    spoken = spaced(said)
    is_wish = has_any(spoken, phrases("struck_unclear")) and "?" not in said
    if not is_wish or len(spoken.split()) > _MOST_WORDS or said.startswith("/"):
        return ()
    label = read_label(said)
    of_extract = has_any(spoken, (*phrases("line"), *phrases("extract")))
    if of_extract or dropped_way(said) or (label is not None and label.value == OPEN):
        return ()
    fillers = {
        word
        for name in ("beside_struck", "struck_unclear", "calls_clause")
        for one in phrases(name)
        for word in one.split()
    }
    told = tuple(word for word in spoken.split() if word not in fillers)
    is_name = has_any(spoken, phrases("calls_name"))
    is_somebody = any(word in phrases("somebody") for word in told)
    is_vague = (is_name and is_somebody) or any(map(str.isdigit, spoken))
    return () if is_vague else told


def without_name(name: str, sheet: Sheet) -> dict[str, str]:
    """Return the written fields in which a name stands, without it."""
    found = {}
    for field in (*_WRITTEN, *_BESIDE):
        before = known(sheet, field)
        left = _naming(name).sub(text("consultations.struck"), before)
        if left != before:
            found[field] = _joined_marks(left)
    return found


def lines_naming(name: str, lines: Sequence[str]) -> list[int]:
    """Return the numbers, from 1, of the lines in which a name stands."""
    return [at for at, line in enumerate(lines, 1) if name and _naming(name).search(line)]


def lines_with(words: Sequence[str], lines: Sequence[str]) -> list[int]:
    """Return the numbers, from 1, of the lines in which one of the words stands."""
    return [at for at, line in enumerate(lines, 1) if any(_stands(word, line) for word in words)]


def _naming(name: str) -> re.Pattern[str]:
    """Return how a name stands in a text: whole, or a part of it; "lang" alone may be no name."""
    parts = [re.escape(part) for part in _WORD.findall(name) if len(part) > 1]
    first = [part for part in parts if spaced(part).strip() in phrases("first_names")]
    others = [part[:1].upper() + part[1:] for part in parts if _may_name(part, name)]
    anyhow = "|".join((re.escape(name), *first))
    named = "|".join((rf"(?i:{anyhow})", *others))
    return re.compile(rf"(?<!\w)(?:{named})(?:['’]?s)?(?!\w)")


def _may_name(part: str, name: str) -> bool:
    """Say whether a part of a name stands for it: not the "von" of "Anna von Berg"."""
    return part[:1].isupper() or (name == name.lower() and len(part) > _LEAST_LETTERS_OF_NAME)


def _without_words(told: str, words: Sequence[str]) -> str:
    def struck(match: re.Match[str]) -> str:
        is_meant = any(_stands(word, match[0]) for word in words)
        return text("consultations.struck") if is_meant else match[0]

    return _joined_marks(_WORD.sub(struck, told))


def _without_clause(told: str, words: Sequence[str]) -> str:
    """Return a text without the clauses in which one of the words stands."""
    kept, start = "", 0
    for end in (*(match.end() for match in _CLAUSE.finditer(told)), len(told)):
        clause, start = told[start:end], end
        if not any(_stands(word, clause) for word in words):
            kept += clause
            continue
        before, ends = _JOINT.sub("", kept), _END.search(clause)
        is_ended = not before or before[-1] in ".!?"
        kept = before + ("" if is_ended or ends is None else ends[0]) if before else ""
        kept += " " if is_ended and before else ""
    return _JOINT.sub("", kept)


def _joined_marks(told: str) -> str:
    """Return a text in which marks side by side are one: "[gestrichen] [gestrichen]"."""
    mark = text("consultations.struck")
    return re.sub(rf"{re.escape(mark)}(?:\s+{re.escape(mark)})+", mark, told)


def _stands(word: str, told: str) -> bool:
    """Say whether a text has a word, or one that only ends in another way."""
    return any(_is_same(word, one) for one in spaced(told).split())


def _is_same(word: str, one: str) -> bool:
    short, long = sorted((word, one), key=len)
    is_owner = len(short) >= _LEAST_LETTERS_OF_NAME and long == f"{short}s"
    is_longer = len(short) >= _LEAST_LETTERS and long.startswith(short)
    return word == one or is_owner or is_longer
