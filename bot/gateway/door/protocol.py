"""How the public door speaks HTTP: German answers to broken requests, no time for idlers.

uvicorn's own protocol answers garbage in English, waits for ever for the rest of a request's head,
and goes on reading what nobody asked for.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.gateway.door.security import RETRY_SECONDS, RETRY_STATUSES

logger = logging.getLogger(__name__)

LINGER_SECONDS = 2.0
SMALL_BODY_BYTES = 64 * 1024
ABORT_SECONDS = 20.0
_BROKEN = frozenset({400, 408, 413, 414, 431, 501, 503, 505})


@dataclass(frozen=True)
class ConnectionLimits:
    """How many connections there may be, in all and from one address, and how slow they may be."""

    total: int
    per_address: int
    head_seconds: float
    trusted: Collection[str] = ()


@dataclass
class _Door:
    """The open connections of one server, and what its protocol needs to know."""

    limits: ConnectionLimits
    page_for: Callable[[int], bytes]
    trusted: Sequence[IPv4Network | IPv6Network]
    count: int = 0
    by_address: Counter[str] = field(default_factory=Counter)

    def let_in(self, address: str) -> bool:
        """Count a connection; tell whether there is room for it."""
        self.count += 1
        self.by_address[address] += 1
        if self.count > self.limits.total:
            return False
        return self.by_address[address] <= self.limits.per_address or self._is_proxy(address)

    def let_out(self, address: str) -> None:
        """Give the place of a connection to somebody else."""
        self.count -= 1
        self.by_address[address] -= 1
        if not self.by_address[address]:
            del self.by_address[address]

    def _is_proxy(self, name: str) -> bool:
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return any(address in network for network in self.trusted)


def door_protocol(limits: ConnectionLimits, page_for: Callable[[int], bytes]) -> type[H11Protocol]:
    """Return a protocol class for uvicorn; ``page_for`` makes the HTML page for a status."""
    door = _Door(limits, page_for, [ip_network(name) for name in limits.trusted])
    return type("DoorProtocol", (_DoorProtocol,), {"_door": door})


class _DoorProtocol(H11Protocol):
    _door: ClassVar[_Door]
    _head_timer: asyncio.TimerHandle | None = None
    _address = ""

    def connection_made(self, transport: Any) -> None:
        """Take the connection in if there is room for it."""
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        if not self._door.let_in(self._address):
            logger.warning("too many connections")
            self._end_with(503)
            return
        self._watch_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place to somebody else."""
        self._stop_watching()
        self._door.let_out(self._address)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, as long as it is a request and comes in time."""
        if self.transport.is_closing():
            return
        try:
            super().data_received(data)
        except h11.LocalProtocolError:
            # Garbage after the response had begun: there is nothing left to say.
            self.transport.close()
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self._watch_head()
        else:
            self._stop_watching()

    def on_response_complete(self) -> None:
        """Do not go on reading a large body that nobody wanted."""
        if self.conn.their_state is not h11.SEND_BODY or self.transport.is_closing():
            super().on_response_complete()
        elif self._body_is_small():
            # Many clients send a head and its body in two parcels. Whoever closed between
            # the two would break the next request on this connection.
            super().on_response_complete()
            self.loop.call_later(LINGER_SECONDS, self._body_is_late)
        else:
            self.flow.pause_reading()
            # Closing at once would throw the response away before the client reads it.
            self.loop.call_later(LINGER_SECONDS, self.transport.close)

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection, also one whose client does not read its last response."""
        super().timeout_keep_alive_handler()
        self.loop.call_later(ABORT_SECONDS, self.transport.abort)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Answer a broken request in German; h11 says in its error what is wrong with it."""
        error = sys.exc_info()[1]
        status = getattr(error, "error_status_hint", 400)
        self._end_with(status if status in _BROKEN else 400)

    def _should_upgrade(self) -> bool:
        # There are no web sockets here; the request is answered as if it had not asked.
        return False

    def _body_is_small(self) -> bool:
        declared = dict(self.headers).get(b"content-length", b"")
        return declared.isdigit() and int(declared) <= SMALL_BODY_BYTES

    def _body_is_late(self) -> None:
        if self.conn.their_state is h11.SEND_BODY and self.conn.our_state is h11.DONE:
            self.transport.close()

    def _watch_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(
                self._door.limits.head_seconds, self._head_is_late
            )

    def _stop_watching(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_is_late(self) -> None:
        self._head_timer = None
        # Browsers open connections to have them ready: no answer to a question never begun.
        if self.conn.trailing_data[0]:
            self._end_with(408)
        else:
            self.transport.close()

    def _end_with(self, status: int) -> None:
        # Written by hand: h11 refuses to answer what it has not understood.
        if not self.transport.is_closing():
            self.transport.write(_response(status, self._door.page_for(status)))
            self.transport.close()


def _response(status: int, page: bytes) -> bytes:
    head = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(page)}",
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Cache-Control: no-store",
        "Connection: close",
    ]
    if status in RETRY_STATUSES:
        head.append(f"Retry-After: {RETRY_SECONDS}")
    return "\r\n".join([*head, "", ""]).encode("ascii") + page
