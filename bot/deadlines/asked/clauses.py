"""What the words around a time say of it, in its own clause: of the journey or of the deadline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.deadlines.asked.dates import DateSpan
from bot.deadlines.asked.words import joins_not, words
from bot.knowledge.naming.names import Word, words_of
from bot.words.phrases import has_any, spaced

_CLAUSE_END = re.compile(r"[,;:?!]|\.\s")
# The dot of "12.7." or "ca." ends none.
_CLAUSE_BEFORE = re.compile(r"[,;:?!]|(?<=[a-zäöüß]{3})\.\s(?=[A-ZÄÖÜ])")


def clause_before(message: str, spoken: Sequence[Word], span: DateSpan) -> list[str]:
    """Return the words before a time in its clause, folded; ``spoken`` are those of the message."""
    ends = [found.end() for found in _CLAUSE_BEFORE.finditer(message, 0, span.start)]
    clause = max(ends, default=0)
    return [word.text for word in spoken if word.start >= clause and word.end <= span.start]


def clause_after(message: str, spoken: Sequence[Word], span: DateSpan) -> list[Word]:
    """Return the words behind a time in its clause; ``spoken`` are those of the message."""
    end = _CLAUSE_END.search(message, span.end)
    last = len(message) if end is None else end.start()
    return [word for word in spoken if span.end <= word.start < last]


def told_beside(message: str, span: DateSpan) -> tuple[list[str], list[str]]:
    """Return the words before and behind a time in its clause; what is joined is of another one."""
    spoken = words_of(message)
    before = [*takewhile(joins_not, reversed(clause_before(message, spoken, span)))][::-1]
    behind = takewhile(joins_not, (word.text for word in clause_after(message, spoken, span)))
    return before, list(behind)


def is_told_of(message: str, span: DateSpan, known: Sequence[str]) -> bool:
    """Say whether a time has one of these words in its clause: "am 31. geht der Antrag raus"."""
    spoken = words_of(message)
    after = [word.text for word in clause_after(message, spoken, span)]
    return has_any(spaced(" ".join((*clause_before(message, spoken, span), *after))), known)


def verdict_of(word: str) -> bool | None:
    """Return whether a word speaks of the journey (true) or of the deadline (false)."""
    known = words()
    # "Projektfrist": what a word ends with is what it is about.
    for parts, verdict in ((known.closing_parts, False), (known.project_parts, True)):
        if any(part in word for part in parts):
            return verdict
    if word in known.closing_words:
        return False
    return True if word in known.project_words else None


def last_verdict(message: str, spoken: Sequence[Word], span: DateSpan) -> bool | None:
    """Return what the last telling word in the same clause before a date speaks of, if any."""
    here = reversed(clause_before(message, spoken, span))
    return next((told for word in here if (told := verdict_of(word)) is not None), None)


def is_asked_noun(word: str) -> bool:
    """Say whether a word is what is asked for: "Frist", "Antragsschluss"."""
    known = words()
    return word in known.asked_nouns or any(part in word for part in known.closing_parts)
