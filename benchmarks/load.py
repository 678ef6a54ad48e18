"""A limited load of messages on an assistant, and how long each answer took."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Protocol

import aiohttp

from bot.texts import text as system_text

MESSAGES_PER_CONVERSATION = 5
ANSWER_SECONDS = 60.0


class Door(Protocol):
    """A way to talk to an assistant."""

    async def open(self, conversation: str) -> None:
        """Begin a conversation, as a page does before anyone has typed."""

    async def say(self, conversation: str, text: str) -> bool:
        """Send one message and return whether the assistant answered it."""


@dataclass(frozen=True)
class Load:
    """What a load showed; times in milliseconds, unanswered messages included."""

    at_once: int
    messages: int
    unanswered: int
    per_second: float
    p50: float
    p95: float


async def run_load(door: Door, texts: Sequence[str], at_once: int, messages: int) -> Load:
    """Send ``messages`` messages, ``at_once`` at a time, five in each conversation."""
    numbers = iter(range(messages))
    times: list[float] = []
    unanswered = 0

    async def person(name: str) -> None:
        nonlocal unanswered
        conversation = ""
        for said, number in enumerate(numbers):
            if said % MESSAGES_PER_CONVERSATION == 0:
                conversation = f"{name}-{said}"
                await door.open(conversation)
            started = time.perf_counter()
            unanswered += not await door.say(conversation, texts[number % len(texts)])
            times.append(time.perf_counter() - started)

    run = time.monotonic_ns()
    started = time.perf_counter()
    await asyncio.gather(*(person(f"{run}-{index}") for index in range(at_once)))
    seconds = time.perf_counter() - started
    return Load(
        at_once=at_once,
        messages=messages,
        unanswered=unanswered,
        per_second=messages / seconds,
        p50=1000 * percentile(times, 0.50),
        p95=1000 * percentile(times, 0.95),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    position = -(-len(ordered) * share // 1)
    return ordered[max(int(position), 1) - 1]


def http() -> aiohttp.ClientSession:
    """Return a client that no proxy of the environment sees."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    return aiohttp.ClientSession(timeout=timeout, trust_env=False)


class RestChannel:
    """Rasa's REST channel."""

    def __init__(self, client: aiohttp.ClientSession, port: int) -> None:
        """Talk to Rasa on this port."""
        self._client = client
        self._url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"

    async def open(self, conversation: str) -> None:
        """Do nothing: Rasa begins a conversation with its first message."""

    async def say(self, conversation: str, text: str) -> bool:
        """Send one message; an empty list is no answer."""
        return bool(await _post(self._client, self._url, {"sender": conversation, "message": text}))


class Gateway:
    """The public door of our assistant; each conversation comes from an address of its own."""

    def __init__(self, client: aiohttp.ClientSession, port: int) -> None:
        """Talk to the gateway on this port."""
        self._client = client
        self._base = f"http://127.0.0.1:{port}/api/chat"
        self._headers: dict[str, dict[str, str]] = {}
        # The gateway limits how much one address may send and believes a proxy on this machine.
        self._addresses = (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in count(1))

    async def open(self, conversation: str) -> None:
        """Open a session."""
        headers = {"X-Forwarded-For": next(self._addresses)}
        opened = await _post(self._client, f"{self._base}/sessions", {}, headers)
        self._headers[conversation] = {**headers, "X-Session": (opened or {}).get("session", "")}

    async def say(self, conversation: str, text: str) -> bool:
        """Send one message; the apology for a missing assistant is no answer."""
        url, headers = f"{self._base}/messages", self._headers[conversation]
        said = await _post(self._client, url, {"text": text}, headers)
        texts = [item["message"].get("text") for item in (said or {}).get("messages", [])]
        return bool(texts) and system_text("gateway.assistant_unavailable") not in texts


async def _post(
    client: aiohttp.ClientSession,
    url: str,
    body: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> Any:
    try:
        async with client.post(url, json=body, headers=headers) as response:
            return await response.json() if response.ok else None
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return None
