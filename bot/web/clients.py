"""By which address a client is known."""

from __future__ import annotations

import ipaddress

from starlette.types import Scope

MAX_ADDRESS = 64


def address_key(scope: Scope) -> str:
    """Return the client's network: the IPv4 address, or the /64 that one IPv6 customer owns."""
    client = scope.get("client")
    # An address is never longer; what a proxy says is as long as it likes.
    host = client[0][:MAX_ADDRESS] if client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return host
