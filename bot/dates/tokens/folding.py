"""Text as the rules read it: one character for each of the original, then folded words."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘`´"), "'")
_SPACES = dict.fromkeys(map(ord, "\0\t\r\n\v\f\x85\xa0\u2028\u2029\u200b\u2009\u202f\ufeff"), " ")
_PLAIN = str.maketrans({**_DASHES, **_APOSTROPHES, **_SPACES})
# Half of a pair, and what lies beyond 16 bits: native code counts such characters differently.
_STRANGE = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
_TOKEN = re.compile(r"[0-9]+|(?:[^\W\d_][\u0300-\u036f]*)+|[^\s\w]|\w")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Token(NamedTuple):
    """A word, a number or a sign.

    ``key`` is folded (lower case, ``ae`` for ``ä``); ``number`` is None for words and signs;
    ``is_glued`` says that nothing separates it from the token before.
    """

    key: str
    start: int
    end: int
    number: int | None
    is_glued: bool
    is_capital: bool


def plain(text: str) -> str:
    """Return ``text`` with plain dashes and spaces, character by character the same length."""
    return _STRANGE.sub("\ufffd", text.translate(_PLAIN))


def fold(word: str) -> str:
    """Return a word in lower case with ``ae`` for ``ä``."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word).lower().translate(_UMLAUTS)


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a plain text in order."""
    found = []
    before = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        start, end = match.span()
        is_number = word[0] in "0123456789"
        found.append(
            Token(
                key=word if is_number else fold(word),
                start=start,
                end=end,
                # Longer ones are phone numbers and would be slow to convert.
                number=int(word) if is_number and len(word) <= 8 else None,
                is_glued=start == before and start > 0,
                is_capital=word[0].isupper(),
            )
        )
        before = end
    return found
