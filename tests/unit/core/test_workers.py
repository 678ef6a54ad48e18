from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.machine import free_ports
from bot.core.serving.workers import wanted_workers
from bot.settings import PROJECT_ROOT

# Each worker tells its process id to whoever connects.
PROGRAM = """
import os, socket, sys
from bot.core.serving.workers import run_workers

def work(server):
    while True:
        connection, _ = server.accept()
        connection.sendall(str(os.getpid()).encode())
        connection.close()

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", int(sys.argv[1])))
sys.exit(run_workers(2, server, work, lambda: print("started", flush=True)))
"""
PATIENCE_SECONDS = 10


class Workers:
    """A process with two workers."""

    def __init__(self) -> None:
        [self.port] = free_ports(1)
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(self.port)],
            cwd=PROJECT_ROOT,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout
        self.process.stdout.readline()

    def ask(self) -> int:
        with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
            # Nothing, when a worker dies between accepting and answering.
            return int(connection.recv(32) or 0)

    def ids(self) -> set[int]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        found: set[int] = set()
        while len(found) < 2 and time.monotonic() < deadline:
            try:
                found.add(self.ask())
            except OSError:
                time.sleep(0.05)
        return found - {0}

    def is_gone(self) -> bool:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                self.ask()
            except OSError:
                return True
            time.sleep(0.05)
        return False


@pytest.fixture
def workers() -> Iterator[Workers]:
    started = Workers()
    yield started
    started.process.kill()
    started.process.wait()
    assert started.process.stdout
    started.process.stdout.close()


def test_two_processes_share_the_port(workers: Workers) -> None:
    ids = workers.ids()
    assert len(ids) == 2
    assert workers.process.pid not in ids


def test_a_worker_that_dies_ends_all(workers: Workers) -> None:
    os.kill(min(workers.ids()), signal.SIGKILL)
    assert workers.process.wait(PATIENCE_SECONDS) == -signal.SIGKILL % 256
    assert workers.is_gone()


def test_a_signal_to_the_parent_stops_all(workers: Workers) -> None:
    ids = workers.ids()
    workers.process.send_signal(signal.SIGTERM)
    workers.process.wait(PATIENCE_SECONDS)
    assert workers.is_gone()
    assert not any(Path(f"/proc/{pid}").exists() for pid in ids)


def test_workers_do_not_outlive_a_killed_parent(workers: Workers) -> None:
    workers.ids()
    workers.process.kill()
    assert workers.is_gone()


def test_no_more_workers_than_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert wanted_workers() == 1
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)))
    assert wanted_workers() == 2
