"""The readers of German dates that are compared, each behind the same call.

``python -m benchmarks.date_readers NAME`` reads ``{"text", "ref"}`` a line from standard input and
prints ``{"found", "cpu_ms"}`` a line. Only the standard library is imported here: a reader may run
under the interpreter of another environment.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

# From, until (exclusive) and grain; a grain is None where the reader has none.
Found = tuple[datetime | None, datetime | None, str | None]
Reader = Callable[[str, datetime], list[Found]]
_MOST_SECONDS = 2.0


def lotse() -> Reader:
    """Return our own reader."""
    from bot.dates.find import find_spans

    def read(text: str, ref: datetime) -> list[Found]:
        return [(span.first, span.until, span.grain) for span in find_spans(text, ref)]

    return read


def duckling() -> Reader:
    """Return native Duckling as it is."""
    from bot.dates.calendar.native import find_native

    def read(text: str, ref: datetime) -> list[Found]:
        found = find_native(text, ref.replace(tzinfo=None), ref.tzinfo or timezone.utc)
        return [(piece.value.first, piece.value.until, piece.value.grain) for piece in found]

    return read


def dateparser() -> Reader:
    """Return dateparser, told that unfinished dates lie ahead."""
    from dateparser.search import search_dates

    def read(text: str, ref: datetime) -> list[Found]:
        options = {
            "RELATIVE_BASE": ref.replace(tzinfo=None),
            "PREFER_DATES_FROM": "future",
            "RETURN_AS_TIMEZONE_AWARE": False,
        }
        found = search_dates(text, languages=["de"], settings=options) or []
        return [(moment, None, None) for _, moment in found]

    return read


def ctparse() -> Reader:
    """Return ctparse; it gives its best reading of a text."""
    import ctparse as library

    def read(text: str, ref: datetime) -> list[Found]:
        found = library.ctparse(text, ts=ref.replace(tzinfo=None), timeout=_MOST_SECONDS)
        value = getattr(found, "resolution", None)
        if value is None or not hasattr(value, "start"):
            return []
        start, end = value.start, value.end
        first = None if start is None else start.dt
        until = None if end is None else end.dt + timedelta(minutes=1)
        return [(first, until, _grain(start or end))]

    return read


def _grain(moment: object) -> str:
    if getattr(moment, "minute", None):
        return "minute"
    return "day" if getattr(moment, "hour", None) in (None, 0) else "hour"


READERS: dict[str, Callable[[], Reader]] = {
    "lotse": lotse,
    "duckling": duckling,
    "dateparser": dateparser,
    "ctparse": ctparse,
}


def main(name: str) -> int:
    """Answer the cases on standard input; 3 if the reader is not installed here."""
    try:
        read = READERS[name]()
    except ImportError:
        return 3
    cases = [json.loads(line) for line in sys.stdin]
    # The first pass loads tables; the second is what a sentence costs.
    for is_measured in (False, True):
        for case in cases:
            ref = datetime.fromisoformat(case["ref"])
            start = time.process_time()
            try:
                found = read(case["text"], ref)
            except Exception as error:
                found = []
                sys.stderr.write(f"{name}: {case['text']!r}: {error!r}\n")
            cpu_ms = 1000 * (time.process_time() - start)
            if is_measured:
                sys.stdout.write(json.dumps({"found": _as_json(found), "cpu_ms": cpu_ms}) + "\n")
    return 0


def _as_json(found: list[Found]) -> list[list[str | None]]:
    return [[_iso(first), _iso(until), grain] for first, until, grain in found]


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.replace(tzinfo=None).isoformat()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
