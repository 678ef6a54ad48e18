"""What one visitor does; locust runs it, in an environment that has nothing of ours."""

from __future__ import annotations

import os
import random
from itertools import count
from pathlib import Path
from typing import Any

import gevent
from locust import HttpUser, between, task

QUESTIONS = Path(os.environ["IJA_LOAD_QUESTIONS"]).read_text(encoding="utf-8").splitlines()
APOLOGY = os.environ["IJA_LOAD_APOLOGY"]
THINK_SECONDS = float(os.environ["IJA_LOAD_THINK_SECONDS"])
MOST_TURNS = 12
ADDRESSES = (f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in count(1))


class Visitor(HttpUser):
    """Opens the chat, asks, reads the answer, asks again; after some turns comes the next person.

    Each one has an address of its own, as behind a proxy, and keeps the stream of the chat open,
    as the page does.
    """

    wait_time = between(THINK_SECONDS * 0.5, THINK_SECONDS * 1.5)

    def on_start(self) -> None:
        """Come in somewhere in the middle of a pause, not all at once."""
        gevent.sleep(random.uniform(0, THINK_SECONDS))  # noqa: S311
        self._begin()

    @task
    def ask(self) -> None:
        """Send one message."""
        if self._left == 0:
            self._begin()
        self._left -= 1
        said = {"text": random.choice(QUESTIONS)}  # noqa: S311
        with self.client.post(
            "/api/chat/messages", json=said, headers=self._headers, catch_response=True
        ) as response:
            wrong = _wrong_with(response)
            if wrong:
                response.failure(wrong)

    def _begin(self) -> None:
        self._left = random.randrange(3, MOST_TURNS)  # noqa: S311
        self._headers = {"X-Forwarded-For": next(ADDRESSES), "Origin": self.host or ""}
        opened = self.client.post("/api/chat/sessions", json={}, headers=self._headers)
        self._headers["X-Session"] = opened.json()["session"]
        gevent.spawn(self._listen, dict(self._headers), self._left)

    def _listen(self, headers: dict[str, str], turns: int) -> None:
        seconds = turns * THINK_SECONDS * 1.5
        with gevent.Timeout(seconds, False):
            # Not locust's client: a stream that lasts is no slow answer.
            self._read_stream(headers)

    def _read_stream(self, headers: dict[str, str]) -> None:
        import requests

        url = f"{self.host}/api/chat/stream"
        with requests.get(url, headers=headers, stream=True, timeout=60) as stream:
            for _ in stream.iter_content(1024):
                pass


def _wrong_with(response: Any) -> str | None:
    if response.status_code != 200:
        return f"status {response.status_code}"
    messages = [item["message"] for item in response.json().get("messages", [])]
    if not messages:
        return "empty answer"
    if any(message.get("text") == APOLOGY for message in messages):
        return "assistant unavailable"
    return None
