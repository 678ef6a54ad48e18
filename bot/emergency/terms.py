"""Recognises words of acute danger by a plain list that the office can read and change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.emergency.idioms import Idioms

TERMS_FILE = Path(__file__).with_name("terms.txt")
DEFAULT_TOPIC = "notfall_akut_reise"
CALM_GROUP = "vorsorge"
CRY_GROUP = "hilferuf"
CALL_GROUP = "hilfsbitte"
HURRY_GROUP = "eile"
_GROUP_MARK = "="
_ONE_SPELLING = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "\u2019": "'", "\u02bc": "'", "`": "'", "ё": "е"}
)
_WORD = re.compile(r"\w+")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
# A call for help with so many exclamation marks is a cry.
_CRIED = "!!"
# "Schnell!! Pool!!": whoever writes more than this tells what it is about.
_MOST_WORDS_IN_HURRY = 4
# So many letters of a word dismiss most terms at one look.
_BEGINNING = 4


@dataclass(frozen=True)
class _Places:
    """Where words begin in a text, by their first letters: by the first one, two, three, four."""

    by_beginning: Mapping[str, Sequence[int]]
    beginnings: frozenset[str]


@dataclass(frozen=True)
class Terms:
    """Terms of which a text may hold any; each begins at the beginning of a word.

    They are sorted by the first letters of their first words, so that only those are tried that a
    text may hold, and only there.
    """

    by_beginning: Mapping[str, re.Pattern[str]]
    beginnings: frozenset[str]

    @classmethod
    def of(cls, terms: Iterable[str]) -> Terms:
        """Sort terms as they stand in the list.

        Raises:
            ValueError: a term does not begin with a letter or digit.
        """
        sorted_terms: dict[str, list[str]] = {}
        for term in terms:
            first = _WORD.match(_stem(term))
            if first is None:
                raise ValueError(f"no word at the beginning: {term}")
            sorted_terms.setdefault(first[0][:_BEGINNING], []).append(_words(term))
        patterns = {begins: re.compile("|".join(group)) for begins, group in sorted_terms.items()}
        return cls(patterns, frozenset(patterns))

    def are_in(self, plain: str, places: _Places) -> bool:
        """Say whether one of the terms is in a text in the one spelling."""
        # The views of two dictionaries would be gone through from end to end.
        for begins in self.beginnings & places.beginnings:
            match = self.by_beginning[begins].match
            for place in places.by_beginning[begins]:
                if match(plain, place):
                    return True
        return False


@dataclass(frozen=True)
class Sign:
    """What must be said, all of it, to sound acute.

    A doubtful sign counts only in a message without a word of precaution.
    """

    needed: tuple[Terms, ...]
    is_doubtful: bool = False


@dataclass(frozen=True)
class EmergencyTerms:
    """The signs of each emergency topic, and the words that speak of precaution.

    ``cries`` and ``calls`` are whole messages: a cry is an emergency, a call for help may be one,
    and so may a few words with one of ``hurry`` that are cried out.
    """

    signs: Mapping[str, tuple[Sign, ...]]
    calm: Terms = Terms.of(())
    cries: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    hurry: Terms = Terms.of(())
    idioms: Idioms = Idioms()

    @classmethod
    def load(cls, path: Path = TERMS_FILE) -> EmergencyTerms:
        """Read the list; its head says how it is written.

        Raises:
            ValueError: a line names a group of words that is not defined before it.
        """
        terms: dict[str, list[str]] = {}
        topic = DEFAULT_TOPIC
        for raw in path.read_text(encoding="utf-8").splitlines():
            line = raw.strip()
            if line.startswith("[") and line.endswith("]"):
                topic = line[1:-1]
            elif line and not line.startswith("#"):
                terms.setdefault(topic, []).append(line)
        groups: dict[str, Terms] = {}
        signs: dict[str, tuple[Sign, ...]] = {}
        for name, lines in terms.items():
            if name.startswith(_GROUP_MARK):
                groups[name] = Terms.of(lines)
            else:
                signs[name] = tuple(_signs(lines, groups))
        return cls(
            signs,
            groups.get(_GROUP_MARK + CALM_GROUP, Terms.of(())),
            cries=frozenset(map(_bare, terms.get(_GROUP_MARK + CRY_GROUP, ()))),
            calls=frozenset(map(_bare, terms.get(_GROUP_MARK + CALL_GROUP, ()))),
            hurry=groups.get(_GROUP_MARK + HURRY_GROUP, Terms.of(())),
            idioms=Idioms.load(_plain),
        )

    def topic_of(self, said: str) -> str | None:
        """Return the first topic that one of its signs names, or None."""
        if self._is_cry(said):
            return DEFAULT_TOPIC
        plain = self.idioms.taken_out(_plain(said))
        places = _places(plain)
        # The same groups of words belong to many signs.
        known: dict[int, bool] = {}

        def has(terms: Terms) -> bool:
            found = known.get(id(terms))
            if found is None:
                found = known[id(terms)] = terms.are_in(plain, places)
            return found

        numbers = {n for begins in places.beginnings for n in self._by_beginning.get(begins, ())}
        for topic, sign in (self._in_order[number] for number in sorted(numbers)):
            if all(map(has, sign.needed)) and not (sign.is_doubtful and has(self.calm)):
                return topic
        return None

    def calls_for_help(self, said: str) -> bool:
        """Say whether a message is nothing but a call for help: "hilfe", "schnell!! pool!!"."""
        return _bare(said) in self.calls or self._is_cry(said) or self._is_hurried(said)

    def is_figurative(self, said: str) -> bool:
        """Say whether a message has an idiom that sounds like danger."""
        plain = _plain(said)
        return self.idioms.taken_out(plain) != plain

    def literal(self, said: str) -> str:
        """Return a message in the one spelling without its idioms."""
        return self.idioms.taken_out(_plain(said))

    def _is_cry(self, said: str) -> bool:
        bare = _bare(said)
        return bare in self.cries or (bare in self.calls and _CRIED in said)

    def _is_hurried(self, said: str) -> bool:
        plain = _plain(said)
        is_cried = _CRIED in said and len(_WORD.findall(plain)) <= _MOST_WORDS_IN_HURRY
        return is_cried and self.hurry.are_in(plain, _places(plain))

    @cached_property
    def _in_order(self) -> list[tuple[str, Sign]]:
        return [(topic, sign) for topic, signs in self.signs.items() for sign in signs]

    @cached_property
    def _by_beginning(self) -> dict[str, list[int]]:
        """Return which signs to try, by how a word begins that each of them cannot do without."""
        found: dict[str, list[int]] = {}
        for number, (_, sign) in enumerate(self._in_order):
            rarest = min(sign.needed, key=lambda terms: len(terms.beginnings))
            for begins in rarest.beginnings:
                found.setdefault(begins, []).append(number)
        return found


def _places(plain: str) -> _Places:
    found: dict[str, list[int]] = {}
    for match in _WORD.finditer(plain):
        word, place = match[0], match.start()
        for length in range(1, min(len(word), _BEGINNING) + 1):
            found.setdefault(word[:length], []).append(place)
    return _Places(found, frozenset(found))


def _signs(lines: Iterable[str], groups: Mapping[str, Terms]) -> Iterator[Sign]:
    """Return the signs of one topic; single terms of a kind become one sign."""
    single: dict[bool, list[str]] = {False: [], True: []}
    combined: list[Sign] = []
    for line in lines:
        is_doubtful = line.endswith("?")
        parts = [part.strip() for part in line.removesuffix("?").split("+")]
        if len(parts) == 1 and not parts[0].startswith(_GROUP_MARK):
            single[is_doubtful].append(parts[0])
        else:
            combined.append(Sign(tuple(_terms(part, groups) for part in parts), is_doubtful))
    for is_doubtful, terms in single.items():
        if terms:
            yield Sign((Terms.of(terms),), is_doubtful)
    yield from combined


def _terms(part: str, groups: Mapping[str, Terms]) -> Terms:
    if not part.startswith(_GROUP_MARK):
        return Terms.of([part])
    if part not in groups:
        raise ValueError(f"no group of words {part}")
    return groups[part]


def _bare(said: str) -> str:
    """Return the words of a message; of letters that are drawn out, one: "hilfeee"."""
    return _DRAWN_OUT.sub(r"\1", " ".join(_WORD.findall(_plain(said))))


def _stem(term: str) -> str:
    return _plain(term.strip().removesuffix("*"))


def _words(term: str) -> str:
    stem = re.escape(_stem(term)).replace(r"\ ", r"\W+")
    return stem if term.strip().endswith("*") else rf"{stem}\b"


def _plain(text: str) -> str:
    """Return the one spelling: lower case, ae for ä, one apostrophe, single blanks."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_ONE_SPELLING)
    return re.sub(r"\s+", " ", lowered).strip()
