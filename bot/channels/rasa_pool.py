"""Several Rasa cores as one: each conversation has its core, and another one if that is gone."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from bot.channels.messages import BotMessage
from bot.channels.rasa_client import AssistantUnavailableError, FailureReason, RasaClient

logger = logging.getLogger(__name__)

# A core that could not be reached is asked again after this time.
REST_SECONDS = 5.0


class Core(Protocol):
    """What the pool needs of one core's client."""

    async def send(
        self, session_id: str, message: str, metadata: Mapping[str, Any]
    ) -> list[BotMessage]:
        """Return the answer or raise ``AssistantUnavailableError``."""

    async def is_up(self) -> bool:
        """Return whether the core answers at all."""

    async def aclose(self) -> None:
        """Close all connections."""


class RasaPool:
    """Spreads conversations over cores that share one store of conversations.

    A conversation stays with its core as long as that is there; when cores come or go, only the
    conversations of those cores move.
    """

    def __init__(self, cores: Mapping[str, Core], clock: Callable[[], float]) -> None:
        """Use cores by address and a clock that never goes back."""
        self._cores = dict(cores)
        self._clock = clock
        self._resting: dict[str, float] = {}

    async def send(
        self, session_id: str, message: str, metadata: Mapping[str, Any]
    ) -> list[BotMessage]:
        """Return the assistant's answer to one message.

        A core that cannot be reached, or that dies over the message, hands it to the next one:
        what an action had stored by then it recognises, and a turn that was not answered is not
        in the store. A slow core keeps its message, or two would work on it.

        Raises:
            AssistantUnavailableError: no core gave a usable answer.
        """
        for address in self._order(session_id):
            try:
                return await self._cores[address].send(session_id, message, metadata)
            except AssistantUnavailableError as error:
                if error.reason is not FailureReason.CONNECTION:
                    raise
                logger.warning("a core cannot be reached, the next one takes over")
                self._resting[address] = self._clock() + REST_SECONDS
        raise AssistantUnavailableError(FailureReason.CONNECTION)

    async def is_up(self) -> bool:
        """Return whether any core answers."""
        answers = await asyncio.gather(*(core.is_up() for core in self._cores.values()))
        return any(answers)

    async def aclose(self) -> None:
        """Close all connections."""
        await asyncio.gather(*(core.aclose() for core in self._cores.values()))

    def _order(self, session_id: str) -> Sequence[str]:
        """Return all addresses, the conversation's own first, those at rest last."""
        now = self._clock()
        ranked = sorted(self._cores, key=lambda address: _weight(address, session_id))
        return sorted(ranked, key=lambda address: self._resting.get(address, 0.0) > now)


def open_assistant(addresses: Sequence[str], timeout: float, clock: Callable[[], float]) -> Core:
    """Return the client of one core, or of several as one."""
    if len(addresses) == 1:
        return RasaClient(addresses[0], timeout)
    return RasaPool({address: RasaClient(address, timeout) for address in addresses}, clock)


def _weight(address: str, session_id: str) -> bytes:
    # Rendezvous hashing: every gateway finds the same order without asking the others.
    text = f"{address}|{session_id}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(text).digest()
