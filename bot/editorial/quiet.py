"""Commands for editors speak German: no log lines of a server between their lines."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_log_of_files() -> Iterator[None]:
    """Keep the log lines about unusable files, meant for a server, out of what an editor reads."""
    log = logging.getLogger("bot.knowledge")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)
