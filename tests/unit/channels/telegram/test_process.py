"""The process as a whole: starts without Telegram, survives being killed, stops when told."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.machine import free_ports
from bot.channels.telegram.command import main
from bot.channels.telegram.commands import MENU
from bot.channels.telegram.webhook import WEBHOOK_PATH, webhook_secret
from bot.knowledge.catalogue import Catalogue
from bot.settings import PROJECT_ROOT, Settings, SettingsError
from tests.unit.channels.fake_rasa import FakeRasa
from tests.unit.channels.telegram.fake_telegram import (
    TOKEN,
    FakeTelegram,
    Fault,
    running_fake_telegram,
)
from tests.unit.channels.telegram.telegram_rig import (
    PUBLIC_URL,
    Rig,
    environment_for,
    settings_for,
    texts,
)

PATIENCE_SECONDS = 60.0


def wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


@contextmanager
def running(
    folder: Path, telegram_url: str, rasa_url: str, **more: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``python -m bot telegram`` as the supervisor does."""
    environment = {**os.environ, **environment_for(folder, telegram_url, rasa_url), **more}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "telegram"], cwd=PROJECT_ROOT, env=environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def test_killed_between_receive_and_reply_it_answers_once_after_the_restart(
    rig: Rig, rasa: FakeRasa, telegram: FakeTelegram
) -> None:
    await rig.begin()
    folder = rig.settings.var_dir
    rasa.hangs = True
    rig.take(rig.text_update("Meine Frage"))
    with running(folder, telegram.url, rasa.url) as process:
        # It has the update and waits for the assistant: now it dies.
        await asyncio.to_thread(wait_for, lambda: rasa.received)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert [call.text for call in telegram.messages if call.text == "Hallo"] == []
    rasa.hangs = False
    with running(folder, telegram.url, rasa.url) as process:
        await asyncio.to_thread(
            wait_for, lambda: [call for call in telegram.messages if call.text == "Hallo"]
        )
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, PATIENCE_SECONDS) == 0
    assert len([call for call in telegram.messages if call.text == "Hallo"]) == 1


async def test_killed_after_the_answer_was_worked_out_nothing_is_asked_again(
    rig: Rig, rasa: FakeRasa
) -> None:
    await rig.begin()
    rig.take(rig.text_update("Meine Frage"))
    worker = rig.process.worker
    piece = worker._claim()
    assert piece is not None
    # The process dies with the answer in its hands, before it is queued.
    await worker._handle(piece)
    await rig.stop()
    rig.start()
    rig.process.inbox.release(rig.process.now())
    assert texts(await rig.work()) == ["Hallo"]
    assert len(rasa.received) == 1


async def test_it_starts_without_telegram_and_sets_everything_up_later(
    tmp_path: Path, rasa: FakeRasa
) -> None:
    [port] = free_ports(1)
    with running(tmp_path, f"http://127.0.0.1:{port}", rasa.url) as process:
        await asyncio.to_thread(wait_for, lambda: (tmp_path / "telegram.lock").exists())
        await asyncio.sleep(1)
        assert process.poll() is None
        with running_fake_telegram(port) as telegram:
            await asyncio.to_thread(wait_for, lambda: telegram.of("setMyShortDescription"))
            assert [command["command"] for command in telegram.commands] == list(MENU)
            assert telegram.webhook["url"] == f"{PUBLIC_URL}{WEBHOOK_PATH}"
            assert telegram.webhook["secret_token"] == webhook_secret(TOKEN)
            assert set(telegram.webhook["allowed_updates"]) == {
                "message", "edited_message", "callback_query", "my_chat_member",
            }  # fmt: skip
            assert process.poll() is None


async def test_polling_puts_updates_into_the_same_inbox(
    tmp_path: Path, rasa: FakeRasa, telegram: FakeTelegram
) -> None:
    settings = settings_for(tmp_path, telegram.url, rasa.url, IJA_TELEGRAM_MODE="polling")
    rig = Rig(settings, telegram)
    polling = rig.process.polling
    assert polling is not None
    assert rig.process.reception.url == ""
    telegram.updates = [rig.text_update("eins"), rig.text_update("zwei")]
    assert await polling.fetch_once() == 2
    # The second time Telegram hears what we have, and forgets it.
    assert await polling.fetch_once() == 0
    assert telegram.updates == []
    assert texts(await rig.work())[1:] == ["Hallo", "Hallo"]
    await rig.stop()


