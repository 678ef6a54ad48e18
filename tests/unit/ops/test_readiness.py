from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from bot.ops.processes import Listener, Process
from bot.ops.readiness import wait_until_ready


def process(name: str, port: int | None) -> Process:
    listener = None if port is None else Listener("127.0.0.1", port, "IJA_X_PORT", "/healthz")
    return Process(name, ("true",), Path.cwd(), 1, listener=listener)


class Server:
    """Answers every request with the next status; stays at the last one."""

    def __init__(self, *statuses: int) -> None:
        self._statuses = list(statuses)

    async def __aenter__(self) -> int:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        assert isinstance(port, int)
        return port

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        status = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        writer.write(b"HTTP/1.1 %d X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % status)
        writer.close()


async def test_waits_until_a_process_says_it_is_well(monkeypatch) -> None:
    # A proxy that nobody runs must not come between.
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    polls: list[Sequence[Process]] = []
    async with Server(503, 503, 200) as port:
        rasa = process("rasa", port)
        missing = await wait_until_ready([rasa], 3600.0, polls.append, clock=lambda: 0.0)
    assert missing == []
    assert polls == [[rasa], [rasa]]


async def test_names_who_is_missing_when_the_patience_is_over() -> None:
    seconds = count()
    async with Server(200) as port, Server(200) as closed:
        pass
    async with Server(200) as port:
        silent = process("rasa", closed)
        missing = await wait_until_ready(
            [process("gateway", port), silent], 3.0, lambda _: None, lambda: float(next(seconds))
        )
    assert missing == [silent]


async def test_a_process_without_a_port_needs_no_waiting() -> None:
    missing = await wait_until_ready(
        [process("mail", None)], 0.0, lambda _: None, clock=lambda: 0.0
    )
    assert missing == []
