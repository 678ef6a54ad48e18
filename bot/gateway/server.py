"""The server of the public door, which stops at once although chats keep streams open."""

from __future__ import annotations

from collections.abc import Callable
from types import FrameType

import uvicorn


class StoppingServer(uvicorn.Server):
    """Ends the open streams as soon as it is told to stop.

    Uvicorn waits for every response to end before it stops, and a stream only ends by itself.
    """

    def __init__(self, config: uvicorn.Config, end_streams: Callable[[], None]) -> None:
        """``end_streams`` is called once, in the thread of the event loop."""
        super().__init__(config)
        self._end_streams = end_streams

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take the signal to stop."""
        self._end_streams()
        super().handle_exit(sig, frame)
