"""A stand-in for Telegram's Bot API on a real port, as strict as Telegram is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.unit.channels.fake_rasa import served

TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456789"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Lotse", "username": "lotse_test_bot"}
ALLOWED_TAGS = {"b", "a", "blockquote"}


@dataclass
class Call:
    """One call as it arrived."""

    method: str
    content: dict[str, Any]

    @property
    def chat_id(self) -> int:
        return int(self.content["chat_id"])

    @property
    def text(self) -> str:
        return str(self.content.get("text", ""))

    @property
    def keys(self) -> list[dict[str, str]]:
        markup = self.content.get("reply_markup") or {"inline_keyboard": []}
        return [key for row in markup["inline_keyboard"] for key in row]

    def data_of(self, title: str) -> str:
        return next(key["callback_data"] for key in self.keys if title in key["text"])


@dataclass
class Fault:
    """An answer that is no success: a status with retry_after, or a cut line."""

    status: int
    retry_after: int = 0
    description: str = "made up"


@dataclass
class FakeTelegram:
    """Remembers what it was asked; ``faults`` of a method are answered first."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    commands: list[dict[str, str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def messages(self) -> list[Call]:
        return self.of("sendMessage")

    def app(self) -> Starlette:
        async def endpoint(request: Request) -> Response:
            if request.path_params["token"] != TOKEN:
                return _failure(401, "Unauthorized")
            method = request.path_params["method"]
            content = await _content(request)
            if self.faults.get(method):
                fault = self.faults[method].pop(0)
                return _failure(fault.status, fault.description, fault.retry_after)
            problem = problem_of(method, content)
            if problem:
                self.refused.append(problem)
                return _failure(400, f"Bad Request: {problem}")
            self.calls.append(Call(method, content))
            return JSONResponse({"ok": True, "result": self._result(method, content)})

        return Starlette(routes=[Route("/bot{token}/{method}", endpoint, methods=["POST"])])

    def _result(self, method: str, content: dict[str, Any]) -> Any:
        if method == "getMe":
            return BOT
        if method == "getMyCommands":
            return self.commands
        if method == "setMyCommands":
            self.commands = content["commands"]
        if method == "getMyDescription":
            return {"description": self.texts.get("setMyDescription", "")}
        if method == "getMyShortDescription":
            return {"short_description": self.texts.get("setMyShortDescription", "")}
        if method in ("setMyDescription", "setMyShortDescription"):
            self.texts[method] = next(iter(content.values()))
        if method == "setWebhook":
            self.webhook = content
        if method == "getUpdates":
            offset = int(content.get("offset", 0))
            self.updates = [u for u in self.updates if u["update_id"] >= offset]
            return self.updates
        if method in ("sendMessage", "sendDocument", "editMessageReplyMarkup"):
            chat = {"id": int(content["chat_id"]), "type": "private"}
            return {"message_id": len(self.calls), "date": 1, "chat": chat, "text": "x"}
        return True


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = ""
        self.open: list[str] = []
        self.problem = ""
        self.entities = 0

    def handle_starttag(self, tag: str, _attributes: Any) -> None:
        self.open.append(tag)
        self.entities += 1
        if tag not in ALLOWED_TAGS:
            self.problem = f"unsupported tag {tag}"

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problem = f"unexpected end {tag}"

    def handle_data(self, data: str) -> None:
        self.seen += data


def seen_text(html: str) -> str:
    """Return what a person sees of a message."""
    return read_html(html).seen


def read_html(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def problem_of(method: str, content: dict[str, Any]) -> str:
    for row in (content.get("reply_markup") or {}).get("inline_keyboard", ()):
        for key in row:
            if len(key.get("callback_data", "").encode()) > 64:
                return "BUTTON_DATA_INVALID"
            if "url" in key and "127.0.0.1" in key["url"]:
                return "BUTTON_URL_INVALID"
    if method == "answerCallbackQuery" and len(content.get("text", "")) > 200:
        return "MESSAGE_TOO_LONG"
    if method != "sendMessage":
        return ""
    reader = read_html(content["text"]) if content.get("parse_mode") == "HTML" else None
    seen = content["text"] if reader is None else reader.seen
    if not seen.strip():
        return "message text is empty"
    if len(seen.encode("utf-16-le")) // 2 > 4096:
        return "message is too long"
    if reader is not None and (reader.problem or reader.open):
        return f"can't parse entities: {reader.problem or reader.open}"
    if reader is not None and reader.entities > 100:
        return "too many entities"
    return ""


async def _content(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = {}
    async with request.form() as form:
        for name, value in form.multi_items():
            if hasattr(value, "read"):
                found[name] = (value.filename, await value.read())
                continue
            try:
                found[name] = json.loads(value)
            except ValueError:
                found[name] = value
    if "text" in found:
        found["text"] = str(found["text"])
    return found


def _failure(status: int, description: str, retry_after: int = 0) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if retry_after:
        body["parameters"] = {"retry_after": retry_after}
    return JSONResponse(body, status_code=status)


@contextmanager
def running_fake_telegram(port: int = 0) -> Iterator[FakeTelegram]:
    """Run a fake Telegram for the length of the block."""
    fake = FakeTelegram()
    with served(fake.app(), port=port) as url:
        fake.url = url
        yield fake
