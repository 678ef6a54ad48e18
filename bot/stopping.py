"""Loops that somebody may stop: who is asked to, and waiting in between."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress


def asked_to_stop() -> asyncio.Event:
    """Return what is set as soon as the system asks this process to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait for so long, or until ``stop`` is set."""
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
