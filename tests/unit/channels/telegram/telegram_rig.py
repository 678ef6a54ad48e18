"""The channel with a real database, a Telegram and a Rasa that answer over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.channels.telegram import build
from bot.channels.telegram.door import TelegramDoor
from bot.channels.telegram.kept.working import Piece, Working
from bot.channels.telegram.process import TelegramProcess
from bot.clock import utc_now
from bot.settings import PROJECT_ROOT, Settings
from tests.unit.channels.telegram.fake_telegram import TOKEN, Call, FakeTelegram, seen_text

CHAT = 4711
# Reading all of them would take longer than most tests.
RESPONSES = ("consultation.yml", "emergency.yml", "smalltalk.yml", "fallback.yml")
PUBLIC_URL = "https://ija.example"


def settings_for(
    folder: Path, telegram_url: str, rasa_url: str, database_url: str = "", **more: str
) -> Settings:
    """Return settings of an installation in a folder, with the real texts that matter here."""
    environment = environment_for(folder, telegram_url, rasa_url, database_url)
    root = folder / "root"
    responses = root / "data" / "responses"
    if not root.exists():
        responses.mkdir(parents=True)
        (root / "faq").symlink_to(PROJECT_ROOT / "faq")
        for name in RESPONSES:
            (responses / name).symlink_to(PROJECT_ROOT / "data" / "responses" / name)
    return replace(Settings.from_env(environment | more), root=root)


def environment_for(
    folder: Path, telegram_url: str, rasa_url: str, database_url: str = ""
) -> dict[str, str]:
    return {
        "IJA_VAR_DIR": str(folder),
        "IJA_DATABASE_URL": database_url or f"sqlite:///{folder / 'ija.sqlite'}",
        "IJA_PUBLIC_URL": PUBLIC_URL,
        "IJA_RASA_URLS": rasa_url,
        "IJA_TELEGRAM_TOKEN": TOKEN,
        "IJA_TELEGRAM_API_URL": telegram_url,
    }


async def until_idle(working: Working[Piece]) -> int:
    """Work without the loop until there is nothing that is due; return the number of pieces."""
    number = 0
    while (piece := await asyncio.to_thread(working._claim)) is not None:
        await working._do(piece)
        number += 1
    return number


class Rig:
    """Writes to the bot as a person does, and reads what comes back."""

    def __init__(self, settings: Settings, telegram: FakeTelegram) -> None:
        self.settings = settings
        self.telegram = telegram
        self.update_id = 1000
        self.start()

    def start(self) -> None:
        """Begin as a process does, with nothing in memory."""
        self.process: TelegramProcess = build.build_process(self.settings, 10_000)
        engine = self.process.inbox._engine
        door = TelegramDoor.open(engine, self.settings.telegram.token)
        assert door is not None
        self.door = door

    async def stop(self) -> None:
        await self.process.client.close()
        await self.process.close()

    def take(self, update: dict[str, Any]) -> bool:
        """Bring an update as the webhook does."""
        return self.door.take(update, utc_now)

    async def work(self) -> list[Call]:
        """Let the channel work until it rests, and return the new calls of Telegram."""
        before = len(self.telegram.calls)
        while await until_idle(self.process.worker) + await until_idle(self.process.sender):
            pass
        assert self.telegram.refused == []
        return self.telegram.calls[before:]

    async def send(self, update: dict[str, Any]) -> list[Call]:
        assert self.take(update)
        return await self.work()

    async def say(self, text: str, chat_id: int = CHAT) -> list[Call]:
        return await self.send(self.text_update(text, chat_id))

    async def press(self, data: str, keyboard: Any = None, chat_id: int = CHAT) -> list[Call]:
        return await self.send(self.press_update(data, keyboard, chat_id))

    async def begin(self) -> None:
        """Get over the greeting."""
        await self.say("/start")

    def next_id(self) -> int:
        self.update_id += 1
        return self.update_id

    def text_update(self, text: str, chat_id: int = CHAT, **more: Any) -> dict[str, Any]:
        return self.message_update(chat_id, text=text, **more)

    def message_update(self, chat_id: int = CHAT, **content: Any) -> dict[str, Any]:
        number = self.next_id()
        return {"update_id": number, "message": message(number, chat_id, **content)}

    def press_update(self, data: str, keyboard: Any = None, chat_id: int = CHAT) -> dict[str, Any]:
        number = self.next_id()
        under = message(5, chat_id, text="Antwort", reply_markup=keyboard or {})
        callback = {"id": f"c{number}", "from": PERSON, "message": under, "data": data}
        return {"update_id": number, "callback_query": callback}


PERSON = {"id": CHAT, "is_bot": False, "first_name": "Kim", "username": "kim_canary"}


def message(number: int, chat_id: int = CHAT, **content: Any) -> dict[str, Any]:
    return {
        "message_id": number,
        "date": int(utc_now().timestamp()),
        "chat": {"id": chat_id, "type": "private", "first_name": "Kim"},
        "from": PERSON,
        **content,
    }


def texts(calls: list[Call]) -> list[str]:
    """Return what a person reads of the messages among some calls."""
    return [seen_text(call.text) for call in calls if call.method == "sendMessage"]


Reply = Callable[[dict[str, Any]], Any]
