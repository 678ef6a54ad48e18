"""What counts as an e-mail address, and how it is written in a mail.

Whether a mailbox exists only shows when somebody writes to it, so the check is about form and
about safety: nothing in an accepted address can end a header or start an encoded word.
"""

from __future__ import annotations

import re

import idna

_MAX_LENGTH, _MAX_LOCAL_LENGTH = 254, 64
# Letters beyond ASCII are allowed: addresses such as jürgen@müller.example exist. Each character
# fits in one way only: with two, a word of thirty letters without an @ kept a process for hours.
_LOCAL = r"[\w!#$%&'*+/=?^`{|}~-]+"
_LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
# Strict on purpose: no quotes, no "=" and "?" (the marks of encoded words), ASCII only.
_SAFE_LOCAL = r"[A-Za-z0-9!#$%&'*+/^_`{|}~-]+"
_SAFE_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HEADER_SAFE = re.compile(rf"{_SAFE_LOCAL}(?:\.{_SAFE_LOCAL})*@{_SAFE_LABEL}(?:\.{_SAFE_LABEL})*")
_ADDRESS = re.compile(rf"({_LOCAL}(?:\.{_LOCAL})*)@((?:{_LABEL}\.)+{_LABEL})")


def is_mail_address(value: str) -> bool:
    """Tell whether ``value`` looks like an e-mail address."""
    match = _ADDRESS.fullmatch(value) if len(value) <= _MAX_LENGTH else None
    return (
        match is not None
        and len(match[1]) <= _MAX_LOCAL_LENGTH
        and "=?" not in value
        and "?=" not in value
        # A top-level domain is never a number: this keeps out IP addresses and prices.
        and not match[2].rpartition(".")[2].isdigit()
    )


def is_header_safe(value: str) -> bool:
    """Tell whether an address can stand in a header exactly as it is."""
    return len(value) <= _MAX_LENGTH and _HEADER_SAFE.fullmatch(value) is not None


def header_form(value: str) -> str | None:
    """Return an address as it can stand in a header, None if nobody can write to it.

    A domain such as müller.example is known to every mail server by its other name in ASCII
    (IDNA 2008). Letters beyond ASCII before the @ have none, and few servers take them.
    """
    local, _, domain = value.rpartition("@")
    if not domain.isascii():
        try:
            value = f"{local}@{idna.encode(domain, uts46=True).decode('ascii')}"
        except idna.IDNAError:
            return None
    return value if is_header_safe(value) else None
