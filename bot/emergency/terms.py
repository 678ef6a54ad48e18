"""Recognises words of acute danger by a plain list that the office can read and change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TERMS_FILE = Path(__file__).with_name("terms.txt")
DEFAULT_TOPIC = "notfall_akut_reise"
CALM_GROUP = "vorsorge"
_GROUP_MARK = "="
_ONE_SPELLING = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "\u2019": "'", "\u02bc": "'", "`": "'", "ё": "е"}
)
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Sign:
    """What must be said, all of it, to sound acute.

    A doubtful sign counts only in a message without a word of precaution.
    """

    needed: tuple[re.Pattern[str], ...]
    is_doubtful: bool = False


@dataclass(frozen=True)
class EmergencyTerms:
    """The signs of each emergency topic, and the words that speak of precaution."""

    signs: Mapping[str, tuple[Sign, ...]]
    calm: re.Pattern[str] = _NEVER

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
        groups: dict[str, str] = {}
        signs: dict[str, tuple[Sign, ...]] = {}
        for name, lines in terms.items():
            if name.startswith(_GROUP_MARK):
                groups[name] = "|".join(map(_words, lines))
            else:
                signs[name] = tuple(_signs(lines, groups))
        calm = groups.get(_GROUP_MARK + CALM_GROUP)
        return cls(signs, re.compile(rf"\b(?:{calm})") if calm else _NEVER)

    def topic_of(self, said: str) -> str | None:
        """Return the first topic that one of its signs names, or None."""
        plain = _plain(said)
        is_calm = self.calm.search(plain) is not None
        for topic, signs in self.signs.items():
            for sign in signs:
                if not (is_calm and sign.is_doubtful) and all(
                    pattern.search(plain) for pattern in sign.needed
                ):
                    return topic
        return None


def _signs(lines: Iterable[str], groups: Mapping[str, str]) -> Iterator[Sign]:
    """Return the signs of one topic; single words of a kind become one pattern."""
    single: dict[bool, list[str]] = {False: [], True: []}
    combined: list[Sign] = []
    for line in lines:
        is_doubtful = line.endswith("?")
        parts = [_part(part.strip(), groups) for part in line.removesuffix("?").split("+")]
        if len(parts) == 1:
            single[is_doubtful].append(parts[0])
        else:
            needed = tuple(re.compile(rf"\b(?:{part})") for part in parts)
            combined.append(Sign(needed, is_doubtful))
    for is_doubtful, words in single.items():
        if words:
            yield Sign((re.compile(rf"\b(?:{'|'.join(words)})"),), is_doubtful)
    yield from combined


def _part(part: str, groups: Mapping[str, str]) -> str:
    if not part.startswith(_GROUP_MARK):
        return _words(part)
    if part not in groups:
        raise ValueError(f"no group of words {part}")
    return groups[part]


def _words(term: str) -> str:
    stem = re.escape(_plain(term.strip().removesuffix("*"))).replace(r"\ ", r"\W+")
    return stem if term.strip().endswith("*") else rf"{stem}\b"


def _plain(text: str) -> str:
    """Return the one spelling: lower case, ae for ä, one apostrophe, single blanks."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_ONE_SPELLING)
    return re.sub(r"\s+", " ", lowered).strip()
