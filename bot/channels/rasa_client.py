"""The only HTTP client of the private Rasa core."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from enum import Enum
from typing import Any

import httpx

from bot.channels.messages import BotMessage, buttons_from
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

    def __init__(
        self,
        base_url: str,
        timeout: float,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Talk to ``base_url``; no call takes longer than ``timeout`` seconds."""
        self._timeout = timeout
        # trust_env=False: a proxy variable on the host must never see a conversation.
        self._http = httpx.AsyncClient(
            base_url=base_url, timeout=timeout, trust_env=False, transport=transport
        )

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
            # httpx limits each single read; a reply that drips in byte by byte needs our own limit.
            response = await asyncio.wait_for(
                self._http.post(WEBHOOK_PATH, json=body, headers=headers), self._timeout
            )
        except (httpx.TimeoutException, asyncio.TimeoutError):
            raise AssistantUnavailableError(FailureReason.TIMEOUT) from None
        except httpx.HTTPError:
            raise AssistantUnavailableError(FailureReason.CONNECTION) from None
        if response.status_code != httpx.codes.OK:
            raise AssistantUnavailableError(FailureReason.STATUS)
        messages = _normalised(_json_list(response))
        if not messages:
            raise AssistantUnavailableError(FailureReason.EMPTY)
        return messages

    async def is_up(self) -> bool:
        """Return whether Rasa answers at all."""
        try:
            response = await asyncio.wait_for(
                self._http.get("/"), min(self._timeout, HEALTH_TIMEOUT_SECONDS)
            )
        except (httpx.HTTPError, asyncio.TimeoutError):
            return False
        return response.status_code == httpx.codes.OK

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()


def _json_list(response: httpx.Response) -> list[object]:
    try:
        content = response.json()
    except (ValueError, RecursionError):
        raise AssistantUnavailableError(FailureReason.INVALID) from None
    if not isinstance(content, list):
        raise AssistantUnavailableError(FailureReason.INVALID)
    return content


def _normalised(items: list[object]) -> list[BotMessage]:
    messages = (_message(item) for item in items if isinstance(item, dict))
    return [message for message in messages if message is not None]


def _message(item: Mapping[str, Any]) -> BotMessage | None:
    custom = item.get("custom")
    if isinstance(custom, dict) and isinstance(custom.get("card"), str):
        card = {key: value for key, value in custom.items() if key != "buttons"}
        return BotMessage(buttons=buttons_from(custom.get("buttons")), card=card)
    source = custom if isinstance(custom, dict) else item
    text = source.get("text")
    if isinstance(text, str) and text.strip():
        return BotMessage(text=text, buttons=buttons_from(source.get("buttons")))
    return None
