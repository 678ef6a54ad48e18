"""Changes in words: per row and column what goes and what comes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from bot.editorial.tables.changes import Change
from bot.editorial.tables.codecs import TEXT
from bot.texts import text

_SHORT = 80
_SENTENCE_END = re.compile(r"(?<=[^\d][.!?])\s+(?=[A-ZÄÖÜ„])|\n+")
_LINE_END = re.compile(r"\n+")


def shown_changes(changes: Sequence[Change]) -> Iterator[str]:
    """Yield the lines that the editor reads; of long texts only the sentences that differ."""
    heading = None
    for change in changes:
        row = change.row
        if (row.table.key, row.key) != heading:
            heading = (row.table.key, row.key)
            yield text("tables.heading", table=row.table.title, key=row.key)
        yield f"  {change.column.title}:"
        end = _SENTENCE_END if change.column.codec is TEXT else _LINE_END
        for mark, part in _difference(change.old, change.new, end):
            yield f"    {text(f'tables.{mark}', part=part)}"


def _difference(old: str, new: str, end: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    if max(len(old), len(new)) <= _SHORT and "\n" not in old + new:
        yield "old", old or text("tables.empty")
        yield "new", new or text("tables.empty")
        return
    before, after = _parts(old, end), _parts(new, end)
    if before == after:
        yield "new", text("tables.layout_only")
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield from (("old", part) for part in before[i1:i2])
            yield from (("new", part) for part in after[j1:j2])


def _parts(value: str, end: re.Pattern[str]) -> list[str]:
    return [part.strip() for part in end.split(value) if part.strip()]
