"""A visitor of the machine: asks, sends a request, and looks whether everything is still there."""

from __future__ import annotations

import json
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from bot.texts import text

NO_ANSWER = "the assistant gives no answer"
URL = "https://lotse.example.org"
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_REFERENCE = re.compile(r"\bIJ[A-Z]*-\d{4}-\d+\b")
_PAUSE_SECONDS = 0.2
_LOOKS_A_MESSAGE = 10
_ANSWER_SECONDS = 30.0


class Receiving:
    """What the office's mail server does with mails: it keeps them."""

    def __init__(self) -> None:
        self.mails: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Take a mail."""
        self.mails.append(envelope.content.decode("utf-8", "replace"))
        return "250 OK"


class Visitor:
    """Comes through nginx, with the certificate checked; use it inside ``Machine.network``."""

    def __init__(self, certificate: Path) -> None:
        self._certificate = certificate
        # Names are resolved on this machine; the certificate is for the machine's own.
        trusted = ssl.create_default_context(cafile=str(certificate))
        self._client = httpx.Client(
            base_url="https://127.0.0.1",
            headers={"Host": "lotse.example.org", "Origin": URL},
            verify=trusted,
            timeout=_ANSWER_SECONDS,
            trust_env=False,
            follow_redirects=False,
        )
        self.session = ""

    def get(self, path: str) -> httpx.Response:
        """Look at a page."""
        return self._request("GET", path)

    def ask(self, said: str) -> str:
        """Say something and return the assistant's messages, as JSON in one string."""
        if not self.session:
            opened = self._request("POST", "/api/chat/sessions", json={})
            self.session = str(opened.raise_for_status().json()["session"])
        answer = self._request("POST", "/api/chat/messages", json={"text": said})
        return json.dumps(answer.raise_for_status().json()["messages"], ensure_ascii=False)

    def history(self) -> list[Any]:
        """Return everything that was said."""
        return list(self._request("GET", "/api/chat/history").raise_for_status().json()["messages"])

    def send_request(self, description: str) -> str:
        """Fill in the form and return the reference."""
        page = self.get("/beratung").raise_for_status()
        form = dict(_HIDDEN.findall(page.text)) | {
            "topic": "Visum",
            "description": description,
            "consent": "yes",
            "organisation": "",
            "name": "",
            "email": "fachkraft@example.org",
            "phone": "",
        }
        sent = self._request("POST", "/beratung", data=form)
        assert sent.status_code == httpx.codes.SEE_OTHER, sent.text[:2000]
        found = _REFERENCE.search(self.get("/beratung/danke").text)
        assert found is not None
        return found[0]

    @contextmanager
    def watching(self) -> Iterator[list[str]]:
        """Look at a page again and again, and chat, for the length of the block.

        Lists what went wrong: a status, a broken connection, ``NO_ANSWER`` of the chat.
        """
        wrong: list[str] = []
        done = threading.Event()
        other = Visitor(self._certificate)

        apology = text("gateway.assistant_unavailable")

        def look() -> None:
            for turn in count():
                if done.wait(_PAUSE_SECONDS):
                    return
                try:
                    self.get("/").raise_for_status()
                    # Not more often than the door lets one conversation speak.
                    if not turn % _LOOKS_A_MESSAGE and apology in other.ask("Hallo"):
                        wrong.append(NO_ANSWER)
                except httpx.HTTPStatusError as error:
                    wrong.append(f"{error.request.url.path}: {error.response.status_code}")
                except httpx.HTTPError as error:
                    wrong.append(type(error).__name__)

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            yield wrong
        finally:
            done.set()
            watcher.join()

    def _request(self, method: str, path: str, **content: Any) -> httpx.Response:
        headers = {"X-Session": self.session} if self.session else {}
        return self._client.request(
            method,
            path,
            headers=headers,
            extensions={"sni_hostname": "lotse.example.org"},
            **content,
        )
