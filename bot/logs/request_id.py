"""The id of the request that is being answered, for log lines and for calls to other processes."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar

HEADER = "X-Request-ID"
_BYTES = 8
# Hexadecimal, as proxies make them: nothing that a person could be called.
_USABLE = re.compile(r"[0-9a-fA-F][0-9a-fA-F-]{14,34}[0-9a-fA-F]")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Empty outside of requests."""


def new_request_id(given: str) -> str:
    """Return ``given`` if a proxy may have made it, else a new id."""
    return given if _USABLE.fullmatch(given) else secrets.token_hex(_BYTES)
