"""Asks the processes over HTTP whether they are ready."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

import httpx

from bot.ops.processes import Process

POLL_SECONDS = 0.25
ANSWER_SECONDS = 2.0


async def wait_until_ready(
    processes: Sequence[Process],
    patience_seconds: float,
    on_poll: Callable[[Sequence[Process]], None],
    clock: Callable[[], float],
) -> list[Process]:
    """Poll until every listener answers or the patience is over; return who is still missing.

    ``on_poll`` hears after every round who is missing.
    """
    missing = [process for process in processes if process.listener]
    deadline = clock() + patience_seconds
    # No proxy of the environment may come between us and our own processes.
    async with httpx.AsyncClient(timeout=ANSWER_SECONDS, trust_env=False) as client:
        while True:
            answers = await asyncio.gather(*(_is_ready(client, process) for process in missing))
            missing = [
                process for process, ready in zip(missing, answers, strict=True) if not ready
            ]
            if not missing or clock() >= deadline:
                return missing
            on_poll(missing)
            await asyncio.sleep(POLL_SECONDS)


def silent_now(processes: Sequence[Process]) -> list[Process]:
    """Ask every listener once and return who does not answer."""
    return asyncio.run(wait_until_ready(processes, 0, lambda _: None, time.monotonic))


async def _is_ready(client: httpx.AsyncClient, process: Process) -> bool:
    if process.listener is None:
        return True
    try:
        response = await client.get(process.listener.health_url)
    except httpx.HTTPError:
        return False
    return response.is_success
