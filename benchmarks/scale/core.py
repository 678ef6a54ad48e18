"""Stands in for a Rasa core where the model does not matter: real HTTP, real shared memory.

It answers one message at a time, takes a set time for each, and remembers turns in PostgreSQL, as
``bot.core`` does with ``IJA_TRACKER_URL``: ``python -m benchmarks.scale.core PORT URL SECONDS``.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from typing import Any

import psycopg2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

TABLE = """
CREATE TABLE IF NOT EXISTS scale_turns (
    id SERIAL PRIMARY KEY, sender TEXT NOT NULL, port INTEGER NOT NULL, said TEXT NOT NULL
)
"""
_LOCK = 4_902_026_199


class Memory:
    """Turns in PostgreSQL; a server that was restarted is connected to anew."""

    def __init__(self, url: str, port: int) -> None:
        self._url = url
        self._port = port
        self._connection: Any = None
        self._guard = threading.Lock()

    def add(self, sender: str, said: str) -> int:
        """Store a turn and return how many the conversation has now."""
        with self._guard:
            try:
                return self._add(sender, said)
            except (psycopg2.OperationalError, psycopg2.InterfaceError):
                self._connection = None
                return self._add(sender, said)

    def _add(self, sender: str, said: str) -> int:
        if self._connection is None:
            self._connection = psycopg2.connect(self._url, connect_timeout=2)
            with self._connection as made, made.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                cursor.execute(TABLE)
        with self._connection as connection, connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO scale_turns (sender, port, said) VALUES (%s, %s, %s)",
                (sender, self._port, said),
            )
            cursor.execute("SELECT count(*) FROM scale_turns WHERE sender = %s", (sender,))
            return int(cursor.fetchone()[0])


def create_app(memory: Memory, seconds: float) -> Starlette:
    """Return the application."""
    one_at_a_time = asyncio.Semaphore(1)

    async def webhook(request: Request) -> Response:
        body = await request.json()
        async with one_at_a_time:
            await asyncio.sleep(seconds)
            turn = await asyncio.to_thread(memory.add, body["sender"], body["message"])
        return JSONResponse([{"text": f"Echo {body['message']} ({turn})"}])

    async def root(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(
        routes=[
            Route("/webhooks/rest/webhook", webhook, methods=["POST"]),
            Route("/", root),
        ]
    )


if __name__ == "__main__":
    own_port = int(sys.argv[1])
    app = create_app(Memory(sys.argv[2], own_port), float(sys.argv[3]))
    uvicorn.run(app, host="127.0.0.1", port=own_port, log_level="error", http="h11", ws="none")
