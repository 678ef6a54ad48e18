"""Splits a text into tokens and gives each a kind, so that a pattern of kinds is a quantity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from bot.nlu.quantities.kinds import CACHED_WORDS, DASH, kind_of
from bot.nlu.quantities.words import numbers, words
from bot.words.folding import fold

# Abbreviations take their full stop along; "U18" and "Ü-18" are a word and a number.
_TOKEN = re.compile(
    r"[0-9]+(?:[.,:][0-9]+)*"
    r"|(?<![^\W_])(?:ca|mind|max|tsd|mio)\."
    rf"|(?<![^\W_])[uü][{DASH}]?(?=[0-9]{{2}}(?![^\W_]))"
    r"|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*"
    r"|\S",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,8})\Z")
_DOTTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3}\Z")
_DECIMAL = re.compile(r"(?:[0-9]{1,7}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2}),[0-9]{1,2}\Z")
_CENTS = re.compile(r"[0-9]{1,7}\.[0-9]{2}\Z")
_LONGEST_WORD = 60
_OLDER_OR_YOUNGER = {"aelter": "q", "juenger": "u"}
_TELEPHONE_SIGNS = frozenset({*DASH, "/", "(", ")"})


@dataclass(frozen=True)
class Token:
    """A piece of text: its folded ``word``, its kind, and the number or age it stands for.

    Numbers: ``N`` in digits, ``W`` in words, ``A`` article for one, ``D`` with a fraction, ``d``
    as only money is written, ``#`` counts nothing. Ages: ``Y`` years, ``J`` aged, ``H`` a whole
    age. Time: ``T`` unit, ``Q`` nights, ``G`` lasting, ``h`` a whole duration. People: ``P``
    participants, ``L`` leaders, ``S`` staff, ``a`` adjective, ``i`` nationality, ``g`` group,
    ``s`` size of a group, ``k`` so many heads, ``K`` a whole size. Signs: ``E`` euro, ``-`` dash,
    ``c`` up to, ``&`` and, ``/``, ``+``, ``b`` from, ``u`` below, ``o`` above, ``q`` older than,
    ``m`` at least, ``n`` at most, ``B`` lowest age, ``C`` highest age, ``z`` between, ``v`` of.
    ``x`` is any other word, ``p`` any other sign.
    """

    word: str
    kind: str
    start: int
    end: int
    value: float = 0
    age: str = ""


class _Piece(NamedTuple):
    word: str
    start: int
    end: int
    is_glued: bool

    @property
    def is_number(self) -> bool:
        return self.word[:1].isdigit()


_NOTHING = _Piece("", 0, 0, is_glued=False)


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of ``text`` in order; takes time linear in its length."""
    pieces = _pieces(text)
    classified: list[Token] = []
    is_telephone = False
    for before, piece, after in zip(
        (_NOTHING, *pieces), pieces, (*pieces[1:], _NOTHING), strict=False
    ):
        if piece.is_number:
            is_telephone = is_telephone or _starts_telephone(before, piece)
            classified.append(_number(before, piece, after, is_telephone))
        else:
            is_telephone = is_telephone and piece.word in _TELEPHONE_SIGNS
            kind, value, age = kind_of(piece.word)
            classified.append(Token(piece.word, kind, piece.start, piece.end, value, age))
    return _joined(classified)


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    end = -1
    for match in _TOKEN.finditer(text):
        start = match.start()
        is_glued = start == end
        end = match.end()
        # Nothing we know is that long, and the cache should not keep what someone pasted.
        word = _folded(match[0]) if end - start <= _LONGEST_WORD else "x"
        pieces.append(_Piece(word, start, end, is_glued))
    return pieces


@lru_cache(maxsize=CACHED_WORDS)
def _folded(found: str) -> str:
    word = fold(found)
    return word.rstrip(f".{DASH}") if len(word) > 1 else word


def _starts_telephone(before: _Piece, piece: _Piece) -> bool:
    if before.word == "+":
        return len(piece.word) == 2
    return len(piece.word) > 1 and piece.word.startswith("0") and piece.word.isdigit()


def _number(before: _Piece, piece: _Piece, after: _Piece, is_telephone: bool) -> Token:
    kind, value = _value(piece.word)
    if is_telephone or _is_name_with(before, piece):
        kind = "#"
    elif after.is_glued and after.word[:1].isalpha():
        kind, value = _with_tail(after.word, kind, value)
    elif after.word in words("clock") or after.word in words("percent"):
        kind = "#"
    if kind == "N" and piece.is_glued and before.word in words("age_letters"):
        age = f"-{value - 1:.0f}" if before.word == "u" else f"{value:.0f}-"
        return Token(piece.word, "H", before.start, piece.end, value, age)
    return Token(piece.word, kind, piece.start, piece.end, value)


def _value(digits: str) -> tuple[str, float]:
    if _PLAIN.match(digits):
        return "N", int(digits)
    if _DOTTED.match(digits):
        return "N", int(digits.replace(".", ""))
    if _DECIMAL.match(digits):
        return "D", float(digits.replace(".", "").replace(",", "."))
    if _CENTS.match(digits):
        return "d", float(digits)
    return "#", 0


def _is_name_with(before: _Piece, piece: _Piece) -> bool:
    """Tell whether the number belongs to a name such as ``KA152`` or ``§ 75``."""
    if piece.is_glued and before.word[:1].isalpha():
        return before.word not in words("may_stick")
    return before.word in words("names_number")


def _with_tail(tail: str, kind: str, value: float) -> tuple[str, float]:
    """A number with letters right behind it counts only if they are a unit: ``14jährig``."""
    if kind in "ND" and tail == "k":
        return "d", value * 1000
    is_unit = kind_of(tail)[0] not in "xpWA" or tail == "er" or tail in numbers("times")
    return (kind, value) if is_unit and tail not in words("clock") else ("#", value)


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Make one token of what means one thing, and leave out what only says "about"."""
    joined: list[Token] = []
    nothing = Token("", "p", 0, 0)
    for token, after in zip(tokens, (*tokens[1:], nothing), strict=False):
        last = joined[-1] if joined else nothing
        if token.word in words("about") and after.kind in "NWDATYQ":
            continue
        merged = _merged(last, token, after)
        if merged is None:
            joined.append(token)
        else:
            joined[-1] = merged
    return joined


def _merged(last: Token, token: Token, after: Token) -> Token | None:
    if token.word in numbers("times") and last.kind in "NWAD":
        value = last.value * numbers("times")[token.word]
        return replace(last, kind="N", value=value, end=token.end)
    if token.word == "k" and last.kind == "d" and last.end == token.start:
        return replace(last, end=token.end)
    if token.word == "als" and last.word in _OLDER_OR_YOUNGER:
        return replace(last, kind=_OLDER_OR_YOUNGER[last.word], end=token.end)
    if token.word == "zu" and last.kind == "c":
        return replace(last, end=token.end)
    # "10 000 €"; without the sign of money these could be two numbers.
    is_group = after.kind == "E" and len(token.word) == 3 and token.word.isdigit()
    if is_group and last.kind == "N" and last.value < 1000:
        return replace(last, value=last.value * 1000 + int(token.word), end=token.end)
    return None
