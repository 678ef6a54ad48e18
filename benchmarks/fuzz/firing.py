"""Sends shots over real sockets and looks at what comes back."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.fuzz.ammunition import Gunner, Shot
from benchmarks.fuzz.words import HEADER_MARK, MARK

ANSWER_SECONDS = 30.0
MAX_ANSWER_BYTES = 4 * 1024 * 1024
SHOWN = 20
SERVER_ERROR = 500
# Under a load that a machine cannot bear this is the right answer, if it says when to come back.
BUSY = 503


@dataclass(frozen=True)
class Answer:
    """What came back; status 0: nothing that is HTTP."""

    status: int
    headers: dict[str, str]
    body: bytes
    is_complete: bool


@dataclass
class Result:
    """What the shots did. ``findings`` must be empty; it holds how to repeat some of them."""

    shots: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    def note(self, shot: Shot, answer: Answer) -> None:
        """Judge an answer."""
        self.shots += 1
        self.kinds[shot.kind] += 1
        self.statuses[answer.status] += 1
        for name in wrong_with(shot, answer):
            self.wrong[name] += 1
            if len(self.findings) < SHOWN:
                self.findings.append(f"{name}: {shot.kind} {shot.raw[:300]!r} -> {answer.status}")

    @property
    def is_clean(self) -> bool:
        """Say whether nothing was wrong."""
        return not self.wrong


def wrong_with(shot: Shot, answer: Answer) -> list[str]:
    """Return the names of all rules that an answer breaks."""
    wrong = []
    if answer.status >= SERVER_ERROR:
        says_when = answer.status == BUSY and "retry-after" in answer.headers
        # 501: a transfer coding that nobody knows.
        if not says_when and not (answer.status == 501 and not shot.is_http):
            wrong.append("server error")
    if shot.is_http and answer.status == 0:
        wrong.append("no answer")
    if not answer.is_complete:
        wrong.append("answer cut or too late")
    if answer.status and "content-security-policy" not in answer.headers:
        wrong.append("no security headers")
    if MARK.encode() in answer.body:
        wrong.append("markup comes back")
    if HEADER_MARK in answer.headers:
        wrong.append("a value became a header")
    if b"Traceback (most recent" in answer.body:
        wrong.append("inner life shown")
    return wrong


async def fire(
    gunner: Gunner,
    host: str,
    port: int,
    shots: int,
    at_once: int,
    on_shot: Callable[[int], None] = lambda _: None,
) -> Result:
    """Send ``shots`` requests, ``at_once`` at a time, each over a connection of its own."""
    result = Result()
    left = shots

    async def gun() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            shot = gunner.shot()
            result.note(shot, await send(host, port, shot))
            on_shot(result.shots)

    await asyncio.gather(*(gun() for _ in range(at_once)))
    return result


async def send(host: str, port: int, shot: Shot) -> Answer:
    """Send one request and read the answer to its end."""
    try:
        reader, writer = await asyncio.open_connection(host, port, limit=2**20)
    except OSError:
        return Answer(0, {}, b"", is_complete=False)
    try:
        return await asyncio.wait_for(_exchange(reader, writer, shot), ANSWER_SECONDS)
    except asyncio.TimeoutError:
        return Answer(0, {}, b"", is_complete=False)
    finally:
        writer.close()


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, shot: Shot
) -> Answer:
    try:
        writer.write(shot.raw)
        if not shot.is_http:
            # A request without an end: the server shall not wait for us.
            await writer.drain()
            if writer.can_write_eof():
                writer.write_eof()
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
        return Answer(0, {}, b"", is_complete=True)
    status, headers = _head(head)
    if "text/event-stream" in headers.get("content-type", ""):
        return Answer(status, headers, b"", is_complete=True)
    if shot.raw.startswith(b"HEAD ") or status in (204, 304):
        return Answer(status, headers, b"", is_complete=True)
    body = b""
    is_complete = True
    try:
        wanted = int(headers.get("content-length", "-1"))
        body = await (reader.readexactly(wanted) if wanted >= 0 else reader.read(MAX_ANSWER_BYTES))
    except (asyncio.IncompleteReadError, OSError):
        # Whoever sends more than anybody wants to read may be cut off in the middle.
        is_complete = not shot.is_http or len(shot.raw) > 2**16
    return Answer(status, headers, body, is_complete)


def _head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ", 2)
    status = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    pairs = (line.partition(":") for line in lines if line)
    return status, {name.strip().lower(): value.strip() for name, _, value in pairs}
