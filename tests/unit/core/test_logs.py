"""The log of the core: where something failed, never what a person had written."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.settings import PROJECT_ROOT

SCRIPT = """
import asyncio, logging, warnings
from bot.core.model.loading import prefer_slim_rasa
from bot.settings import PROJECT_ROOT
prefer_slim_rasa(PROJECT_ROOT)
from bot.core.logs import configure_logs, leave_words_out
configure_logs()
leave_words_out()
import structlog
from actions.base import SafeRun
from rasa_sdk.executor import CollectingDispatcher

WORDS = "Frau Kaya 0176 1234567"

class Failing(SafeRun):
    def name(self):
        return "action_of_a_test"
    def respond(self, dispatcher, tracker):
        int(WORDS)

def fail():
    said = WORDS
    raise RuntimeError(said) from ValueError(said)

async def nobody_waits():
    asyncio.ensure_future(fails_alone())
    asyncio.get_running_loop().call_soon(int, WORDS)
    await asyncio.sleep(0.01)

async def fails_alone():
    fail()

Failing().run(CollectingDispatcher(), None, {})
told = structlog.get_logger("rasa.core")
try:
    fail()
except RuntimeError as error:
    told.exception("turn.failed", text=WORDS, number=7)
    told.error("turn.refused", exc_info=True, event_info=WORDS)
    told.error("turn.lost", exc_info=error)
asyncio.run(nobody_waits())
warnings.warn(WORDS)
logging.getLogger("rasa.core").info("a line of every day")
"""


@pytest.fixture(scope="module")
def log() -> str:
    """Return what a process writes that fails in every way we know."""
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SCRIPT],
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout + result.stderr


@pytest.mark.parametrize("words", ["Kaya", "1234567", "Traceback"])
def test_no_word_of_a_person_is_in_it(log: str, words: str) -> None:
    assert words not in log


@pytest.mark.parametrize(
    "told",
    [
        "action_of_a_test failed ValueError at ",
        '"event": "turn.failed", "level": "error", "number": 7, "error": "RuntimeError at ',
        '"event": "turn.refused"',
        '"event": "turn.lost"',
        "Task exception was never retrieved RuntimeError at ",
        "UserWarning at ",
        "a line of every day",
    ],
)
def test_what_failed_and_where_is_in_it(log: str, told: str) -> None:
    assert told in log
