"""The tokens of one text with what every rule asks of them, and the moment it is read at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cached_property, wraps
from typing import Any, TypeVar

from bot.dates.calendar.feasts import feast_starts
from bot.dates.calendar.school import SchoolHolidays
from bot.dates.tokens.folding import Token
from bot.dates.tokens.lexicon import Lexicon
from bot.dates.tokens.numerals import ordinals

T = TypeVar("T")
Found = tuple[T, int] | None
_NONE = Token("", -1, -1, None, False, False)
# More small words in a row are no language; the work stays in step with the length of the text.
_MOST_SKIPPED = 6
_ORDINAL_SUFFIXES = frozenset(
    stem + ending for stem in ("t", "st") for ending in ("e", "en", "er", "es", "em")
)


@dataclass(frozen=True)
class Moment:
    """When a text is read: local wall-clock time, its zone and the school holidays known."""

    now: datetime
    zone: tzinfo
    school: SchoolHolidays

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.date()

    def elapsed(self, by: timedelta) -> datetime:
        """Return the wall-clock time when ``by`` has really passed, whatever the clocks do."""
        there = self.now.replace(tzinfo=self.zone).astimezone(timezone.utc) + by
        return there.astimezone(self.zone).replace(tzinfo=None)


@dataclass
class Cursor:
    """Tokens by position; positions beyond the end hold an empty token."""

    tokens: list[Token]
    words: Lexicon
    moment: Moment
    memory: dict[tuple[str, int], Any] = field(default_factory=dict)

    def token(self, i: int) -> Token:
        """Return the token at ``i``."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else _NONE

    def key(self, i: int) -> str:
        """Return the folded word at ``i``."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def number(self, i: int) -> int | None:
        """Return the number in digits at ``i``."""
        return self.tokens[i].number if 0 <= i < len(self.tokens) else None

    def is_glued(self, i: int) -> bool:
        """Say whether nothing stands between the token at ``i`` and the one before."""
        return 0 <= i < len(self.tokens) and self.tokens[i].is_glued

    def skip(self, i: int, words: frozenset[str] | tuple[str, ...]) -> int:
        """Return the first position from ``i`` on whose word is not one of ``words``."""
        for j in range(i, i + _MOST_SKIPPED):
            if self.key(j) not in words:
                return j
        return i + _MOST_SKIPPED

    def cardinal(self, i: int) -> Found[float]:
        """Read a number in digits (also 2,5) or words, halves included."""
        number = self.number(i)
        if number is not None:
            is_decimal = self.key(i + 1) == "," and self.number(i + 2) is not None
            if is_decimal and self.is_glued(i + 1) and self.is_glued(i + 2):
                return float(f"{number}.{self.key(i + 2)}"), i + 3
            return self._and_a_half(float(number), i + 1)
        word = self.key(i)
        if word in self.words.halves and word != "halb":
            return self.words.halves[word], i + 1
        known = self.words.cardinals.get(word)
        if known is None:
            stem = word.removesuffix("einhalb")
            known = self.words.cardinals.get(stem) if stem != word else None
            return None if known is None else (known + 0.5, i + 1)
        if known == 1:
            following = self.key(i + 1)
            if following == "paar":
                return 2.0, i + 2
            if following in self.words.halves:
                return self.words.halves[following], i + 2
        return self._and_a_half(float(known), i + 1)

    def _and_a_half(self, number: float, i: int) -> tuple[float, int]:
        j = i + 1 if self.key(i) == "und" else i
        if self.key(j) == "ein" and self.key(j + 1) in ("halb", "halbe", "halben", "halbes"):
            return number + 0.5, j + 2
        if self.key(j) == "einhalb":
            return number + 0.5, j + 1
        return number, i

    def ordinal(self, i: int) -> Found[int]:
        """Read an ordinal: 3., 3ter, dritter."""
        number = self.number(i)
        if number is None:
            known = ordinals().get(self.key(i))
            return None if known is None else (known, i + 1)
        if len(self.key(i)) > 2 or not self.is_glued(i + 1):
            return None
        if self.key(i + 1) == "." or self.key(i + 1) in _ORDINAL_SUFFIXES:
            return number, i + 2
        return None

    def can_start(self, i: int) -> bool:
        """Say whether a time can begin at ``i``: most words cannot, and no rule need be asked."""
        return 0 <= i < len(self.tokens) and self._starts[i]

    def counts(self, i: int) -> bool:
        """Say whether the word at ``i`` tells what the number before it counts."""
        token = self.token(i)
        if token.key in self.words.counted or token.key in ("%", "€", "$"):
            return True
        return token.is_capital and self._is_mixed and token.key not in self.words.all_of_time

    @cached_property
    def _starts(self) -> list[bool]:
        # A hundred rules ask for the same few places.
        starters = self.words.starters
        return [
            token.number is not None or token.key in starters or is_joined(token.key)
            for token in self.tokens
        ]

    @cached_property
    def _is_mixed(self) -> bool:
        # A text all in capitals says nothing about nouns.
        return any(token.key.isalpha() and not token.is_capital for token in self.tokens)

    def is_numbered(self, i: int) -> bool:
        """Say whether the words before ``i`` make the number there an identifier."""
        before = self.key(i - 1)
        if before == "." and self.is_glued(i - 1):
            before = self.key(i - 2)
        return before in self.words.numbered or before in ("§", "#", "€")


def is_joined(word: str) -> bool:
    """Say whether a long word may be made of words of time, or be the name of a feast."""
    return word in feast_starts() or (len(word) > 6 and bool(_JOINED.match(word)))


_JOINED = re.compile(
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|monats|jahres|quartals"
    r"|wochen|frueh|hoch|spaet|januar|februar|maerz|april|mai|juni|juli|august|september|oktober"
    r"|november|dezember)|.*einhalb"
)


def remembered(
    rule: Callable[[Cursor, int], Found[T]],
) -> Callable[[Cursor, int], Found[T]]:
    """Let a rule run once for each position; a day that does not exist is no reading."""
    name = f"{rule.__module__}.{rule.__name__}"

    @wraps(rule)
    def run(cursor: Cursor, i: int) -> Found[T]:
        if not cursor.can_start(i):
            return None
        key = (name, i)
        if key not in cursor.memory:
            try:
                cursor.memory[key] = rule(cursor, i)
            except (ValueError, OverflowError):
                cursor.memory[key] = None
        return cursor.memory[key]  # type: ignore[no-any-return]

    return run
