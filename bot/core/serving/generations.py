"""Keeps one trained model served and changes to a new one without missing a message.

A small process that never loads Rasa owns the address. It starts a *generation*: a process that
loads one model and forks its workers. When the path of the model leads to another file, a second
generation loads that file; only once it answers is the first one asked to finish.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from bot.core.serving.parent import die_with_parent
from bot.texts import text

POLL_SECONDS = 0.5
# A message that is being answered may take as long as the gateway waits for it.
PATIENCE_SECONDS = 20.0

# From a model, the descriptor of the bound socket and one to write to when serving, to a command.
GenerationCommand = Callable[[Path, int, int], Sequence[str]]


@dataclass
class Generation:
    """One process that serves one model; ``ready`` turns readable when it serves or has died."""

    model: Path
    process: subprocess.Popen[bytes]
    ready: int

    @staticmethod
    def start(model: Path, command: GenerationCommand, server: socket.socket) -> Generation:
        """Start loading ``model`` in a process that dies with this one."""
        ready, tell = os.pipe()
        process = subprocess.Popen(
            command(model, server.fileno(), tell),
            pass_fds=(server.fileno(), tell),
            stdin=subprocess.DEVNULL,
            preexec_fn=die_with_parent(),
        )
        os.close(tell)
        return Generation(model, process, ready)

    def is_serving(self) -> bool:
        """Return whether it has said that it serves."""
        readable, _, _ = select.select([self.ready], [], [], 0)
        return bool(readable) and bool(os.read(self.ready, 1))

    def finish(self) -> None:
        """Let it answer what it has begun, then end it."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.ready)


class Generations:
    """Serves what ``model`` leads to, now and after each change."""

    def __init__(self, model: Path, command: GenerationCommand, server: socket.socket) -> None:
        """Take the path of a model, often a link, and a bound socket that does not listen yet."""
        self._model = model
        self._command = command
        self._server = server
        self._serving: Generation | None = None
        self._coming: Generation | None = None
        self._refused: Path | None = None
        self._is_stopping = False

    def run(self) -> int:
        """Serve until SIGTERM or SIGINT, or until the serving generation dies; return its code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._coming = self._begin(self._model.resolve())
        try:
            while not self._is_stopping:
                code = self._look_after()
                if code is not None:
                    return code
                time.sleep(POLL_SECONDS)
            return 0
        finally:
            for generation in filter(None, (self._coming, self._serving)):
                generation.finish()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopping = True

    def _begin(self, model: Path) -> Generation:
        return Generation.start(model, self._command, self._server)

    def _look_after(self) -> int | None:
        """Do what is due; return an exit code when nothing serves any more."""
        if self._serving is not None and self._serving.process.poll() is not None:
            return self._serving.process.returncode or 1
        if self._coming is not None:
            return self._wait_for(self._coming)
        wanted = self._model.resolve()
        is_new = self._serving is None or wanted != self._serving.model
        if is_new and wanted != self._refused and wanted.is_file():
            self._coming = self._begin(wanted)
        return None

    def _wait_for(self, coming: Generation) -> int | None:
        code = coming.process.poll()
        if code is not None:
            self._coming = None
            os.close(coming.ready)
            if self._serving is None:
                return code or 1
            # Tried once; the model that serves stays.
            self._refused = coming.model
            _tell("core.model_refused", coming, self._serving)
        elif coming.is_serving():
            before, self._serving, self._coming = self._serving, coming, None
            self._refused = None
            if before is not None:
                before.finish()
                _tell("core.model_served", coming, before)
        return None


def _tell(key: str, new: Generation, old: Generation) -> None:
    sys.stderr.write(text(key, new=new.model.name, old=old.model.name) + "\n")
    sys.stderr.flush()


def bound(host: str, port: int) -> socket.socket:
    """Return a socket at an address to which nobody can connect yet.

    The workers of the first generation make it listen.

    Raises:
        OSError: the address is taken or not ours.
    """
    server = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((host, port))
    except OSError:
        server.close()
        raise
    return server
