"""Tells systemd that a process is ready and still healthy (sd_notify(3))."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from bot.metrics.health_check import is_up

POLL_SECONDS = 0.5
ANSWER_SECONDS = 4.0
MICROSECONDS = 1_000_000
# So often within the time after which systemd loses its patience.
SIGNS_OF_LIFE = 3


@dataclass(frozen=True)
class Notifier:
    """The socket that systemd listens on; ``watchdog_seconds`` is 0 if it does not watch."""

    address: str
    watchdog_seconds: float

    @staticmethod
    def from_environment(environ: Mapping[str, str]) -> Notifier | None:
        """Return the notifier that systemd set up for us, None where there is none."""
        address = environ.get("NOTIFY_SOCKET", "")
        if not address:
            return None
        # "@" stands for the NUL of an abstract socket.
        address = f"\0{address[1:]}" if address.startswith("@") else address
        waits = environ.get("WATCHDOG_USEC", "")
        return Notifier(address, int(waits) / MICROSECONDS if waits.isdigit() else 0.0)

    def send(self, state: str) -> None:
        """Send a state such as ``READY=1``; nobody listening is no error."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            try:
                sender.sendto(state.encode("ascii"), self.address)
            except OSError:
                return


def watch(health_url: str, notifier: Notifier, stop: threading.Event) -> None:
    """Ask the health check until ``stop``: the first answer makes ready, the others keep alive."""
    while not stop.is_set() and not is_healthy(health_url):
        stop.wait(POLL_SECONDS)
    if not stop.is_set():
        notifier.send("READY=1")
    if not notifier.watchdog_seconds:
        return
    while not stop.wait(notifier.watchdog_seconds / SIGNS_OF_LIFE):
        # No sign means that systemd starts the process anew.
        if is_healthy(health_url):
            notifier.send("WATCHDOG=1")


def is_healthy(health_url: str) -> bool:
    """Return whether the health check answers with success."""
    return is_up(health_url, ANSWER_SECONDS)
