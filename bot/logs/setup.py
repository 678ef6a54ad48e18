"""Switches the log lines of a process on."""

from __future__ import annotations

import logging

from bot.logs.lines import JsonLines, TextLines


def configure_logs(log_format: str) -> None:
    """Write all lines to standard error, as ``json`` or as ``text``.

    Only our own packages are known to keep personal data out of their lines, so of all others
    only warnings are written.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    logging.basicConfig(handlers=[handler])
    logging.getLogger("bot").setLevel(logging.INFO)
