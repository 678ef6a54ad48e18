"""What the pages for improving the bot work with, built at the first visit."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from bot.channels.rasa_client import AssistantUnavailableError, RasaClient
from bot.conversations.rasa_events import EventStore, rasa_events
from bot.desk.services import DeskServices, services_of
from bot.improvement.answer_text import answer_text, offered
from bot.improvement.migrations import migrate
from bot.improvement.service import Improvement
from bot.improvement.store import ImprovementStore
from bot.improvement.topics import LiveTopics

CHECK_SECONDS = 120


@dataclass(frozen=True)
class Trial:
    """What the assistant says right now; ``buttons`` are what it offers besides."""

    answer: str
    buttons: Sequence[str]


@dataclass(frozen=True)
class DraftFinding:
    """What the check says about a draft, in German; ``line`` may be unknown."""

    line: int | None
    message: str


class CheckFailedError(Exception):
    """The check of a draft did not come to an end."""


Publish = Callable[[str, bool], list[DraftFinding]]
"""Checks the draft with this id and, unless only to be tried, publishes it when all is well."""


@dataclass(frozen=True)
class DeskImprovement:
    """Everything that the pages share; tests put their own into ``app.state.improvement``."""

    improvement: Improvement
    new_client: Callable[[], RasaClient]
    rasa_events: EventStore
    publish: Publish

    async def ask(self, question: str) -> Trial | None:
        """Ask the assistant that serves now, or return None when it does not answer.

        The question is no part of any statistic, and the core forgets it at once.
        """
        sender = f"desk-trial-{secrets.token_hex(12)}"
        client = self.new_client()
        try:
            answers = await client.send(sender, question, {"channel": "desk"})
        except AssistantUnavailableError:
            return None
        finally:
            await client.aclose()
            await run_in_threadpool(self.rasa_events.erase, sender)
        said: list[Mapping[str, Any]] = [answer.as_dict() for answer in answers]
        return Trial(answer_text(said), offered(said))


def improvement_of(request: Request) -> DeskImprovement:
    """Return the services of the app that serves the request.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    state = request.app.state
    if not hasattr(state, "improvement"):
        state.improvement = build_improvement(services_of(request))
    built: DeskImprovement = state.improvement
    return built


def build_improvement(services: DeskServices) -> DeskImprovement:
    """Build them from what the desk has.

    Raises:
        StoreUnavailableError: the database did not answer.
    """
    migrate(services.engine)
    settings = services.settings
    return DeskImprovement(
        Improvement(
            services.engine,
            ImprovementStore(services.engine),
            settings.root,
            services.catalogue,
            LiveTopics(settings.root / "data" / "nlu"),
            RunStarter(settings.root, settings.log_dir / "improve.log"),
            services.now,
        ),
        lambda: RasaClient(settings.core_urls[0], settings.rasa_timeout_seconds),
        rasa_events(settings.scale.tracker_url),
        Publisher(settings.root),
    )


class RunStarter:
    """Starts runs as processes of their own; they end with the desk's process group."""

    def __init__(self, root: Path, log: Path) -> None:
        """Start in ``root``, write what the processes say into ``log``."""
        self._root = root
        self._log = log
        self._processes: list[subprocess.Popen[bytes]] = []

    def __call__(self, run_id: int) -> None:
        """Start the run with this number.

        Raises:
            OSError: no process could be started.
        """
        # Those that have ended are collected here, or they would stay in the table of processes.
        self._processes = [process for process in self._processes if process.poll() is None]
        self._log.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as output:
            process = subprocess.Popen(
                (sys.executable, "-m", "bot", "improve", "run", str(run_id)),
                cwd=self._root,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._processes.append(process)


@dataclass(frozen=True)
class Publisher:
    """Runs ``faq publish`` in a process of its own: the check needs much of what the desk lacks."""

    root: Path

    def __call__(self, entry_id: str, is_trial: bool) -> list[DraftFinding]:
        """Check the draft and publish it unless this is a trial; return what is to be mended.

        Raises:
            CheckFailedError: the check did not come to an end.
        """
        command = [sys.executable, "-m", "bot", "faq", "publish", entry_id, "--json"]
        try:
            result = subprocess.run(  # noqa: S603 - our own command, the id is a checked one
                [*command, *(["--dry-run"] if is_trial else [])],
                cwd=self.root,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=CHECK_SECONDS,
                check=False,
            )
            found = json.loads(result.stdout)
            return [DraftFinding(item["line"], item["message"]) for item in found]
        except (subprocess.SubprocessError, OSError, ValueError, KeyError) as error:
            raise CheckFailedError(type(error).__name__) from error
