"""Many people at once: they chat, they send requests, and they remember what they were told."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.texts import text as system_text

# Below what a conversation may send at once (bot/gateway/services.py).
MESSAGES_A_CONVERSATION = 8
ANSWER_SECONDS = 30.0
PAUSE_SECONDS = 0.2
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_REFERENCE = re.compile(r"\bIJ[A-Z]*-\d{4}-\d+\b")


def has_apology(spoken: str) -> bool:
    """Tell whether the gateway says that the assistant gives no answer."""
    return system_text("gateway.assistant_unavailable") in spoken


@dataclass
class Told:
    """What people were told: answers by conversation, references, and what they met instead."""

    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    references: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class People:
    """Visitors behind different addresses."""

    def __init__(self, url: str, texts: Sequence[str] = ()) -> None:
        """Let them say ``texts``; without any, what the stand-in of a core says back."""
        self._url = url
        self._texts = texts
        self._stop = asyncio.Event()
        self._number = 0
        self.told = Told()

    @asynccontextmanager
    async def busy(self, chatting: int, sending: int) -> AsyncIterator[Told]:
        """Let people chat and send requests for the length of the block."""
        tasks = [asyncio.create_task(self._chat_on()) for _ in range(chatting)]
        tasks += [asyncio.create_task(self._send_on()) for _ in range(sending)]
        try:
            yield self.told
        finally:
            self._stop.set()
            await asyncio.gather(*tasks)

    async def _chat_on(self) -> None:
        while not self._stop.is_set():
            async with self._browser() as browser:
                opened = await self._post(browser, "/api/chat/sessions", {})
                if opened is None:
                    await asyncio.sleep(PAUSE_SECONDS)
                    continue
                await self._converse(browser, str(opened["session"]))

    async def _converse(self, browser: httpx.AsyncClient, session: str) -> None:
        said: list[dict[str, Any]] = []
        self.told.answers[session] = said
        browser.headers["X-Session"] = session
        for number in range(MESSAGES_A_CONVERSATION):
            if self._stop.is_set():
                return
            text = f"Frage {number} {session[:6]}"
            if self._texts:
                text = random.choice(self._texts)  # noqa: S311 - no secret
            answer = await self._post(browser, "/api/chat/messages", {"text": text})
            if answer is None:
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            messages = answer["messages"]
            said += messages
            spoken = " ".join(str(item["message"].get("text", "")) for item in messages)
            if text in spoken or (self._texts and not has_apology(spoken)):
                self.told.outcomes["answered"] += 1
            elif spoken.strip() and "Echo" not in spoken:
                self.told.outcomes["apologised"] += 1
            else:
                self.told.wrong.append(spoken)

    async def _send_on(self) -> None:
        while not self._stop.is_set():
            async with self._browser() as browser:
                try:
                    page = await browser.get("/beratung")
                    fields = dict(_HIDDEN.findall(page.text))
                except httpx.HTTPError:
                    fields = {}
                if not fields:
                    await asyncio.sleep(PAUSE_SECONDS)
                    continue
                await self._insist(browser, fields)

    async def _insist(self, browser: httpx.AsyncClient, fields: dict[str, str]) -> None:
        """Send the same form until somebody says that it has arrived, as people do."""
        form = {**fields, "topic": "Visum", "description": "Wer hilft?", "consent": "yes"}
        form |= {"organisation": "", "name": "", "email": "a@example.org", "phone": ""}
        while True:
            try:
                sent = await browser.post("/beratung", data=form)
                if sent.status_code == httpx.codes.SEE_OTHER:
                    thanks = await browser.get("/beratung/danke")
                    found = _REFERENCE.search(thanks.text)
                    if found:
                        self.told.references.append(found[0])
                        return
                self.told.outcomes[f"form {sent.status_code}"] += 1
            except httpx.HTTPError:
                self.told.outcomes["form cut"] += 1
            if self._stop.is_set():
                return
            await asyncio.sleep(PAUSE_SECONDS)

    async def _post(
        self, browser: httpx.AsyncClient, path: str, body: dict[str, str]
    ) -> dict[str, Any] | None:
        """Return the answer, None for a refusal that says in German what to do."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            response = await browser.post(path, json=body)
        except httpx.HTTPError as error:
            self.told.outcomes[f"cut ({type(error).__name__})"] += 1
            return None
        self.told.seconds.append(loop.time() - started)
        if response.is_success:
            return dict(response.json())
        self.told.outcomes[f"refused {response.status_code}"] += 1
        if not response.text.strip():
            self.told.wrong.append(f"{path}: {response.status_code} without a word")
        return None

    @asynccontextmanager
    async def _browser(self) -> AsyncIterator[httpx.AsyncClient]:
        self._number += 1
        high, low = divmod(self._number, 250)
        headers = {"Origin": self._url, "X-Test-Address": f"10.0.{high}.{low + 1}"}
        async with httpx.AsyncClient(
            base_url=self._url, headers=headers, timeout=ANSWER_SECONDS, trust_env=False
        ) as browser:
            yield browser
