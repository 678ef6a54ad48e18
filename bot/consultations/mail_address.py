"""What counts as an e-mail address.

Whether a mailbox exists only shows when somebody writes to it, so the check is about form and
about safety: nothing in an accepted address can end a header or start an encoded word.
"""

from __future__ import annotations

import re

_MAX_LENGTH, _MAX_LOCAL_LENGTH = 254, 64
_LOCAL_ASCII = r"A-Za-z0-9!#$%&'*+/=?^_`{|}~-"
# Letters beyond ASCII are allowed: addresses such as jürgen@müller.example exist.
_LOCAL = rf"(?:[{_LOCAL_ASCII}]|[^\W_])+"
_LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
_ADDRESS = re.compile(rf"({_LOCAL}(?:\.{_LOCAL})*)@((?:{_LABEL}\.)+{_LABEL})")


def is_mail_address(value: str) -> bool:
    """Tell whether ``value`` looks like an e-mail address."""
    match = _ADDRESS.fullmatch(value)
    return (
        match is not None
        and len(value) <= _MAX_LENGTH
        and len(match[1]) <= _MAX_LOCAL_LENGTH
        and "=?" not in value
        and "?=" not in value
        # A top-level domain is never a number: this keeps out IP addresses and prices.
        and not match[2].rpartition(".")[2].isdigit()
    )
