"""Corrections in free words: "nein, Frankreich statt Polen", "Name: Kim", "den Zeitraum ändern"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.fit.told.reading import Entity, Message
from bot.intake.words import field_names, phrases
from bot.words.phrases import begins_with_any, has_any, spaced

_NAMED_VALUE = re.compile(r"\A(?P<name>[^:]{2,40}):\s*(?P<value>\S.*)\Z", re.DOTALL)


_CLAUSE = re.compile(r"[,;]\s+|\.\s+|\s+und\s+")


@dataclass(frozen=True)
class Correction:
    """What a message corrects.

    ``message`` holds only what shall hold from now on. ``name`` is the field that was called by
    its name, ``value`` its new text if that was told as "Name: Kim".
    """

    message: Message
    name: str | None = None
    value: str = field(default="", repr=False)

    @property
    def bare_number(self) -> str:
        """Return the clause that is a number alone, empty if there is none."""
        return next(filter(str.isdigit, self.clauses()), "")

    def clauses(self) -> list[str]:
        """Return the parts of what holds between commas, stops and "und"."""
        return clauses_of(self.message.text)


def read_correction(message: Message) -> Correction | None:
    """Return what the message corrects, None if it does not sound like a correction."""
    said = spaced(message.text)
    named = _NAMED_VALUE.match(message.text.strip())
    if named is not None:
        name = field_in(spaced(named["name"]))
        if name is not None and _only_calls(name, spaced(named["name"])):
            return Correction(Message("", ()), name, named["value"].strip())
    takes_place = has_any(said, (*phrases("instead"), *phrases("but")))
    if begins_with_any(said, phrases("addition_begin")) and not takes_place:
        # "Ach, und zwei sitzen im Rollstuhl" takes nothing back, "ach und Mai statt Juni" does.
        return None
    if not (
        begins_with_any(said, phrases("correction_begin"))
        or has_any(said, phrases("correction_inside"))
        or corrects_number(message.text)
    ):
        return None
    return Correction(_new_part(message), field_in(said))


def clauses_of(said: str) -> list[str]:
    """Return the parts of a message that may each correct something."""
    return [clause.strip(" .!") for clause in _CLAUSE.split(said)]


def field_in(said: str) -> str | None:
    """Return the field that a folded message calls by its name."""
    found = (name for name, names in field_names().items() if has_any(said, names))
    return next(found, None)


def _only_calls(name: str, said: str) -> bool:
    """Say whether a field's name and fillers are all: "Stadtjugendring Siegen, Mail" tells more."""
    lists = (
        "correction_begin",
        "correction_inside",
        "before_label",
        "after_label",
        "beside_answers",
    )
    fillers = {word for listed in lists for phrase in phrases(listed) for word in phrase.split()}
    called = {word for one in field_names()[name] for word in one.split()}
    return {*said.split()} <= fillers | called


def corrects_number(said: str) -> bool:
    """Say whether a message tells another number than before: "sind doch nur 14"."""
    words = spaced(said)
    return has_any(words, phrases("other_number")) and any(map(str.isdigit, words))


def is_denied(before: str) -> bool:
    """Say whether what follows ``before`` does not hold: "nicht nach"."""
    return _not_before().search(before) is not None


def only_denies(said: str) -> bool:
    """Say whether a message tells what does not hold, and nothing instead: "Italien ist raus"."""
    parts = re.split(_any_of("wrong"), said, flags=re.IGNORECASE)
    # "Belgien streichen bitte"
    beside = {*phrases("beside_dropping")}
    is_last = len(parts) > 1 and beside.issuperset(spaced(parts[-1]).split())
    is_last |= spaced(said).endswith(tuple(map(spaced, phrases("denied_last"))))
    return is_last and len(clauses_of(said)) == 1 and "?" not in said


def denied_apart(message: Message) -> tuple[Message, Message]:
    """Return the clauses that only tell what does not hold, and the others.

    "Uganda fällt wohl weg, der Partner hat keine Zeit" denies Uganda.
    """
    clauses = clauses_of(message.text)
    denied = ", ".join(clause for clause in clauses if only_denies(clause))
    rest = ", ".join(clause for clause in clauses if not only_denies(clause))
    gone, left = (_within(text, message.entities) for text in (denied, rest))
    return Message(denied, gone), Message(rest, left)


