"""Everything that Telegram and the network may do to us while we send."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from benchmarks.machine import free_ports
from bot.channels.telegram.connection.client import TelegramClient
from bot.channels.telegram.connection.sender import Sender
from bot.channels.telegram.kept.outbox import SqlOutbox
from bot.channels.telegram.kept.tables import outbox
from bot.channels.telegram.migrations import migrate
from bot.channels.telegram.shown.outgoing import Outgoing, answer, messages
from bot.channels.telegram.shown.rich import plain
from bot.consultations.database.engine import open_engine
from tests.unit.channels.fake_rasa import FakeRasa
from tests.unit.channels.telegram.fake_telegram import (
    TOKEN,
    FakeTelegram,
    Fault,
    running_fake_telegram,
)
from tests.unit.channels.telegram.telegram_rig import CHAT, Rig, settings_for, texts, until_idle

NOON = datetime(2026, 11, 26, 12, tzinfo=timezone.utc)


class SendingRig:
    """An outbox and its sender, with the clock in our hands."""

    def __init__(self, folder: Path, url: str) -> None:
        self.engine = open_engine(f"sqlite:///{folder / 'ija.sqlite'}")
        migrate(self.engine)
        self.moment = NOON
        self.outbox = SqlOutbox(self.engine)
        self.client = TelegramClient(TOKEN, url, 10_000)
        self.blocked: list[int] = []
        self.sender = Sender(
            self.outbox,
            self.client,
            self._block,
            lambda: self.moment,
            random.Random(1),  # noqa: S311
        )

    async def _block(self, chat_id: int) -> None:
        self.blocked.append(chat_id)

    def queue(self, key: str, text: str, chat_id: int = CHAT, *, is_notice: bool = False) -> None:
        calls = messages([plain(text)], is_notice=is_notice)
        self.outbox.add(key, chat_id, calls, self.moment)

    async def run(self, **ahead: float) -> int:
        self.moment += timedelta(**ahead)
        return await until_idle(self.sender)

    def states(self) -> list[tuple[str, str | None]]:
        with self.engine.connect() as connection:
            query = sa.select(outbox.c.state, outbox.c.last_error).order_by(outbox.c.number)
            return [tuple(row) for row in connection.execute(query)]


@pytest.fixture
def box(tmp_path: Path, telegram: FakeTelegram) -> SendingRig:
    return SendingRig(tmp_path, telegram.url)


async def test_the_same_key_is_sent_once(box: SendingRig, telegram: FakeTelegram) -> None:
    for _ in range(100):
        box.queue("u1", "Antwort")
    await box.run()
    assert [call.text for call in telegram.messages] == ["Antwort"]


async def test_after_too_many_requests_nothing_is_sent_until_it_is_allowed(
    box: SendingRig, telegram: FakeTelegram
) -> None:
    telegram.faults["sendMessage"] = [Fault(429, retry_after=17)]
    box.queue("a", "eins")
    box.queue("b", "zwei", CHAT + 1)
    await box.run()
    await box.run(seconds=16)
    assert telegram.messages == []
    await box.run(seconds=1.5)
    assert [call.text for call in telegram.messages] == ["eins", "zwei"]


async def test_a_flood_that_lasts_for_hours_costs_no_message(
    box: SendingRig, telegram: FakeTelegram
) -> None:
    telegram.faults["sendMessage"] = [Fault(429, retry_after=600) for _ in range(30)]
    box.queue("a", "eins")
    for _ in range(31):
        await box.run(seconds=601)
    assert [call.text for call in telegram.messages] == ["eins"]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_errors_of_telegram_are_waited_out(
    box: SendingRig, telegram: FakeTelegram, status: int
) -> None:
    telegram.faults["sendMessage"] = [Fault(status), Fault(status)]
    box.queue("a", "eins")
    box.queue("b", "zwei")
    await box.run()
    assert telegram.messages == []
    await box.run(seconds=2)
    await box.run(seconds=4)
    # The second message of the chat has waited for the first.
    assert [call.text for call in telegram.messages] == ["eins", "zwei"]


async def test_without_network_messages_wait_and_go_out_later(tmp_path: Path) -> None:
    [port] = free_ports(1)
    box = SendingRig(tmp_path, f"http://127.0.0.1:{port}")
    box.queue("a", "eins")
    for seconds in (0, 2, 4, 8):
        await box.run(seconds=seconds)
    assert box.states() == [("waiting", "network")]
    with running_fake_telegram(port) as telegram:
        await box.run(seconds=120)
        assert [call.text for call in telegram.messages] == ["eins"]
    await box.client.close()


async def test_an_answer_of_yesterday_is_given_up(box: SendingRig, telegram: FakeTelegram) -> None:
    telegram.faults["sendMessage"] = [Fault(502) for _ in range(50)]
    box.queue("a", "eins")
    for _ in range(30):
        await box.run(hours=1)
    assert box.states() == [("dead", "network")]


async def test_who_blocks_the_bot_gets_nothing_more(
    box: SendingRig, telegram: FakeTelegram
) -> None:
    telegram.faults["sendMessage"] = [
        Fault(403, description="Forbidden: bot was blocked by the user")
    ]
    box.queue("a", "eins")
    await box.run()
    assert box.blocked == [CHAT]
    assert box.states() == [("sent", "blocked")]


async def test_a_message_that_telegram_cannot_read_is_sent_as_plain_text(
    box: SendingRig, telegram: FakeTelegram
) -> None:
    broken: Any = {"html": "<i>kaputt</b>", "text": "kaputt", "keyboard": {"inline_keyboard": []}}
    [call] = messages([plain("x")])
    box.outbox.add("a", CHAT, [Outgoing(call.method, broken)], box.moment)
    await box.run()
    assert [(c.text, c.content.get("parse_mode")) for c in telegram.messages] == [("kaputt", None)]


async def test_an_old_button_is_no_reason_to_worry(box: SendingRig, telegram: FakeTelegram) -> None:
    telegram.faults["answerCallbackQuery"] = [
        Fault(400, description="Bad Request: query is too old")
    ]
    box.outbox.add("a", CHAT, [answer("c1"), *messages([plain("Antwort")])], box.moment)
    await box.run()
    assert box.states() == [("sent", "refused"), ("sent", None)]
    assert [call.text for call in telegram.messages] == ["Antwort"]


async def test_a_wrong_token_loses_nothing(tmp_path: Path, telegram: FakeTelegram) -> None:
    box = SendingRig(tmp_path, telegram.url)
    box.sender._client = TelegramClient(TOKEN.replace("AA", "BB"), telegram.url, 10_000)
    box.queue("a", "eins")
    await box.run()
    assert box.states() == [("waiting", "token")]
    box.sender._client = box.client
    await box.run(minutes=2)
    assert [call.text for call in telegram.messages] == ["eins"]


async def test_notices_wait_for_the_morning_and_answers_do_not(
    box: SendingRig, telegram: FakeTelegram
) -> None:
    box.moment = datetime(2026, 11, 26, 22, tzinfo=timezone.utc)
    box.queue("a", "Erinnerung", CHAT, is_notice=True)
    box.queue("b", "Antwort", CHAT + 1)
    await box.run()
    assert [call.text for call in telegram.messages] == ["Antwort"]
    await box.run(hours=9.5)
    assert [call.text for call in telegram.messages] == ["Antwort", "Erinnerung"]


async def test_what_a_dead_process_had_begun_is_taken_up(
    box: SendingRig, telegram: FakeTelegram
) -> None:
    box.queue("a", "eins")
    assert box.outbox.claim(box.moment, box.moment + timedelta(hours=1)) is not None
    await box.run()
    assert telegram.messages == []
    box.outbox.release(box.moment)
    await box.run()
    assert [call.text for call in telegram.messages] == ["eins"]


async def test_a_failure_in_the_middle_does_not_silence_the_chat(
    rig: Rig, telegram: FakeTelegram
) -> None:
    await rig.begin()
    telegram.faults["sendMessage"] = [Fault(400, description="Bad Request: x")] * 2
    await rig.say("eins")
    assert texts(await rig.say("zwei")) == ["Hallo"]


async def test_a_handler_that_breaks_ends_in_an_apology(
    rig: Rig, rasa: FakeRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rig.begin()

    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rig.process.worker, "_handle", broken)
    monkeypatch.setattr("bot.channels.telegram.worker.MOST_ATTEMPTS", 1)
    [said] = texts(await rig.say("Frage"))
    assert "schiefgegangen" in said
    assert rasa.received == []


async def test_flood_control_spreads_messages(tmp_path: Path, telegram: FakeTelegram) -> None:
    # The limiter of the library itself, which every client of ours has.
    client = TelegramClient(TOKEN, telegram.url)
    assert client._bot.rate_limiter is not None
    settings = settings_for(tmp_path, telegram.url, "http://127.0.0.1:1")
    assert settings.telegram.api_url == telegram.url
    await client.close()
