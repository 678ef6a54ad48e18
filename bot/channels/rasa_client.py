"""The only HTTP client of the private Rasa core."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from enum import Enum
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.channels.messages import BotMessage, message_from
from bot.logs.request_id import HEADER, request_id

WEBHOOK_PATH = "/webhooks/rest/webhook"
HEALTH_TIMEOUT_SECONDS = 2.0


class FailureReason(Enum):
    """Why no usable answer came back."""

    TIMEOUT = "timeout"
    CONNECTION = "connection"
    STATUS = "status"
    INVALID = "invalid"
    EMPTY = "empty"


class AssistantUnavailableError(Exception):
    """The assistant gave no usable answer; ``reason`` says why, without any content."""

    def __init__(self, reason: FailureReason) -> None:
        """Remember the reason."""
        super().__init__(reason.value)
        self.reason = reason


class RasaClient:
    """Sends user messages to Rasa's REST channel and returns what the assistant says."""

    def __init__(self, base_url: str, timeout: float) -> None:
        """Talk to ``base_url``; no call takes longer than ``timeout`` seconds."""
        self._base_url = base_url.rstrip("/")
        self._timeout = timeout
        self._opened: aiohttp.ClientSession | None = None

    async def send(
        self, session_id: str, message: str, metadata: Mapping[str, Any]
    ) -> list[BotMessage]:
        """Return the assistant's answer to one message.

        Raises:
            AssistantUnavailableError: Rasa is down, slow, broken, or answered with nothing.
                Rasa replies ``200 []`` on internal errors, so silence counts as a failure.
        """
        body = {"sender": session_id, "message": message, "metadata": dict(metadata)}
        headers = {HEADER: request_id.get()}
        try:
            async with self._http.post(
                f"{self._base_url}{WEBHOOK_PATH}", json=body, headers=headers
            ) as response:
                content = await response.read()
        except asyncio.TimeoutError:
            raise AssistantUnavailableError(FailureReason.TIMEOUT) from None
        except aiohttp.ClientError:
            raise AssistantUnavailableError(FailureReason.CONNECTION) from None
        if response.status != HTTPStatus.OK:
            raise AssistantUnavailableError(FailureReason.STATUS)
        found = (message_from(item) for item in _json_list(content) if isinstance(item, dict))
        messages = [message for message in found if message is not None]
        if not messages:
            raise AssistantUnavailableError(FailureReason.EMPTY)
        return messages

    async def is_up(self) -> bool:
        """Return whether Rasa answers at all."""
        limit = aiohttp.ClientTimeout(total=min(self._timeout, HEALTH_TIMEOUT_SECONDS))
        try:
            async with self._http.get(f"{self._base_url}/", timeout=limit) as response:
                return response.status == HTTPStatus.OK
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False

    @property
    def _http(self) -> aiohttp.ClientSession:
        # Not before: a session belongs to the event loop in which it was opened.
        if self._opened is None:
            self._opened = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=self._timeout),
                # The core closes each connection (bot/core/serving/server.py): none is kept.
                connector=aiohttp.TCPConnector(force_close=True, limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                # A proxy variable on the host must never see a conversation.
                trust_env=False,
            )
        return self._opened

    async def aclose(self) -> None:
        """Close all connections."""
        if self._opened is not None:
            await self._opened.close()


def _json_list(body: bytes) -> list[object]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        raise AssistantUnavailableError(FailureReason.INVALID) from None
    if not isinstance(content, list):
        raise AssistantUnavailableError(FailureReason.INVALID)
    return content
