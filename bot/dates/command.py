"""``python -m bot dates parse``: the dates of each line as one JSON object."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot.dates.find import ZONE, Span, find_spans
from bot.texts import text

# Beyond these the calendar of today says nothing.
_YEARS = range(1900, 2201)
_BARE_OFFSET = re.compile(r"([+-]\d\d)(\d\d)\Z")


def main(argv: list[str]) -> int:
    """Read one text a line from standard input, print one object a line; 2 for wrong usage."""
    if not argv or argv[0] != "parse":
        return _refuse(text("dates.usage"))
    options = [argument for argument in argv[1:] if argument != "--jsonl"]
    given = None
    if options and options[0].startswith("--now="):
        given = options.pop(0).removeprefix("--now=")
    elif len(options) >= 2 and options[0] == "--now":
        given, options = options[1], options[2:]
    if options:
        return _refuse(text("dates.usage"))
    now = datetime.now(ZoneInfo(ZONE)) if given is None else read_now(given)
    if now is None:
        return _refuse(text("dates.wrong_now", value=_printable(given or "")))
    parse_lines(_lines(), now, sys.stdout)
    return 0


def read_now(value: str) -> datetime | None:
    """Return an ISO moment as an aware one, or None if it is none.

    Without offset it is German time. An offset that is not Germany's keeps its own clock: "today"
    is the day that was given.
    """
    try:
        moment = datetime.fromisoformat(
            _BARE_OFFSET.sub(r"\1:\2", value.strip().replace("Z", "+00:00"))
        )
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    german = ZoneInfo(ZONE)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=german)
    local = moment.astimezone(german)
    return local if local.utcoffset() == moment.utcoffset() else moment


def parse_lines(lines: Iterable[str], now: datetime, out: TextIO) -> None:
    """Print the object of each line as soon as it is read."""
    for line in lines:
        # ensure_ascii keeps every line valid whatever encoding the terminal has.
        out.write(json.dumps(parsed(line.rstrip("\r\n"), now)) + "\n")
        out.flush()


def parsed(message: str, now: datetime) -> dict[str, Any]:
    """Return the object of one text: wall-clock times, ``to`` exclusive.

    ``to`` is null for a point (its ``grain`` says how long it is) and where the end is open.
    """
    return {"text": message, "spans": [_as_json(span) for span in find_spans(message, now)]}


def _as_json(span: Span) -> dict[str, Any]:
    until = None if span.is_point or span.until is None else span.until
    return {
        "start": span.start,
        "end": span.end,
        "from": None if span.first is None else span.first.isoformat(),
        "to": None if until is None else until.isoformat(),
        "grain": span.grain,
    }


def _lines() -> Iterable[str]:
    # Broken bytes become lone surrogates: a line that cannot be decoded is still answered.
    return io.TextIOWrapper(
        sys.stdin.buffer, encoding="utf-8", errors="surrogateescape", newline="\n"
    )


def _printable(value: str) -> str:
    return value.encode("utf-8", "backslashreplace").decode()[:60]


def _refuse(message: str) -> int:
    sys.stderr.write(message + "\n")
    return 2
