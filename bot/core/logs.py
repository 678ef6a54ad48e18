"""Sets up Rasa's logs the way its own command does, without what people say to the assistant."""

from __future__ import annotations

import logging
import sys
import traceback
import warnings
from collections.abc import MutableMapping
from typing import Any, TextIO

_LAYOUT = "%(asctime)s %(levelname)-8s %(name)s  - %(message)s"
_MAX_FRAMES = 6
_ASYNCIO = "asyncio"

logger = logging.getLogger(__name__)


def configure_logs() -> None:
    """Send Rasa's logs to standard error, warnings once each."""
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.io import configure_colored_logging
    from rasa.utils.log_utils import configure_structlog

    configure_logging_and_warnings(warn_only_once=True, filter_repeated_logs=True)
    configure_colored_logging(None)
    configure_structlog()


def leave_words_out() -> None:
    """Tell of an error its class and place only, from now on, whoever logs it.

    Messages of exceptions, local variables and Rasa's remarks quote what people typed.
    """
    import structlog

    for handler in logging.getLogger().handlers:
        handler.setFormatter(PlacesOnly(_LAYOUT))
    warnings.showwarning = _tell_warning
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            _without_words,
            structlog.processors.JSONRenderer(),
        ],
        cache_logger_on_first_use=False,
    )


class PlacesOnly(logging.Formatter):
    """Rasa's lines; of an exception they have class and place."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record, self.datefmt)
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return self.formatMessage(record)
        # asyncio repeats the exception in further lines, and what a callback was called with.
        record.message = record.message.partition("\n")[0]
        if record.name == _ASYNCIO:
            record.message = record.message.partition("(")[0]
        return f"{self.formatMessage(record)} {_told(error)}"


def _told(error: BaseException) -> str:
    frames = reversed(traceback.extract_tb(error.__traceback__)[-_MAX_FRAMES:])
    places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {places}"


def _without_words(
    _logger: object, level: str, told: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Keep the name of an event and numbers; words in it may be those of a person."""
    error = told.pop("exc_info", None)
    if isinstance(error, tuple) or error is True:
        error = (error if isinstance(error, tuple) else sys.exc_info())[1]
    kept: dict[str, Any] = {"event": told.get("event"), "level": level}
    kept |= {name: value for name, value in told.items() if isinstance(value, int | float)}
    if isinstance(error, BaseException):
        kept["error"] = _told(error)
    return kept


def _tell_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    del message, file, line
    logger.warning("%s at %s:%d", category.__name__, filename, lineno)
