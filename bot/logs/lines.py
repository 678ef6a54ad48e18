"""How a log line looks."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from bot.logs.request_id import request_id

MAX_FRAMES = 6
_ASYNCIO = "asyncio"
FIELDS = "fields"
"""Key of ``extra`` for a mapping of further values, numbers and words from fixed sets only."""


class JsonLines(logging.Formatter):
    """One JSON object a line.

    Of an exception the line has type and place. Its message is left out, and with it the values
    that Python writes into tracebacks: they quote what people typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        moment = datetime.fromtimestamp(record.created, timezone.utc)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if current := request_id.get():
            line["request"] = current
        line.update(_fields(record))
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["at"] = place_of(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """The same as words, for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        moment = datetime.fromtimestamp(record.created).astimezone()
        parts = [f"{moment:%H:%M:%S} {record.levelname} {record.name}: {_message(record)}"]
        parts += [f"{name}={value}" for name, value in _fields(record).items()]
        if current := request_id.get():
            parts.append(f"request={current}")
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            parts.append(f"{type(error).__name__} at {place_of(error)}")
        return " ".join(parts)


def _message(record: logging.LogRecord) -> str:
    """Return what a line says; of an error only what quotes nobody."""
    message = record.getMessage()
    if not record.exc_info or record.exc_info[1] is None:
        return message
    # asyncio repeats the exception in further lines, and what a callback was called with.
    first = message.partition("\n")[0]
    return first.partition("(")[0] if record.name == _ASYNCIO else first


def place_of(error: BaseException) -> str:
    """Return where an error came from, innermost first, without its message."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(
        f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-MAX_FRAMES:])
    )


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    fields: Mapping[str, Any] = getattr(record, FIELDS, {})
    return fields