async def test_an_update_of_a_kind_that_the_library_cannot_read_holds_nothing_back(
    tmp_path: Path, rasa: FakeRasa, telegram: FakeTelegram
) -> None:
    rig = Rig(settings_for(tmp_path, telegram.url, rasa.url, IJA_TELEGRAM_MODE="polling"), telegram)
    polling = rig.process.polling
    assert polling is not None
    # What the library asks for beside the status is missing.
    member = {"status": "kicked", "user": {"id": 1}}
    chat = {"id": 4711, "type": "private"}
    strange = {"chat": chat, "new_chat_member": member, "old_chat_member": member}
    telegram.updates = [
        {"update_id": rig.next_id(), "my_chat_member": strange},
        rig.text_update("eins", 4712),
    ]
    assert await polling.fetch_once() == 2
    assert texts(await rig.work())[1:] == ["Hallo"]
    await rig.stop()


@pytest.mark.parametrize("fault", [Fault(429, retry_after=1), Fault(502), Fault(401)])
async def test_a_setup_that_fails_is_tried_again(
    rig: Rig, telegram: FakeTelegram, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.channels.telegram.connection import setup

    monkeypatch.setattr(setup, "_FIRST_PAUSE", 0.01)
    telegram.faults["setWebhook"] = [fault]
    await setup.set_up_until_done(rig.process.client, rig.process.reception, asyncio.Event())
    assert telegram.webhook["url"] == f"{PUBLIC_URL}{WEBHOOK_PATH}"
    calls = len(telegram.of("setMyCommands"))
    # What is there already is not set again: Telegram limits how often that may be done.
    await setup.set_up(rig.process.client, rig.process.reception)
    assert len(telegram.of("setMyCommands")) == calls == 1


async def test_a_second_process_waits_until_the_first_is_gone(
    rig: Rig, telegram: FakeTelegram
) -> None:
    first, second = asyncio.Event(), asyncio.Event()
    one = asyncio.create_task(rig.process.run(first))
    while not telegram.of("setWebhook"):
        await asyncio.sleep(0.02)
    other = Rig(rig.settings, telegram)
    two = asyncio.create_task(other.process.run(second))
    await asyncio.sleep(0.3)
    assert len(telegram.of("setWebhook")) == 1
    first.set()
    await asyncio.wait_for(one, PATIENCE_SECONDS)
    while len(telegram.of("setWebhook")) < 2:
        await asyncio.sleep(0.02)
    second.set()
    await asyncio.wait_for(two, PATIENCE_SECONDS)
    rig.start()


async def test_while_it_runs_answers_come_by_themselves(rig: Rig, telegram: FakeTelegram) -> None:
    stop = asyncio.Event()
    running_process = asyncio.create_task(rig.process.run(stop))
    for number in range(5):
        rig.take(rig.text_update(f"Frage {number}", 100 + number))
    while len([call for call in telegram.messages if call.text == "Hallo"]) < 5:
        await asyncio.sleep(0.02)
    stop.set()
    await asyncio.wait_for(running_process, PATIENCE_SECONDS)
    rig.start()


def test_without_a_token_the_command_says_how_to_switch_it_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings.from_env({"IJA_VAR_DIR": str(tmp_path)})
    assert main([], settings) == 2
    assert "IJA_TELEGRAM_TOKEN" in capsys.readouterr().err


async def test_the_status_counts_what_waits(rig: Rig, capsys: pytest.CaptureFixture[str]) -> None:
    rig.take(rig.text_update("Frage"))
    assert main(["status"], rig.settings) == 0
    assert "Eingang: 1 warten" in capsys.readouterr().out


async def test_the_address_of_a_question_is_shown(
    rig: Rig, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = next(iter(Catalogue(rig.settings.faq_dir).all()))
    assert await asyncio.to_thread(main, ["link", entry.id], rig.settings) == 0
    said = capsys.readouterr().out
    assert said == f"https://t.me/lotse_test_bot?start=frage_{entry.id}\n"
    assert await asyncio.to_thread(main, ["link", "gibtsnicht"], rig.settings) == 1
    assert "gibt es nicht" in capsys.readouterr().err


@pytest.mark.parametrize(
    "token", ["x", "123:kurz", "123456789:" + "ä" * 35, "123456789 :" + "a" * 35]
)
def test_a_token_that_cannot_be_one_is_refused_in_german(token: str) -> None:
    with pytest.raises(SettingsError, match="kein Token eines Bots"):
        Settings.from_env({"IJA_TELEGRAM_TOKEN": token})


def test_no_token_stands_in_a_log_or_a_repr(tmp_path: Path) -> None:
    settings = Settings.from_env({"IJA_VAR_DIR": str(tmp_path), "IJA_TELEGRAM_TOKEN": TOKEN})
    assert TOKEN not in repr(settings)
