"""A stand-in for Rasa's REST channel on a real port."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Reply = Callable[[dict[str, Any]], Any]


@dataclass
class FakeRasa:
    """Answers with ``reply``; remembers what it was asked."""

    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)
    reply: Reply = lambda _body: [{"text": "Hallo"}]
    raw: bytes | None = None
    status: int = 200
    hangs: bool = False

    def app(self) -> Starlette:
        async def webhook(request: Request) -> Response:
            body = await request.json()
            self.received.append(body)
            if self.hangs:
                await _until_client_leaves(request)
            content = self.raw if self.raw is not None else json.dumps(self.reply(body)).encode()
            return Response(content, status_code=self.status, media_type="application/json")

        async def root(_request: Request) -> Response:
            return Response("Hello from Rasa")

        return Starlette(
            routes=[
                Route("/webhooks/rest/webhook", webhook, methods=["POST"]),
                Route("/", root),
            ]
        )


async def _until_client_leaves(request: Request) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(0.01)


@contextmanager
def served(app: Any, **options: Any) -> Iterator[str]:
    """Serve an app on a free loopback port, or a given one, in a thread; yield its address."""
    usual = {"port": 0, "log_level": "error", "http": "h11", "ws": "none"}
    config = uvicorn.Config(app, host="127.0.0.1", **{**usual, **options})
    server = uvicorn.Server(config)
    sock = config.bind_socket()
    sock.listen()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    try:
        # A client that comes before the server runs simply waits.
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(timeout=10)
        sock.close()


@contextmanager
def running_fake_rasa() -> Iterator[FakeRasa]:
    """Run a fake Rasa for the length of the block."""
    fake = FakeRasa()
    # It has nothing to begin or end; cut off, uvicorn would report its lifespan as an error.
    with served(fake.app(), lifespan="off") as url:
        fake.url = url
        yield fake
