"""A text read for quantities: its tokens, their kinds as one string, and looks to both sides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.nlu.quantities.tokens import Token, tokens_of
from bot.nlu.quantities.words import words

Value = int | float | str
"""A number where the text names one, ``"13-17"``, ``"12-"`` or ``"-26"`` where it names a range."""

_CLOSING = frozenset("?!,;:)]}\"'“”„»«…")


@dataclass(frozen=True)
class Quantity:
    """A quantity found in a text: character offsets ``start`` to ``end``, entity and value."""

    start: int
    end: int
    entity: str
    value: Value
    role: str | None = None


class Reading:
    """The tokens of a text; ``kinds`` holds one letter for each, to be matched by patterns."""

    def __init__(self, text: str) -> None:
        """Read ``text``."""
        self.text = text
        self.tokens: Sequence[Token] = tokens_of(text)
        self.kinds = "".join(token.kind for token in self.tokens)

    def word(self, index: int) -> str:
        """Return the folded word at ``index``, or nothing outside the text."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def words_before(self, index: int, count: int) -> list[str]:
        """Return up to ``count`` words before ``index``, the nearest first."""
        return [token.word for token in reversed(self.tokens[max(0, index - count) : index])]

    def words_from(self, index: int, count: int) -> list[str]:
        """Return up to ``count`` words from ``index`` on."""
        return [token.word for token in self.tokens[index : index + count]]

    def is_glued(self, index: int) -> bool:
        """Tell whether no space stands before the token at ``index``."""
        return 0 < index < len(self.tokens) and (
            self.tokens[index - 1].end == self.tokens[index].start
        )

    def has_before(self, index: int, count: int, wanted: Collection[str]) -> bool:
        """Tell whether one of the ``count`` words before ``index`` is ``wanted``."""
        return any(word in wanted for word in self.words_before(index, count))

    def is_free_at(self, index: int) -> bool:
        """Tell whether nothing that could be counted follows at ``index``."""
        if index >= len(self.tokens):
            return True
        token = self.tokens[index]
        if token.word in words("follows_age"):
            return True
        if token.kind == "-":
            return not self.is_glued(index)
        if token.kind != "p":
            return token.kind == "&"
        if token.word == ".":
            return self._is_end_of_sentence(index)
        return token.word in _CLOSING or unicodedata.category(self.text[token.start]) in "SoSkCs"

    def _is_end_of_sentence(self, index: int) -> bool:
        if index + 1 >= len(self.tokens):
            return True
        after = self.tokens[index + 1]
        return after.word not in words("months") and not self.text[after.start].islower()

    def quantity(
        self, match: re.Match[str], entity: str, value: Value, role: str | None = None
    ) -> Quantity:
        """Return a quantity that spans the tokens of ``match``."""
        first, last = self.tokens[match.start()], self.tokens[match.end() - 1]
        return Quantity(first.start, last.end, entity, value, role)

    def value(self, match: re.Match[str], name: str) -> float | None:
        """Return the number at the group ``name`` of ``match``, or None if it is not there."""
        index = match.start(name)
        return None if index < 0 else self.tokens[index].value


Maker = Callable[[Reading, "re.Match[str]"], "Quantity | None"]


@dataclass(frozen=True)
class Rule:
    """A pattern of kinds, the kinds it ``begins`` with, and what makes a quantity or declines."""

    begins: str
    pattern: re.Pattern[str]
    make: Maker


def rule(begins: str, pattern: str, make: Maker) -> Rule:
    """Return the rule for ``pattern``."""
    return Rule(begins, re.compile(pattern), make)


def plain(value: float) -> int | float:
    """Return ``value`` without a fraction if it has none."""
    return int(value) if value == int(value) else value
