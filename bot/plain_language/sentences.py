"""Splits an editor's text into the sentences and words that a reader meets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Letters and digits with what joins them: „Jugend-Treff“, „Leiter:innen“, „0,12“, „Erasmus+“.
_WORD = re.compile(r"\w+(?:[-’'/:.,*]\w+)*\+?")
_LINK = re.compile(r"\[([^\[\]\n]*)\]\([^()\s]*\)")
_BULLET = re.compile(r"\s*[-*] +")
# A sentence ends before a capital, a digit or an opening quotation mark.
_END = re.compile(r"(?<=[.!?…])[“”\")»]*\s+(?=[„“\"(»]?[A-ZÄÖÜ0-9])")
# A dot that does not end a sentence: „1. Oktober“, „z. B.“, „ca.“, an initial.
_NO_END = re.compile(
    r"(?:(?<!\d)\d{1,2}|(?<!\w)[A-Za-z]|(?<!\w)(?:ca|bzw|Nr|Abs|Art|Dr|St|Std))\.\Z"
)
_MONTH = re.compile(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence, or an item of a list; ``line`` counts from 1 within the text."""

    text: str
    line: int

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words in their order; numbers count as words."""
        return tuple(_WORD.findall(self.text))


def read_sentences(text: str) -> list[Sentence]:
    """Return the sentences of ``text``: plain text or the Markdown that entries may hold.

    An item of a list and the line before it are sentences of their own. A colon does not end a
    sentence: „Duldung heißt: Die Abschiebung ist ausgesetzt.“ is one.
    """
    found = []
    for line, paragraph in _paragraphs(text.replace("\r\n", "\n")):
        clean = _LINK.sub(r"\1", paragraph).replace("**", "")
        for offset, part in _parts(clean):
            if _WORD.search(part):
                started = clean.count("\n", 0, offset)
                found.append(Sentence(" ".join(part.split()), line + started))
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first line and the text of each paragraph or item."""
    start, lines = 1, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        bullet = _BULLET.match(line)
        if (bullet or not line.strip()) and lines:
            yield start, "\n".join(lines)
            lines = []
        if line.strip():
            if not lines:
                start = number
            lines.append(line[bullet.end() :] if bullet else line)
    if lines:
        yield start, "\n".join(lines)


def _parts(paragraph: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _END.finditer(paragraph):
        before, after = paragraph[start : match.start()], paragraph[match.end() :]
        if _NO_END.search(before) and not _ends_with_number(before, after):
            continue
        yield start, paragraph[start : match.end()]
        start = match.end()
    yield start, paragraph[start:]


def _ends_with_number(before: str, after: str) -> bool:
    """Say whether „… bis 18. Das“ ends a sentence: a month behind the number would not."""
    return before[-2].isdigit() and not _MONTH.match(after)
