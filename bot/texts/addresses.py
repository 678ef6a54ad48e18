"""What to tell an operator when a process cannot have its address."""

from __future__ import annotations

import errno

from bot.texts import text

_KEYS = {
    errno.EADDRINUSE: "ops.port_taken",
    errno.EADDRNOTAVAIL: "ops.address_foreign",
    errno.EACCES: "ops.port_closed",
}


def address_problem(host: str, port: int, variable: str, error: OSError) -> str:
    """Return why nobody can listen there and what to do; ``variable`` is what moves the port."""
    key = _KEYS.get(error.errno or 0, "ops.address_unusable")
    reason = error.strerror or str(error)
    return text(key, host=host, port=port, variable=variable, reason=reason)