def _new_part(message: Message) -> Message:
    """Return the message without what no longer holds, each clause with its own "statt"."""
    text, entities = message.text, message.entities
    clauses = clauses_of(text)
    if all(_search("instead", clause) for clause in clauses) and len(clauses) > 1:
        parts = [_new_part(Message(clause, _within(clause, entities))) for clause in clauses]
        held = ", ".join(part.text.strip() for part in parts)
        return Message(held, tuple(e for part in parts for e in part.entities))
    but, instead = (_search(name, text) for name in ("but", "instead"))
    right = _without_wrong(text)
    if right is not None:
        text = right
    elif but is not None:
        # "Im August stattdessen": what holds stands before the word where nothing follows it.
        text = (
            text[but.end() :] if any(map(str.isalnum, text[but.end() :])) else text[: but.start()]
        )
    elif instead is not None and _names(text[: instead.start()], entities):
        text = text[: instead.start()]
    elif instead is not None:
        # "Statt Polen lieber Frankreich": the first name after the word is the old one.
        text = _without_first(text[instead.end() :], entities)
    text = _without_denied(text)
    return Message(text, tuple(e for e in entities if e.text and _stands(e.text, text)))


def _without_denied(text: str) -> str:
    """Return the text without times that do not hold: "doch nicht August, Juli bleibt"."""
    for match in reversed(list(re.finditer(_times(), text))):
        if is_denied(text[: match.start()]):
            text = text[: match.start()] + text[match.end() :]
    return text


def _without_wrong(text: str) -> str | None:
    """Return what holds behind each "stimmt nicht", None where nothing is said to be wrong.

    "Marokko stimmt nicht, Tunesien. 20 ist falsch, 24": what is wrong stands before it.
    """
    parts = re.split(_any_of("wrong"), text, flags=re.IGNORECASE)
    if len(parts) == 1:
        return None
    is_last = not any(map(str.isalnum, parts[-1]))
    # Between two of them stands what holds instead of the first, and then what is wrong, too; so
    # does what stands before "…, Israel lassen wir".
    held = [" ".join(_CLAUSE.split(part)[:-1]) for part in parts[0 if is_last else 1 : -1]]
    told = [*(one.strip(" ,.;") for one in held), "" if is_last else parts[-1]]
    return ", ".join(filter(None, told)) or None


def _within(clause: str, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    return tuple(e for e in entities if e.text and e.text in clause)


def _stands(name: str, text: str) -> bool:
    place = text.find(name)
    return place >= 0 and not is_denied(text[:place])


def _names(text: str, entities: Sequence[Entity]) -> list[tuple[int, str]]:
    """Return where something is named that may hold or not: names, quantities, times."""
    found = [(text.find(e.text), e.text) for e in entities if e.text and e.text in text]
    found += [(match.start(), match[0]) for match in re.finditer(_times(), text)]
    return found + [(match.start(), match[0]) for match in re.finditer("[0-9]+", text)]


def _without_first(text: str, entities: Sequence[Entity]) -> str:
    places = _names(text, entities)
    if not places:
        return text
    place, name = min(places, key=lambda found: (found[0], -len(found[1])))
    return text[place + len(name) :]


def _search(name: str, text: str) -> re.Match[str] | None:
    return re.search(_any_of(name), text, re.IGNORECASE)


def _any_of(name: str) -> str:
    return rf"(?<!\w)(?:{'|'.join(sorted(phrases(name), key=len, reverse=True))})(?!\w)"


@lru_cache(maxsize=1)
def _times() -> re.Pattern[str]:
    # "Statt Herbst 2027": the year goes with it.
    year = r"(?:\s+20[0-9]{2})?"
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases('times'))}){year}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _not_before() -> re.Pattern[str]:
    """Return what stands before a name that does not hold: "nicht nach"."""
    joints = "|".join(phrases("after_not"))
    no = "|".join(phrases("not"))
    return re.compile(rf"(?<!\w)(?:{no})\s+(?:(?:{joints})\s+)?\Z", re.IGNORECASE)
