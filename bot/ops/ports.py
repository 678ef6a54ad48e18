"""Finds ports that are taken before anything is started."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass

from bot.ops.processes import Listener, Process
from bot.texts.addresses import address_problem


@dataclass(frozen=True)
class PortProblem:
    """A listener that cannot have its port, and the system's reason."""

    listener: Listener
    error: OSError

    @property
    def message(self) -> str:
        """What to tell the operator."""
        listener = self.listener
        return address_problem(listener.host, listener.port, listener.variable, self.error)


def problems_of(processes: Iterable[Process]) -> list[PortProblem]:
    """Return which of the processes cannot listen where they should."""
    return port_problems(process.listener for process in processes if process.listener)


def port_problems(listeners: Iterable[Listener]) -> list[PortProblem]:
    """Return the listeners whose port is taken, by another program or by each other."""
    problems = []
    with ExitStack() as held:
        for listener in listeners:
            try:
                held.enter_context(_listen(listener))
            except OSError as error:
                problems.append(PortProblem(listener, error))
    return problems


def _listen(listener: Listener) -> socket.socket:
    found = socket.getaddrinfo(listener.host, listener.port, type=socket.SOCK_STREAM)
    family, kind, protocol, _, address = found[0]
    server = socket.socket(family, kind, protocol)
    try:
        # As all our servers do: connections of a stopped server do not block its port.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(address)
        # Only listening makes a second bind to the same port fail.
        server.listen(1)
    except OSError:
        server.close()
        raise
    return server
