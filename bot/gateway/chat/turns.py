"""How many chat turns the assistant works on at once, and what became of them."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.conversations.outcome import Outcomes
from bot.metrics.figures import Figures
from bot.settings import LoadSettings

UNAVAILABLE = "unavailable"
OVERLOADED = "overloaded"
# A step of a form, for example: an answer, but to no question of the field.
OTHER = "other"


class TurnRefusedError(Exception):
    """Too many others wait; nothing was stored, the same message may be sent again."""

    def __init__(self, retry_after_seconds: int) -> None:
        """Remember after how many seconds it is worth trying again."""
        super().__init__(str(retry_after_seconds))
        self.retry_after_seconds = retry_after_seconds


@dataclass
class Turn:
    """One turn while it has its place."""

    outcomes: Outcomes
    channel: str
    outcome: str = OTHER

    def answered(self, messages: Sequence[Mapping[str, Any]]) -> None:
        """Note what the assistant said."""
        found = self.outcomes.of(messages)
        self.outcome = OTHER if found is None else found.decision

    def unanswered(self) -> None:
        """Note that the assistant gave no usable answer."""
        self.outcome = UNAVAILABLE


class Turns:
    """The places in front of the assistant, first come, first served.

    A message that waits in line behind too many others would get its answer when its person is
    gone: whoever comes after that is told at once, before anything is stored.
    """

    def __init__(
        self,
        load: LoadSettings,
        figures: Figures,
        outcomes: Outcomes,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Give ``load.turns_at_once`` places; ``clock`` returns seconds that never go back."""
        self._load = load
        self._figures = figures
        self._outcomes = outcomes
        self._clock = clock
        self._places = asyncio.Semaphore(load.turns_at_once)
        self._waiting = 0

    @asynccontextmanager
    async def place(self, channel: str) -> AsyncIterator[Turn]:
        """Wait for a place, hold it for the length of the block, count the turn at its end.

        Raises:
            TurnRefusedError: too many wait, or it took too long.
        """
        started = self._clock()
        try:
            await self._take()
        except TurnRefusedError:
            self._figures.count_turn(OVERLOADED, channel, self._clock() - started)
            raise
        turn = Turn(self._outcomes, channel)
        try:
            with self._figures.turns_in_progress.track_inprogress():
                yield turn
            self._figures.count_turn(turn.outcome, channel, self._clock() - started)
        finally:
            self._places.release()

    def rated(self, verdict: str) -> None:
        """Count what a person thinks of an answer."""
        self._figures.count_verdict(verdict)

    async def _take(self) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        if self._waiting >= self._load.turns_waiting:
            self._refuse("full")
        self._waiting += 1
        self._figures.turns_waiting.set(self._waiting)
        try:
            await asyncio.wait_for(self._places.acquire(), self._load.wait_seconds)
        except asyncio.TimeoutError:
            self._refuse("late")
        finally:
            self._waiting -= 1
            self._figures.turns_waiting.set(self._waiting)

    def _refuse(self, reason: str) -> None:
        self._figures.count_refused_turn(reason)
        raise TurnRefusedError(math.ceil(self._load.wait_seconds))
